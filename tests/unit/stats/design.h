// The sequential design that the tests of verdicts share: the default schedule at the 5 % level.
#pragma once

#include "harness/stats/sequential.h"

namespace sharebench::stats {

inline const SequentialDesign& design() {
  static const SequentialDesign design(default_schedule(), 0.05);
  return design;
}

}  // namespace sharebench::stats
