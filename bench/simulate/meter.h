// How far the simulation is, on standard error: bars differ in length, so each has its weight.
#pragma once

#include <string>

#include "harness/sys/progress.h"

namespace sharebench::simulate {

/// Progress with a time left that knows how long parts take compared with each other.
class Meter {
 public:
  /// `total` is the sum of the weights of all parts to come.
  Meter(sys::Progress& progress, double total);

  /// A part of that weight begins, which will step `steps` times.
  void begin(const std::string& text, double weight, int steps);

  /// One step of the part is done.
  void step();

 private:
  sys::Progress& progress_;
  double total_, done_ = 0, weight_ = 0;
  double started_s_;
  int step_ = 0, steps_ = 0;
  std::string text_{};
};

}  // namespace sharebench::simulate
