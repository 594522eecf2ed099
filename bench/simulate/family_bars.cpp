// Bars 8 and 9: twelve workloads that share their blocks, as a family and as one geometric mean.
#include <fmt/format.h>

#include <algorithm>
#include <cmath>

#include "bench/simulate/bars.h"
#include "bench/simulate/rules.h"
#include "harness/stats/block_ratio.h"
#include "harness/stats/family.h"
#include "harness/stats/geomean.h"

namespace sharebench::simulate {
namespace {

constexpr int kWorkloads = 12;

/// d of every workload in every block: [workload][block].
using Measured = std::vector<std::vector<double>>;

Measured measure_family(const NoiseModel& model, int blocks, Random& random) {
  Machine machine(model, random);
  const std::uint64_t order_seed = random();
  Measured measured(kWorkloads);
  for (int block = 0; block < blocks; ++block) {
    const std::vector<double> d = measure_workloads(machine, kWorkloads, block, order_seed);
    for (std::size_t w = 0; w < d.size(); ++w) measured[w].push_back(d[w]);
  }
  return measured;
}

/// The run as the tool would end it: judged at every look until nothing needs more blocks.
FamilyVerdict run_family(const Measured& measured, const std::vector<double>& truths,
                         const stats::SequentialDesign& design) {
  FamilyVerdict family;
  for (const int n : design.schedule()) {
    std::vector<stats::FamilyMember> members;
    for (std::size_t w = 0; w < measured.size(); ++w) {
      members.push_back({std::to_string(w), "a", "b", shifted(measured[w], n, truths[w])});
    }
    family = stats::judge_family(members, design, kMargin, {});
    if (!stats::needs_more_blocks(family)) break;
  }
  return family;
}

bool any_regression(const FamilyVerdict& family) {
  return std::any_of(family.verdicts.begin(), family.verdicts.end(),
                     [](const Verdict& v) { return v.finding == Finding::kRegression; });
}

struct Counts {
  int equal_fail = 0, equal_pass = 0, margin_fail = 0, margin_unadjusted = 0, one_found = 0;
};

void count(const Measured& measured, const stats::SequentialDesign& design, Counts& counts) {
  const std::vector<double> equal(kWorkloads, 0.0), margin(kWorkloads, std::log1p(kMargin));
  std::vector<double> one = equal;
  one[0] = log_slower(10);
  const FamilyVerdict all_equal = run_family(measured, equal, design);
  if (all_equal.answer == Answer::kFail) ++counts.equal_fail;
  if (all_equal.answer == Answer::kPass) ++counts.equal_pass;
  const FamilyVerdict at_margin = run_family(measured, margin, design);
  if (at_margin.answer == Answer::kFail) ++counts.margin_fail;
  if (any_regression(at_margin)) ++counts.margin_unadjusted;
  const FamilyVerdict one_slow = run_family(measured, one, design);
  const bool named = one_slow.verdicts[0].p_holm <= design.overall() / 2;
  if (one_slow.answer == Answer::kFail && named) ++counts.one_found;
}

std::vector<stats::BlockLogRatios> numbered(const Measured& measured) {
  std::vector<stats::BlockLogRatios> workloads;
  for (const std::vector<double>& d : measured) {
    workloads.emplace_back();
    for (std::size_t j = 0; j < d.size(); ++j) {
      workloads.back().emplace_back(static_cast<int>(j), d[j]);
    }
  }
  return workloads;
}

}  // namespace

BarResult judge_families(Study& study, Meter& meter) {
  Random random = make_random(study.settings().seed, 0, 4);
  Counts counts;
  const int runs = study.settings().replicates;
  for (int run = 0; run < runs; ++run) {
    count(measure_family(noise_model("typical"), 48, random), study.design(48), counts);
    meter.step();
  }
  const auto rate = [&](int n) { return 100.0 * n / runs; };
  BarResult result;
  result.required = "all at the margin: any FAIL at most 3 %; one at +10 %: found 98 %";
  result.reached = fmt::format("{}; {} (equal arms: FAIL {}, PASS {})",
                               percent(rate(counts.margin_fail)), percent(rate(counts.one_found)),
                               percent(rate(counts.equal_fail)), percent(rate(counts.equal_pass)));
  result.peers =
      fmt::format("any single REGRESSION, unadjusted: {}", percent(rate(counts.margin_unadjusted)));
  result.passed = rate(counts.margin_fail) <= 3 && rate(counts.one_found) >= 98;
  result.replicates = runs;
  return result;
}

BarResult judge_geomeans(Study& study, Meter& meter) {
  std::vector<double> cover;
  double independent = 0;
  const int runs = study.settings().replicates;
  Detail table{"Geometric mean of 12 workloads, 12 blocks: cover, %",
               {{"machine", "by block", "workloads as if independent"}}};
  for (std::size_t model = 0; model < noise_models().size(); ++model) {
    Random random = make_random(study.settings().seed, model, 5);
    int covered = 0, independently = 0;
    for (int run = 0; run < runs; ++run) {
      const Measured measured = measure_family(noise_models()[model], 12, random);
      const stats::BlockGeomeans means = stats::block_geomeans(numbered(measured), {});
      const Estimate ratio = stats::ratio_estimate(means.d);
      if (*ratio.low <= 1 && 1 <= *ratio.high) ++covered;
      if (independent_geomean_covers(measured, 0)) ++independently;
      meter.step();
    }
    cover.push_back(100.0 * covered / runs);
    if (noise_models()[model].name == "typical") independent = 100.0 * independently / runs;
    table.rows.push_back({noise_models()[model].name, fmt::format("{:.1f}", cover.back()),
                          fmt::format("{:.1f}", 100.0 * independently / runs)});
  }
  BarResult result;
  result.required = "cover 94 to 97 %";
  result.reached = percent_range(cover);
  result.peers = fmt::format("independent standard errors, typical: {}", percent(independent));
  result.passed =
      std::all_of(cover.begin(), cover.end(), [](double rate) { return rate >= 94 && rate <= 97; });
  result.replicates = runs;
  result.details = {table};
  return result;
}

}  // namespace sharebench::simulate
