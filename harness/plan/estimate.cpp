// How long a plan takes, and how it is told to a person.
#include <fmt/format.h>
#include <fmt/ranges.h>

#include "harness/core/units.h"
#include "harness/plan/build_plan.h"

namespace sharebench::plan {
namespace {

/// Seconds a step costs, medians seen on a 2-core Debian 12 machine.
struct Costs {
  double bring_up, attach, sample, paced_sample, full_size, around_sample;
};

constexpr Costs kLab{.bring_up = 25,
                     .attach = 5,
                     .sample = 0.5,
                     .paced_sample = 1.2,
                     .full_size = 8,
                     .around_sample = 0.15};
constexpr Costs kLocal{.bring_up = 0.2,
                       .attach = 0.1,
                       .sample = 0.3,
                       .paced_sample = 0,
                       .full_size = 0,
                       .around_sample = 0.1};

}  // namespace

double estimate_seconds(const Plan& plan, const TargetFacts& target, std::size_t shares) {
  const Costs& cost = target.kind == "lab" ? kLab : kLocal;
  const int times_up = plan.level == "mount" ? 1 : 2 * plan.blocks;  // two targets in every block
  double seconds =
      cost.bring_up * times_up + cost.attach * static_cast<double>(shares) * plan.blocks;
  for (const Cell& cell : plan.cells) {
    if (cell.full_size) {
      seconds += cost.full_size;
      continue;
    }
    const bool paced = cell.pace_s > 0;
    const bool cold = plan.workloads[static_cast<std::size_t>(cell.workload)].cold;
    const int samples =
        paced ? plan.paced_samples_per_block : plan.samples_per_block + (cold ? 0 : plan.warmups);
    seconds +=
        plan.blocks * samples * (cost.around_sample + (paced ? cost.paced_sample : cost.sample));
  }
  return seconds;
}

std::string describe(const Plan& plan, const TargetFacts& target,
                     const std::vector<Share>& shares) {
  std::string text = fmt::format("target    {}\n", target.id);
  for (std::size_t i = 0; i < shares.size(); ++i) {
    text += fmt::format("share     {}{}{}\n", shares[i].name,
                        shares[i].host_dir.empty() ? "" : " in " + shares[i].host_dir,
                        static_cast<int>(i) == plan.baseline ? "  (baseline)" : "");
  }
  for (const WorkloadSpec& workload : plan.workloads) {
    text += fmt::format("workload  {}{}", workload.label, workload.cold ? " (cold)" : "");
    for (const auto& [name, value] : workload.params) {
      if (!value.empty()) text += fmt::format(" {}={}", name, value);
    }
    text += "\n";
  }
  const std::string until =
      plan.looks.empty() ? ""
                         : fmt::format(" at most, stopping when all is decided (looks after {})",
                                       fmt::join(plan.looks, ", "));
  const std::string warmups =
      plan.pilot_blocks > 0
          ? fmt::format("as many warm-ups as a pilot of {} blocks finds", plan.pilot_blocks)
          : fmt::format("{} warm-up{}", plan.warmups, plan.warmups == 1 ? "" : "s");
  text += fmt::format(
      "blocks    {}{}, {} made afresh in each; per workload and share {}, {} samples{}\n",
      plan.blocks, until,
      plan.level == "mount" ? "mounts and containers" : "targets, mounts and containers", warmups,
      plan.samples_per_block,
      plan.paces_s.empty()
          ? ""
          : fmt::format(", {} at each pace of {} and {}", plan.paced_samples_per_block,
                        format_seconds(plan.paces_s.front()), format_seconds(plan.paces_s.back())));
  if (plan.most_repeats > 1) {
    text += fmt::format("short     a body under 50 ms is run up to {} times in each sample\n",
                        plan.most_repeats);
  }
  if (!plan.full_size.empty()) text += "counts    once at full size, unpaced\n";
  text += fmt::format("seed      {}\n", plan.seed);
  if (plan.looks.empty()) {
    text += fmt::format("estimate  {}\n", format_eta(plan.estimated_s));
  } else {
    Plan shortest = plan;
    shortest.blocks = plan.looks.front();
    text += fmt::format("estimate  {} to {}\n",
                        format_eta(estimate_seconds(shortest, target, shares.size())),
                        format_eta(plan.estimated_s));
  }
  return text;
}

}  // namespace sharebench::plan
