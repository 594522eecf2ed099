// Weighted progress.
#include "bench/simulate/meter.h"

#include <algorithm>

#include "harness/sys/clock.h"

namespace sharebench::simulate {

Meter::Meter(sys::Progress& progress, double total)
    : progress_(progress), total_(total), started_s_(sys::steady_seconds()) {}

void Meter::begin(const std::string& text, double weight, int steps) {
  done_ += weight_;
  text_ = text;
  weight_ = weight;
  step_ = 0;
  steps_ = steps;
}

void Meter::step() {
  ++step_;
  const double done = done_ + weight_ * std::min(1.0, static_cast<double>(step_) / steps_);
  const double elapsed_s = sys::steady_seconds() - started_s_;
  const double left_s = done > 0 ? elapsed_s * (total_ - done) / done : -1;
  progress_.step(text_, static_cast<int>(100 * done / total_), 100, left_s);
}

}  // namespace sharebench::simulate
