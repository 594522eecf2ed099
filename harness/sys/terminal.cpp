// isatty, TIOCGWINSZ and execvp.
#include "harness/sys/terminal.h"

#include <fmt/format.h>
#include <sys/ioctl.h>
#include <unistd.h>

#include <cstdio>
#include <cstdlib>

#include "harness/core/error.h"

namespace sharebench::sys {
namespace {

constexpr int kUsualColumns = 80;

std::optional<int> columns_of(int fd) {
  if (isatty(fd) == 0) return std::nullopt;
  winsize size{};
  if (ioctl(fd, TIOCGWINSZ, &size) == 0 && size.ws_col > 0) return size.ws_col;
  return kUsualColumns;
}

}  // namespace

std::optional<int> stdout_columns() {
  return columns_of(STDOUT_FILENO);
}

std::optional<int> stderr_columns() {
  return columns_of(STDERR_FILENO);
}

bool wants_color() {
  const char* no_color = std::getenv("NO_COLOR");
  return stdout_columns() && (no_color == nullptr || *no_color == '\0');
}

std::optional<bool> ask_yes_no(const std::string& question) {
  if (isatty(STDIN_FILENO) == 0) return std::nullopt;
  fmt::print(stderr, "{} [y/N] ", question);
  std::fflush(stderr);
  const int answer = std::getchar();
  for (int c = answer; c != '\n' && c != EOF;) c = std::getchar();
  return answer == 'y' || answer == 'Y';
}

void become(std::vector<std::string> argv) {
  std::vector<char*> pointers;
  for (std::string& word : argv) pointers.push_back(word.data());
  pointers.push_back(nullptr);
  execvp(pointers.at(0), pointers.data());
  throw EnvironmentError(fmt::format("{} could not be started", argv.at(0)),
                         "see what is missing: sharebench doctor");
}

}  // namespace sharebench::sys
