// Text to entries, and the choice among them.
#include "harness/trace/tree_snapshot.h"

#include <fmt/format.h>

#include <charconv>
#include <set>

#include "harness/core/error.h"

namespace sharebench::trace {
namespace {

DataError unreadable(std::size_t offset) {
  return {fmt::format("the list of files is damaged at byte {}", offset),
          fmt::format("print it with: find DIR -mindepth 1 -printf '{}'", kFindFormat)};
}

/// The number up to the next space.
std::uint64_t take_number(std::string_view& text, int base, std::size_t offset) {
  std::uint64_t value = 0;
  const auto [stop, error] = std::from_chars(text.data(), text.data() + text.size(), value, base);
  if (error != std::errc{} || stop == text.data() + text.size() || *stop != ' ') {
    throw unreadable(offset);
  }
  text.remove_prefix(static_cast<std::size_t>(stop - text.data()) + 1);
  return value;
}

std::string folder_of(const std::string& path) {
  const std::size_t slash = path.rfind('/');
  return slash == std::string::npos ? "" : path.substr(0, slash);
}

constexpr int kMostLinks = 40;

/// Follows links to the paths that `path` really uses; each of them is added to `used`.
class LinkWalk {
 public:
  LinkWalk(const Snapshot& snapshot, const std::unordered_map<std::string, std::string>& links,
           std::set<std::string>& used)
      : snapshot_(snapshot), links_(links), used_(used) {}

  /// What `path` is when links in it are followed; absolute targets lead nowhere.
  std::string walk(const std::string& path, int left = kMostLinks) {
    std::string here;
    const auto parts = parts_of(path);
    for (std::size_t i = 0; i < parts.size(); ++i) {
      if (parts[i] == "..") {
        here = folder_of(here);
        continue;
      }
      const std::string folder = here;
      here += (here.empty() ? "" : "/") + std::string(parts[i]);
      used_.insert(here);
      const std::string* const target = target_of(here);
      if (target == nullptr) continue;
      if (left == 0 || target->empty() || target->front() == '/') return here;
      std::string rest = folder + "/" + *target;
      for (std::size_t k = i + 1; k < parts.size(); ++k) rest += "/" + std::string(parts[k]);
      return walk(rest, left - 1);
    }
    return here;
  }

 private:
  const std::string* target_of(const std::string& path) const {
    const auto made = links_.find(path);
    if (made != links_.end()) return &made->second;
    const auto found = snapshot_.find(path);
    const bool is_link = found != snapshot_.end() && found->second.kind == Entry::kLink;
    return is_link ? &found->second.target : nullptr;
  }

  const Snapshot& snapshot_;
  const std::unordered_map<std::string, std::string>& links_;
  std::set<std::string>& used_;
};

}  // namespace

Snapshot parse_snapshot(std::string_view text) {
  Snapshot snapshot;
  for (std::size_t at = 0; at < text.size();) {
    const std::size_t path_end = text.find('\0', at);
    const std::size_t end =
        path_end == std::string_view::npos ? path_end : text.find('\0', path_end + 1);
    if (end == std::string_view::npos || path_end - at < 6) throw unreadable(at);
    std::string_view head = text.substr(at, path_end - at);
    const char kind = head.front();
    head.remove_prefix(2);
    SnapshotEntry entry;
    entry.mode = static_cast<std::uint32_t>(take_number(head, 8, at));
    entry.size = take_number(head, 10, at);
    if (kind == 'l') entry.target = text.substr(path_end + 1, end - path_end - 1);
    entry.kind = kind == 'd' ? Entry::kFolder : kind == 'l' ? Entry::kLink : Entry::kFile;
    if (entry.kind != Entry::kFile) entry.size = 0;
    if (std::string_view("fdl").find(kind) != std::string_view::npos) {
      snapshot.emplace(std::string(head), entry);
    }
    at = end + 1;
  }
  return snapshot;
}

Snapshot Touched::part_of(const Snapshot& snapshot) const {
  std::set<std::string> used, listed, whole;
  LinkWalk links(snapshot, links_, used);
  for (const auto& [path, how] : paths_) {
    const std::string real = links.walk(path);
    if (how.names) listed.insert(real);
    if (how.all) whole.insert(real);
  }
  Snapshot part;
  for (const auto& [path, entry] : snapshot) {
    bool wanted = used.count(path) != 0 || listed.count(folder_of(path)) != 0;
    for (std::string at = path; !wanted && !whole.empty() && !at.empty(); at = folder_of(at)) {
      wanted = whole.count(at) != 0;
    }
    if (!wanted) continue;
    part.emplace(path, entry);
    for (std::string at = folder_of(path); !at.empty(); at = folder_of(at)) {
      const auto folder = snapshot.find(at);
      if (folder == snapshot.end() || !part.emplace(at, folder->second).second) break;
    }
  }
  return part;
}

std::vector<std::string_view> parts_of(std::string_view text) {
  std::vector<std::string_view> parts;
  while (!text.empty()) {
    const std::size_t slash = text.find('/');
    const std::string_view part = text.substr(0, slash);
    if (!part.empty() && part != ".") parts.push_back(part);
    text.remove_prefix(slash == std::string_view::npos ? text.size() : slash + 1);
  }
  return parts;
}

std::string plain_path(std::string_view text) {
  std::vector<std::string_view> kept;
  for (const std::string_view part : parts_of(text)) {
    if (part != "..") {
      kept.push_back(part);
    } else if (!kept.empty()) {
      kept.pop_back();
    }
  }
  std::string out;
  for (const std::string_view part : kept) out += "/" + std::string(part);
  return out.empty() ? "/" : out;
}

}  // namespace sharebench::trace
