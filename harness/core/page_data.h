// What a page shows beyond a report: ratios to explore, and the run file to be saved from it.
#pragma once

#include <string>
#include <vector>

#include "harness/core/comparison.h"

namespace sharebench {

/// Ratios against a share that the plan did not choose as baseline: to explore, never judged.
struct OtherBaseline {
  int mount = 0;           ///< index into Run::mounts
  std::string baseline{};  ///< its label
  std::vector<Comparison> comparisons{};
  std::vector<SerialRatio> serial_ratios{};
};

struct PageData {
  std::vector<OtherBaseline> other_baselines{};
  std::string run_file{};  ///< its text, as store::to_text() writes it
};

}  // namespace sharebench
