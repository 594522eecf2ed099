// Every share as the baseline, for readers who ask "and against that one?".
#pragma once

#include <cstddef>
#include <vector>

#include "harness/core/page_data.h"
#include "harness/core/report.h"

namespace sharebench::stats {

/// As many are offered, the first ones of the run: every one adds as much to a page.
inline constexpr std::size_t kMostOtherBaselines = 8;

/// Ratios against each share that is not the baseline of the plan, with intervals as those of
/// build_report(); empty where a run has several baselines or one share. They are no family: what
/// was not chosen beforehand cannot be judged afterwards, so there are no verdicts.
std::vector<OtherBaseline> other_baselines(const Report& report);

}  // namespace sharebench::stats
