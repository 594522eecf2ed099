// Pure text: paths of the data volume, other tools' marks.
#include "harness/nfs/exported.h"

#include <fmt/format.h>

#include <algorithm>

#include "harness/core/error.h"
#include "harness/guard/edits.h"
#include "harness/guard/exports.h"
#include "harness/guard/text.h"

namespace sharebench::nfs {
namespace {

constexpr const char* kDataVolume = "/System/Volumes/Data";

/// Lines that end as an older tool, or an editor, left them: without our own section.
struct Tool {
  const char* begin;
  const char* name;
};
constexpr Tool kTools[] = {{"# docker-machine-nfs-begin", "docker-machine-nfs"},
                           {"# VAGRANT-BEGIN", "Vagrant"},
                           {"# d4m-nfs exports", "d4m-nfs"}};

bool is_below(const std::string& path, const std::string& folder) {
  return path == folder || path.rfind(folder == "/" ? folder : folder + "/", 0) == 0;
}

/// Blank lines in place of our section, so that line numbers stay.
std::string without_ours(const std::string& text) {
  std::string out;
  bool inside = false;
  for (const std::string& line : guard::lines_of(text)) {
    if (line == guard::guard_marks().begin) inside = true;
    out += (inside ? "" : line) + "\n";
    if (line == guard::guard_marks().end) inside = false;
  }
  return out;
}

}  // namespace

std::string mount_point_in(const std::string& df) {
  const std::vector<std::string> lines = guard::lines_of(df);
  if (lines.size() < 2) return "";
  // Device, blocks, used, available, capacity, and a mount point that may hold blanks.
  const std::size_t percent = lines.back().find("% ");
  if (percent == std::string::npos) return "";
  return guard::trim(lines.back().substr(percent + 2));
}

bool has_data_volume(const std::string& version) {
  const std::vector<std::string> parts = guard::split(guard::trim(version), '.');
  const auto major = parts.empty() ? std::nullopt : guard::parse_decimal(parts[0], 1000);
  if (!major)
    throw EnvironmentError(fmt::format("'{}' is no version of macOS", guard::trim(version)),
                           "see: sw_vers -productVersion");
  const auto minor = parts.size() < 2 ? 0 : guard::parse_decimal(parts[1], 1000).value_or(0);
  return *major > 10 || (*major == 10 && minor >= 15);
}

std::string exported_path(const std::string& version, const std::string& folder,
                          const std::string& mount_point) {
  const bool moved =
      has_data_volume(version) && mount_point == kDataVolume && !is_below(folder, kDataVolume);
  return moved ? kDataVolume + folder : folder;
}

std::vector<std::string> foreign_exports(const std::string& text,
                                         const std::vector<std::string>& folders,
                                         const std::string& vm) {
  std::vector<std::string> found, unread;
  const std::string others = without_ours(text);
  int number = 0;
  for (const std::string& line : guard::lines_of(others)) {
    ++number;
    for (const Tool& tool : kTools)
      if (guard::trim(line).rfind(tool.begin, 0) == 0)
        found.push_back(
            fmt::format("line {} of /etc/exports begins a section of {}: it is left as "
                        "it is, and {} may write it anew at any time",
                        number, tool.name, tool.name));
  }
  for (const guard::Export& entry : guard::parse_exports(others, unread)) {
    const std::string names = fmt::format("{}", fmt::join(entry.folders, " "));
    if (entry.to_everyone())
      found.push_back(
          fmt::format("line {} of /etc/exports offers {} to everybody: the guard alone "
                      "keeps them out",
                      entry.line, names));
    const bool same_host =
        std::find(entry.hosts.begin(), entry.hosts.end(), vm) != entry.hosts.end();
    for (const std::string& path : entry.folders)
      for (const std::string& ours : folders)
        if (same_host && (is_below(path, ours) || is_below(ours, path)))
          found.push_back(
              fmt::format("line {} of /etc/exports offers {} to {} already: nfsd "
                          "refuses two exports of one folder to one host; take that "
                          "line away",
                          entry.line, path, vm));
  }
  for (const std::string& line : unread)
    found.push_back(fmt::format("/etc/exports:{} cannot be read as an export", line));
  return found;
}

}  // namespace sharebench::nfs
