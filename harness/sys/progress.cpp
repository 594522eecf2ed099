// Progress on standard error: one live line on a terminal, sparse plain lines elsewhere.
#include "harness/sys/progress.h"

#include <fmt/format.h>

#include <cstdio>

#include "harness/core/units.h"
#include "harness/sys/clock.h"
#include "harness/sys/terminal.h"

namespace sharebench::sys {
namespace {

constexpr double kPlainEvery_s = 10;
constexpr double kLiveEvery_s = 0.1;

std::string position(int done, int total, double eta_s) {
  std::string text;
  if (total > 0) text = fmt::format("[{}/{}", done, total);
  if (eta_s >= 0 && total > 0) text += fmt::format(", {} left", format_eta(eta_s));
  return text.empty() ? text : text + "] ";
}

class StderrProgress : public Progress {
 public:
  explicit StderrProgress(std::optional<int> columns)
      : terminal_(columns.has_value()), columns_(columns.value_or(80)) {}
  ~StderrProgress() override { clear(); }

  void note(const std::string& text) override {
    clear();
    fmt::print(stderr, "{}\n", text);
    std::fflush(stderr);
  }

  void step(const std::string& text, int done, int total, double eta_s) override {
    const double now = steady_seconds();
    if (now - last_ < (terminal_ ? kLiveEvery_s : kPlainEvery_s)) return;
    last_ = now;
    const std::string line = position(done, total, eta_s) + text;
    if (!terminal_) {
      fmt::print(stderr, "{}\n", line);
    } else {
      fmt::print(stderr, "\r\033[K{}", line.substr(0, static_cast<std::size_t>(columns_ - 1)));
      live_ = true;
    }
    std::fflush(stderr);
  }

 private:
  void clear() {
    if (live_) fmt::print(stderr, "\r\033[K");
    live_ = false;
  }

  bool terminal_;
  int columns_;
  bool live_ = false;
  double last_ = -1e9;
};

class SilentProgress : public Progress {
 public:
  void note(const std::string&) override {}
  void step(const std::string&, int, int, double) override {}
};

}  // namespace

std::unique_ptr<Progress> make_stderr_progress(bool quiet) {
  if (quiet) return make_silent_progress();
  return std::make_unique<StderrProgress>(stderr_columns());
}

std::unique_ptr<Progress> make_silent_progress() {
  return std::make_unique<SilentProgress>();
}

}  // namespace sharebench::sys
