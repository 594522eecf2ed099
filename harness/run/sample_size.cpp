// Looks at one block, and writes the plan.
#include "harness/run/sample_size.h"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <vector>

#include "harness/core/units.h"
#include "harness/stats/sample_size.h"

namespace sharebench::run {

std::string choose_sample_size(Run& run, const BlockResult& first) {
  const bool counts = std::any_of(run.blocks.begin(), run.blocks.end(),
                                  [](const Block& block) { return block.invalid.empty(); });
  const bool open = run.plan.most_repeats > 1 && run.plan.repeats.empty();
  if (!open || counts || !first.block.invalid.empty()) return "";
  run.plan.repeats = stats::choose_repeats(run.plan, first.samples, first.clock_step_s);
  std::vector<std::string> longer;
  for (std::size_t i = 0; i < run.plan.repeats.size(); ++i) {
    if (run.plan.repeats[i] == 1) continue;
    longer.push_back(fmt::format("{} {} times", run.plan.workloads[i].label, run.plan.repeats[i]));
  }
  if (longer.empty()) return "";
  return fmt::format("samples were shorter than {}: from now on each runs {}; begun anew",
                     format_seconds(stats::shortest_sample_s(first.clock_step_s)),
                     fmt::join(longer, ", "));
}

}  // namespace sharebench::run
