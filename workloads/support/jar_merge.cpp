// The default map in the order of its cases, then the strategies.
#include "workloads/support/jar_merge.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <unordered_set>

namespace sharebench::workloads::jar {
namespace {

bool is_word(char c) {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_';
}

/// Where ([.]\w+)?$ begins: the last dot when only word characters follow it, or the end.
std::size_t extension_at(std::string_view path) {
  const std::size_t dot = path.find_last_of('.');
  if (dot == std::string_view::npos || dot + 1 == path.size()) return path.size();
  return std::all_of(path.begin() + static_cast<std::ptrdiff_t>(dot) + 1, path.end(), is_word)
             ? dot
             : path.size();
}

std::string lower(std::string_view text) {
  std::string result(text);
  for (char& c : result) {
    if (c >= 'A' && c <= 'Z') c = static_cast<char>(c - 'A' + 'a');
  }
  return result;
}

template <std::size_t N>
bool one_of(std::string_view text, const std::array<std::string_view, N>& list) {
  return std::find(list.begin(), list.end(), text) != list.end();
}

bool ends_with_one_of(std::string_view text, std::initializer_list<std::string_view> endings) {
  return std::any_of(endings.begin(), endings.end(),
                     [&](std::string_view ending) { return text.ends_with(ending); });
}

bool is_config_file(std::string_view path) {
  static constexpr std::array<std::string_view, 5> kNames = {
      "reference.conf", "reference-overrides.conf", "application.conf", "rootdoc.txt",
      "play.plugins"};
  return one_of(path, kNames);
}

/// isReadme and isLicenseFile; `name` is the last part of the path in lower case.
bool is_licence_or_readme(std::string_view name) {
  static constexpr std::array<std::string_view, 6> kNames = {"license", "licence", "notice",
                                                             "copying", "readme",  "about"};
  const std::size_t extension = extension_at(name);
  return name.substr(extension) != ".class" && one_of(name.substr(0, extension), kNames);
}

/// The cases of META-INF; `rest` is what follows it, in lower case.
Strategy meta_strategy(std::string_view rest) {
  static constexpr std::array<std::string_view, 3> kDiscarded = {"manifest.mf", "index.list",
                                                                 "dependencies"};
  static constexpr std::array<std::string_view, 3> kSpring = {"spring.schemas", "spring.handlers",
                                                              "spring.tooling"};
  const std::string_view first = rest.substr(0, std::min(rest.find('/'), rest.size()));
  if (one_of(rest, kDiscarded)) return Strategy::kDiscard;
  if (ends_with_one_of(rest, {".sf", ".dsa", ".rsa"})) return Strategy::kDiscard;
  if (first == "maven" || first == "plexus") return Strategy::kDiscard;
  if (first == "services" || one_of(rest, kSpring)) return Strategy::kDistinctLines;
  return Strategy::kDeduplicate;
}

}  // namespace

Strategy default_strategy(std::string_view path) {
  const std::string lowered = lower(path);
  const std::size_t slash = lowered.find_last_of('/');
  const std::string_view name =
      std::string_view(lowered).substr(slash == std::string::npos ? 0 : slash + 1);
  if (is_config_file(lowered)) return Strategy::kConcat;
  if (is_licence_or_readme(name)) return Strategy::kRename;
  if (name == ".ds_store" || name == "thumbs.db") return Strategy::kDiscard;
  constexpr std::string_view kMeta = "META-INF/";
  if (path.starts_with(kMeta)) return meta_strategy(std::string_view(lowered).substr(kMeta.size()));
  return Strategy::kDeduplicate;
}

std::string renamed(std::string_view path, std::string_view jar_name) {
  const std::size_t extension = extension_at(path);
  return fmt::format("{}_{}{}", path.substr(0, extension),
                     jar_name.substr(0, extension_at(jar_name)), path.substr(extension));
}

std::string concat(const std::vector<std::string>& contents) {
  std::string result;
  for (const std::string& content : contents) {
    result += content;
    if (!content.ends_with('\n')) result += '\n';
  }
  return result;
}

std::string distinct_lines(const std::vector<std::string>& contents) {
  std::string result;
  std::unordered_set<std::string_view> seen;
  for (const std::string& content : contents) {
    std::string_view rest = content;
    while (!rest.empty()) {
      const std::size_t end = std::min(rest.find('\n'), rest.size());
      std::string_view line = rest.substr(0, end);
      rest.remove_prefix(std::min(end + 1, rest.size()));
      if (line.ends_with('\r')) line.remove_suffix(1);
      if (seen.insert(line).second) result.append(line).push_back('\n');
    }
  }
  return result;
}

}  // namespace sharebench::workloads::jar
