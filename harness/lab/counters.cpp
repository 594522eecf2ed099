// Parsers of the guest's request counters.
#include "harness/lab/counters.h"

#include <fmt/format.h>

#include <array>
#include <cctype>
#include <cstdlib>
#include <sstream>
#include <utility>
#include <vector>

namespace sharebench::lab {
namespace {

std::string squeezed(const std::string& text) {
  std::istringstream words(text);
  std::string result;
  for (std::string word; words >> word;) result += (result.empty() ? "" : " ") + word;
  return result;
}

std::string named(const std::map<std::string, std::string>& names, const std::string& number,
                  const char* unknown) {
  const auto found = names.find(number);
  return found == names.end() ? unknown + number : found->second;
}

/// Value of `name` in "name: value, name: value"; empty when it is not there.
std::string field(const std::string& key, const std::string& name) {
  std::istringstream parts(key);
  for (std::string part; std::getline(parts, part, ',');) {
    const std::string pair = squeezed(part);
    if (pair.rfind(name + ": ", 0) == 0) return pair.substr(name.size() + 2);
  }
  return "";
}

constexpr std::size_t kBytesSent = 3, kBytesReceived = 4, kColumns = 5;

/// The first columns of each operation's line that was used: requests, transmissions, timeouts,
/// bytes sent, bytes received.
std::map<std::string, std::array<std::uint64_t, kColumns>> per_operation(
    const std::string& text, const std::string& guest_path) {
  std::map<std::string, std::array<std::uint64_t, kColumns>> all;
  bool ours = false, operations = false;
  std::istringstream lines(text);
  for (std::string line; std::getline(lines, line);) {
    if (line.rfind("device ", 0) == 0) {
      ours = line.find(" mounted on " + guest_path + " with fstype nfs") != std::string::npos;
      operations = false;
      if (ours) all.clear();  // a later line for the same place is the mount on top
    }
    if (!ours) continue;
    if (line.find("per-op statistics") != std::string::npos) {
      operations = true;
      continue;
    }
    std::istringstream words(line);
    std::string name;
    std::array<std::uint64_t, kColumns> columns{};
    if (!operations || !(words >> name >> columns[0]) || name.back() != ':' || columns[0] == 0)
      continue;
    for (std::size_t i = 1; i < kColumns; ++i) words >> columns[i];
    all[name.substr(0, name.size() - 1)] = columns;
  }
  return all;
}

}  // namespace

Counts parse_mountstats(const std::string& text, const std::string& guest_path) {
  Counts counts;
  for (const auto& [name, columns] : per_operation(text, guest_path)) counts[name] = columns[0];
  return counts;
}

Counts parse_mountstats_bytes(const std::string& text, const std::string& guest_path) {
  Counts counts;
  for (const auto& [name, columns] : per_operation(text, guest_path)) {
    counts[name] = columns[kBytesSent] + columns[kBytesReceived];
  }
  return counts;
}

std::string nfs_mount_of(const std::string& mountstats, const std::string& path) {
  const std::string on = " mounted on ", type = " with fstype nfs";
  std::string deepest;
  std::istringstream lines(mountstats);
  for (std::string line; std::getline(lines, line);) {
    const auto from = line.find(on), to = line.find(type);
    if (line.rfind("device ", 0) != 0 || from == std::string::npos || to == std::string::npos)
      continue;
    const std::string place = line.substr(from + on.size(), to - from - on.size());
    const bool holds = path == place || path.rfind(place == "/" ? place : place + "/", 0) == 0;
    if (holds && place.size() >= deepest.size()) deepest = place;
  }
  return deepest;
}

Counts nfs_counts(const std::string& mountstats, const std::string& guest_path) {
  Counts counts = parse_mountstats(mountstats, guest_path);
  const Counts bytes = parse_mountstats_bytes(mountstats, guest_path);
  std::uint64_t total = 0;
  for (const auto& [kind, number] : bytes) total += number;
  counts.merge(as_wire_bytes(bytes));
  counts[kWireBytes] = total;
  return counts;
}

Counts parse_hist(const std::string& text) {
  Counts counts;
  std::istringstream lines(text);
  for (std::string line; std::getline(lines, line);) {
    const auto close = line.find("} hitcount:");
    if (line.rfind("{ ", 0) != 0 || close == std::string::npos) continue;
    counts[squeezed(line.substr(2, close - 2))] +=
        std::strtoull(line.c_str() + close + 11, nullptr, 10);
  }
  return counts;
}

Counts hist_by_kind(const Counts& hist, const std::string& owner, const std::string& value,
                    const std::string& kind) {
  Counts counts;
  for (const auto& [key, hits] : hist) {
    if (field(key, owner) == value) counts[field(key, kind)] += hits;
  }
  return counts;
}

std::string fuse_operation(const std::string& opcode) {
  static const std::map<std::string, std::string> names = {
      {"1", "LOOKUP"},        {"2", "FORGET"},
      {"3", "GETATTR"},       {"4", "SETATTR"},
      {"5", "READLINK"},      {"6", "SYMLINK"},
      {"8", "MKNOD"},         {"9", "MKDIR"},
      {"10", "UNLINK"},       {"11", "RMDIR"},
      {"12", "RENAME"},       {"13", "LINK"},
      {"14", "OPEN"},         {"15", "READ"},
      {"16", "WRITE"},        {"17", "STATFS"},
      {"18", "RELEASE"},      {"20", "FSYNC"},
      {"21", "SETXATTR"},     {"22", "GETXATTR"},
      {"23", "LISTXATTR"},    {"24", "REMOVEXATTR"},
      {"25", "FLUSH"},        {"26", "INIT"},
      {"27", "OPENDIR"},      {"28", "READDIR"},
      {"29", "RELEASEDIR"},   {"30", "FSYNCDIR"},
      {"31", "GETLK"},        {"32", "SETLK"},
      {"33", "SETLKW"},       {"34", "ACCESS"},
      {"35", "CREATE"},       {"36", "INTERRUPT"},
      {"37", "BMAP"},         {"38", "DESTROY"},
      {"39", "IOCTL"},        {"40", "POLL"},
      {"42", "BATCH_FORGET"}, {"43", "FALLOCATE"},
      {"44", "READDIRPLUS"},  {"45", "RENAME2"},
      {"46", "LSEEK"},        {"47", "COPY_FILE_RANGE"},
      {"50", "SYNCFS"}};
  return named(names, opcode, "OP");
}

std::string ninep_operation(const std::string& type) {
  static const std::map<std::string, std::string> names = {
      {"8", "STATFS"},   {"12", "LOPEN"},     {"14", "LCREATE"},     {"16", "SYMLINK"},
      {"18", "MKNOD"},   {"20", "RENAME"},    {"22", "READLINK"},    {"24", "GETATTR"},
      {"26", "SETATTR"}, {"30", "XATTRWALK"}, {"32", "XATTRCREATE"}, {"40", "READDIR"},
      {"50", "FSYNC"},   {"52", "LOCK"},      {"54", "GETLOCK"},     {"70", "LINK"},
      {"72", "MKDIR"},   {"74", "RENAMEAT"},  {"76", "UNLINKAT"},    {"100", "VERSION"},
      {"102", "AUTH"},   {"104", "ATTACH"},   {"108", "FLUSH"},      {"110", "WALK"},
      {"112", "OPEN"},   {"114", "CREATE"},   {"116", "READ"},       {"118", "WRITE"},
      {"120", "CLUNK"},  {"122", "REMOVE"},   {"124", "STAT"},       {"126", "WSTAT"}};
  return named(names, type, "TYPE");
}

Counts parse_block_stat(const std::string& text) {
  std::istringstream words(text);
  std::vector<std::uint64_t> fields;
  for (std::uint64_t number = 0; words >> number;) fields.push_back(number);
  if (fields.size() < 5) return {};
  return {{"disk_reads", fields[0]}, {"disk_writes", fields[4]}};
}

Counts difference(const Counts& now, const Counts& base) {
  Counts moved;
  for (const auto& [name, count] : now) {
    const auto before = base.find(name);
    const std::uint64_t start = before == base.end() ? 0 : before->second;
    if (count > start) moved[name] = count - start;
  }
  return moved;
}

Counts as_round_trips(const Counts& by_kind) {
  Counts result = {{"round_trips", 0}};
  for (const auto& [kind, count] : by_kind) {
    result["round_trips"] += count;
    result["round_trips." + kind] = count;
  }
  return result;
}

Counts as_counters(Counts counts) {
  Counts beside;
  for (const auto& [name, count] : counts) {
    const bool bytes = name.rfind(kWireBytes, 0) == 0;
    if (bytes || name == kServiceNs || name == kForgets) beside[name] = count;
  }
  for (const auto& [name, count] : beside) counts.erase(name);
  Counts result = as_round_trips(counts);
  result.merge(beside);
  return result;
}

Counts as_wire_bytes(const Counts& by_kind) {
  Counts result;
  for (const auto& [kind, bytes] : by_kind) result[fmt::format("{}.{}", kWireBytes, kind)] = bytes;
  return result;
}

}  // namespace sharebench::lab
