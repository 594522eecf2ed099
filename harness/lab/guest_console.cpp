// The harness's side of serve_lines() in containers/lab/init.sh.
#include "harness/lab/guest_console.h"

#include <fmt/format.h>

#include <algorithm>
#include <cstdlib>
#include <random>

#include "harness/core/error.h"
#include "harness/sys/clock.h"

namespace sharebench::lab {
namespace {

constexpr double kGrace = 10;

/// Text gathered line by line; the guest adds one line break before each mark.
class Lines {
 public:
  void add(const std::string& line) {
    if (!first_) text_ += '\n';
    first_ = false;
    text_ += line;
  }
  const std::string& text() const { return text_; }

 private:
  std::string text_;
  bool first_ = true;
};

}  // namespace

std::string one_line(const std::string& shell_line) {
  if (shell_line.find('\n') == std::string::npos) return shell_line;
  std::string escaped;
  for (const char c : shell_line) {
    if (c == '\\') {
      escaped += "\\\\";
    } else if (c == '\n') {
      escaped += "\\n";
    } else if (c == '\'') {
      escaped += "'\\''";
    } else {
      escaped += c;
    }
  }
  return fmt::format("eval \"$(printf '%b' '{}')\"", escaped);
}

GuestConsole::GuestConsole(Connect connect)
    : connect_(std::move(connect)),
      agent_(connect_("agent")),
      rescue_(connect_("rescue")),
      session_(fmt::format("mark-{:08x}", std::random_device()())) {}

sys::CommandResult GuestConsole::run(const std::string& line, double timeout_s) {
  const double started = sys::steady_seconds();
  std::optional<sys::CommandResult> result = exchange(*agent_, line, timeout_s);
  if (!result) {
    kill_running_job();
    result = collect(*agent_, last_mark_, sys::steady_seconds() + kGrace);
    if (!result) {
      throw EnvironmentError(
          fmt::format("the guest did not end \"{}\" within {:.0f} s", line, timeout_s),
          "sharebench lab down, then: sharebench lab up");
    }
    result->timed_out = true;
  }
  result->wall_s = sys::steady_seconds() - started;
  return *result;
}

std::optional<sys::CommandResult> GuestConsole::exchange(sys::Child& port, const std::string& line,
                                                         double timeout_s) {
  last_mark_ = fmt::format("{}-{}", session_, ++count_);
  port.write_line(fmt::format("{} {}", last_mark_, one_line(line)));
  return collect(port, last_mark_, sys::steady_seconds() + timeout_s);
}

std::optional<sys::CommandResult> GuestConsole::collect(sys::Child& port, const std::string& mark,
                                                        double end) {
  Lines out, err;
  bool in_errors = false;
  for (;;) {
    const auto line = port.read_line(std::max(0.0, end - sys::steady_seconds()));
    if (!line) {
      if (port.running()) return std::nullopt;
      throw EnvironmentError("the lab's guest is gone",
                             "sharebench lab down, then: sharebench lab up");
    }
    if (*line == mark + " err") {
      in_errors = true;
    } else if (in_errors && line->rfind(mark + " ", 0) == 0) {
      sys::CommandResult result;
      result.status = std::atoi(line->c_str() + mark.size() + 1);
      result.out = out.text();
      result.err = err.text();
      return result;
    } else {
      (in_errors ? err : out).add(*line);
    }
  }
}

void GuestConsole::kill_running_job() {
  const std::string mark = last_mark_;
  exchange(*rescue_, "kill_job $(cat /run/lab/job.agent)", kGrace);
  last_mark_ = mark;
}

}  // namespace sharebench::lab
