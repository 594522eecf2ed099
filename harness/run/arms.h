// Arms of a block: shares mounted afresh with one runner on each, undone together.
#pragma once

#include <memory>
#include <vector>

#include "harness/core/run.h"
#include "harness/run/places.h"
#include "harness/sys/progress.h"
#include "harness/targets/recognise.h"
#include "harness/targets/target.h"

namespace sharebench::run {

struct Arm {
  int index = 0;  ///< into Run::mounts
  Mount mount{};
  targets::Target* target = nullptr;
  std::unique_ptr<targets::RunnerSession> session{};
  std::vector<Warning> warnings{};  ///< what is odd about its place
};

class Arms {
 public:
  /// Attaches those mounts of the run, starts a runner on each, and looks at what was mounted.
  /// Throws EnvironmentError when it is not what was asked for, or no place to measure in.
  Arms(const Run& run, const std::vector<int>& mounts, Places& places, sys::Progress& progress);
  ~Arms();
  Arms(const Arms&) = delete;
  Arms& operator=(const Arms&) = delete;

  std::vector<Arm>& all() { return arms_; }

  /// Ends the runners and detaches. Throws what detaching throws; the destructor does the same but
  /// only tells.
  void close();

 private:
  void attach(const Mount& planned, int index, Places& places);

  sys::Progress& progress_;
  std::vector<Arm> arms_;
};

}  // namespace sharebench::run
