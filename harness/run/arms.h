// The arms of a block: every share mounted afresh with one runner on it, undone together.
#pragma once

#include <memory>
#include <vector>

#include "harness/core/run.h"
#include "harness/sys/progress.h"
#include "harness/targets/recognise.h"
#include "harness/targets/target.h"

namespace sharebench::run {

struct Arm {
  Mount mount{};
  std::unique_ptr<targets::RunnerSession> session{};
};

class Arms {
 public:
  /// Attaches every share of the run, starts a runner on each, and looks at what was mounted.
  /// Throws EnvironmentError when it is not what was asked for.
  Arms(const Run& run, targets::Target& target, sys::Progress& progress);
  ~Arms();
  Arms(const Arms&) = delete;
  Arms& operator=(const Arms&) = delete;

  Arm& at(int mount) { return arms_.at(static_cast<std::size_t>(mount)); }
  int size() const { return static_cast<int>(arms_.size()); }

  /// Ends the runners and detaches. Throws what detaching throws; the destructor does the same but
  /// only tells.
  void close();

 private:
  void attach(const Mount& planned);

  targets::Target& target_;
  sys::Progress& progress_;
  std::vector<Arm> arms_;
};

}  // namespace sharebench::run
