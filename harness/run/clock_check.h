// Whether the clocks of guest and host agree over a block: a pause, stolen time or a step make its
// times worthless.
#pragma once

#include <string>
#include <vector>

#include "harness/targets/target.h"

namespace sharebench::run {

class ClockCheck {
 public:
  /// Reads the clocks of every target that has one of its own.
  explicit ClockCheck(const std::vector<targets::Target*>& targets);

  /// What came of it.
  struct Result {
    double ratio = 1;        ///< guest seconds per host second, the one that is furthest from 1
    std::string disagree{};  ///< the sentence where they disagree; else empty
  };

  /// Reads them again and compares: more than 1 % apart, and by more than 50 ms and than both
  /// readings may be wrong, is a disagreement.
  Result end() const;

 private:
  struct Reading {
    targets::Target* target = nullptr;
    ClockReading clocks{};
  };
  std::vector<Reading> begun_;
};

}  // namespace sharebench::run
