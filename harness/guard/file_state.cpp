// `ls -ldn` is what macOS, Debian and a busybox print alike: mode, links, uid, gid, ..., name ->
// link.
#include "harness/guard/file_state.h"

#include <fmt/format.h>

#include <vector>

#include "harness/core/error.h"
#include "harness/guard/text.h"

namespace sharebench::guard {
namespace {

struct Listed {
  bool there = false;
  char type = 0;
  std::string mode{}, owner{}, link{};
};

EnvironmentError unusable(const std::string& path, const std::string& why) {
  return EnvironmentError(fmt::format("{} {}", path, why),
                          fmt::format("look at it with: ls -ld {}", path));
}

Listed list(sys::CommandRunner& runner, const char* flags, const std::string& path) {
  const sys::CommandResult result =
      runner.run({.argv = {"ls", flags, path}, .timeout_s = 30, .env = {{"LC_ALL", "C"}}});
  if (!result.ok()) {
    if (result.err.find("No such file") != std::string::npos) return {};
    throw unusable(path, "cannot be looked at: " + trim(result.err));
  }
  const std::vector<std::string> words = words_of(trim(result.out));
  const auto mode = words.empty() ? std::nullopt : octal_mode(words[0]);
  if (words.size() < 5 || !mode) throw unusable(path, "is listed in a form that is not known");
  Listed listed = {true, words[0][0], *mode, words[2] + ":" + words[3], ""};
  const std::size_t arrow = result.out.find(" -> ");
  if (arrow != std::string::npos) listed.link = trim(result.out.substr(arrow + 4));
  return listed;
}

}  // namespace

std::optional<std::string> octal_mode(const std::string& printed) {
  if (printed.size() < 10) return std::nullopt;
  int low = 0, high = 0;
  for (int group = 0; group < 3; ++group) {
    const std::string three = printed.substr(static_cast<std::size_t>(1 + group * 3), 3);
    const char last = three[2];
    const bool special = last == 's' || last == 'S' || last == 't' || last == 'T';
    const bool runs = last == 'x' || last == 's' || last == 't';
    if ((three[0] != 'r' && three[0] != '-') || (three[1] != 'w' && three[1] != '-') ||
        (!special && !runs && last != '-'))
      return std::nullopt;
    low = low * 8 + (three[0] == 'r' ? 4 : 0) + (three[1] == 'w' ? 2 : 0) + (runs ? 1 : 0);
    if (special) high += 4 >> group;  // set user, set group, sticky
  }
  return high == 0 ? fmt::format("{:o}", low) : fmt::format("{:o}{:03o}", high, low);
}

std::string read_owner(sys::CommandRunner& runner, const std::string& path) {
  const Listed listed = list(runner, "-ldn", path);
  if (!listed.there) throw unusable(path, "is not there");
  return listed.owner;
}

FileState read_file_state(sys::CommandRunner& runner, const std::string& path) {
  Listed listed = list(runner, "-ldn", path);
  FileState state;
  if (!listed.there) return state;
  if (listed.type == 'l') {
    state.link = listed.link;
    listed = list(runner, "-ldLn", path);
    if (!listed.there || listed.type == 'l')
      throw unusable(path, fmt::format("is a link to {}, which is not there", state.link));
  }
  if (listed.type != '-') throw unusable(path, "is no file");
  const sys::CommandResult text = runner.run({.argv = {"cat", path}, .timeout_s = 30});
  if (!text.ok()) throw unusable(path, "cannot be read: " + trim(text.err));
  state.bytes = text.out;
  state.mode = listed.mode;
  state.owner = listed.owner;
  return state;
}

}  // namespace sharebench::guard
