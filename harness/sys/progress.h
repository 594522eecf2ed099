// Tells a person what is happening, on standard error.
#pragma once

#include <memory>
#include <string>

namespace sharebench::sys {

class Progress {
 public:
  virtual ~Progress() = default;

  /// A lasting line: "booted in 14 s".
  virtual void note(const std::string& text) = 0;

  /// The current state; on a terminal it replaces the last one. `done` and `total` count steps of
  /// equal weight (total 0: unknown); `eta_s` < 0: unknown.
  virtual void step(const std::string& text, int done, int total, double eta_s) = 0;
};

/// A line with ETA on a terminal, plain lines otherwise (a step line every 10 s at most).
std::unique_ptr<Progress> make_stderr_progress(bool quiet);

/// Says nothing: for tests and --quiet.
std::unique_ptr<Progress> make_silent_progress();

}  // namespace sharebench::sys
