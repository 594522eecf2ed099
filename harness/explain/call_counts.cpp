// Reads strace's lines.
#include "harness/explain/call_counts.h"

#include <algorithm>
#include <cstdlib>
#include <map>
#include <set>
#include <sstream>

namespace sharebench::explain {
namespace {

constexpr double kTwoPages = 8192, kBlock = 65536;

struct Call {
  std::string name{}, arguments{};
  double result = 0;
  bool missing = false;  ///< ENOENT
};

bool has(const std::string& text, const std::string& word) {
  return text.find(word) != std::string::npos;
}

/// "newfstatat" -> "stat": calls that do the same have one name.
std::string plain(const std::string& name) {
  static const std::map<std::string, std::string> kSame = {
      {"lstat", "stat"},       {"newfstatat", "stat"},    {"statx", "stat"},
      {"openat", "open"},      {"creat", "open"},         {"pread64", "read"},
      {"preadv", "read"},      {"readv", "read"},         {"pwrite64", "write"},
      {"pwritev", "write"},    {"writev", "write"},       {"renameat", "rename"},
      {"renameat2", "rename"}, {"unlinkat", "unlink"},    {"mkdirat", "mkdir"},
      {"faccessat", "access"}, {"faccessat2", "access"},  {"utimensat", "utimens"},
      {"fdatasync", "fsync"},  {"getdents64", "getdents"}};
  const auto found = kSame.find(name);
  return found == kSame.end() ? name : found->second;
}

/// Calls that ask no file system for anything.
bool asks_nothing(const std::string& name) {
  static const std::set<std::string> kNames = {"lseek",     "fcntl", "fadvise64", "mmap",
                                               "readahead", "ioctl", "dup",       "dup3"};
  return kNames.count(name) != 0;
}

std::string kind_of(const Call& call) {
  const std::string name = plain(call.name);
  if (name == "unlink" && has(call.arguments, "AT_REMOVEDIR")) return "rmdir";
  if (name == "stat" && has(call.arguments, "AT_EMPTY_PATH")) return "fstat";
  if (name == "open" && has(call.arguments, "O_CREAT")) return "create";
  if (name == "open" && has(call.arguments, "O_DIRECTORY")) return "opendir";
  if (call.missing) return name + " (missing)";
  const bool moves = name == "read" || name == "write";
  return moves && call.result > kTwoPages ? block_kind(name) : name;
}

/// Names below `folder` in the first path of the arguments that lies there.
double components(const std::string& arguments, const std::string& folder) {
  const std::size_t from = arguments.find('"' + folder + '/');
  if (from == std::string::npos) return 0;
  const std::size_t start = from + 1 + folder.size();
  const std::size_t end = std::min(arguments.find('"', start), arguments.size());
  return static_cast<double>(std::count(arguments.begin() + static_cast<std::ptrdiff_t>(start),
                                        arguments.begin() + static_cast<std::ptrdiff_t>(end), '/'));
}

/// "name(arguments) = result ENOENT (...)"; an empty name for any other line.
Call parse_call(const std::string& text) {
  Call call;
  const std::size_t open = text.find('('), equals = text.rfind(" = ");
  if (open == std::string::npos || equals == std::string::npos || equals < open) return call;
  call.name = text.substr(0, open);
  const std::size_t close = text.rfind(')', equals);  // blanks line the results up
  call.arguments = text.substr(open + 1, close - open - 1);
  const std::string result = text.substr(equals + 3);
  call.result = std::strtod(result.c_str(), nullptr);
  call.missing = result.rfind("-1 ENOENT", 0) == 0;
  return call;
}

/// Lines of calls that another thread interrupted are put together again.
class Lines {
 public:
  /// The whole call that ends on this line; empty when none does.
  std::string whole(const std::string& line) {
    const std::size_t space = line.find(' ');
    if (space == std::string::npos) return "";
    const std::string thread = line.substr(0, space);
    const std::string text = line.substr(line.find_first_not_of(' ', space));
    const std::size_t unfinished = text.find(" <unfinished ...>");
    if (unfinished != std::string::npos) {
      begun_[thread] = text.substr(0, unfinished);
      return "";
    }
    const std::string resumed = " resumed>";
    const std::size_t at = text.find(resumed);
    if (text.rfind("<... ", 0) != 0 || at == std::string::npos) return text;
    return begun_[thread] + text.substr(at + resumed.size());
  }

 private:
  std::map<std::string, std::string> begun_;
};

}  // namespace

KindCounts parse_strace(const std::string& trace, const std::string& folder) {
  KindCounts counts;
  Lines lines;
  int answers = 0;
  std::istringstream in(trace);
  for (std::string line; std::getline(in, line) && answers < 2;) {
    const std::string text = lines.whole(line);
    if (text.rfind("write(1<", 0) == 0) ++answers;
    if (answers != 1 || !has(text, folder + "/")) continue;
    const Call call = parse_call(text);
    if (call.name.empty() || asks_nothing(call.name)) continue;
    const std::string kind = kind_of(call);
    counts[kind] += is_block_kind(kind) ? call.result / kBlock : 1;
    const double names = components(call.arguments, folder);
    if (names > 0) counts["path component"] += names;
  }
  return counts;
}

}  // namespace sharebench::explain
