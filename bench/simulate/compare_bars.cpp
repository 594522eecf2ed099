// Bar 14: two files of equal arms that were measured one after the other, with and without a
// reference share in both.
#include <fmt/format.h>

#include <algorithm>
#include <cmath>

#include "bench/simulate/bars.h"
#include "harness/stats/rank_sum.h"
#include "harness/stats/signed_rank.h"
#include "harness/stats/unpaired.h"

namespace sharebench::simulate {
namespace {

constexpr double kMostClaims = 7, kMostWithReference = 6;  // per cent
constexpr double kBarLevel = 0.05;

/// The numbers of one file's blocks: of the share alone, and against the reference beside it.
struct File {
  stats::BlockNumbers alone{}, referred{};
};

File measure_file(const NoiseModel& model, int blocks, Random& random) {
  Machine machine(model, random);
  const std::uint64_t order_seed = random();
  File file;
  for (int block = 0; block < blocks; ++block) {
    const stats::SelftestBlock samples =
        measure_block(machine, Mode::kCoResident, block, order_seed);
    std::vector<double> logs;
    for (const stats::SelftestSample& sample : samples) {
      if (sample.arm == 1) logs.push_back(std::log(sample.seconds));
    }
    file.alone[block] = stats::median(logs);
    file.referred[block] = log_ratio_of(samples);
  }
  return file;
}

bool excludes(const Estimate& estimate, double distance) {
  return (estimate.low && *estimate.low > distance) ||
         (estimate.high && *estimate.high < -distance);
}

std::vector<double> values(const stats::BlockNumbers& numbers) {
  std::vector<double> all;
  for (const auto& [block, value] : numbers) all.push_back(value);
  return all;
}

/// How often a rule claimed that equal arms differ, and beyond the margin; its half-widths.
struct Tally {
  int claims = 0, beyond = 0;
  std::vector<double> half_widths{};

  void add(const Estimate& estimate) {
    claims += excludes(estimate, 0) ? 1 : 0;
    beyond += excludes(estimate, std::log1p(kMargin)) ? 1 : 0;
    half_widths.push_back((*estimate.high - *estimate.low) / 2);
  }
  std::string text(int runs) const {
    return fmt::format("{:.1f} / {:.1f} / {:.1f}", 100.0 * claims / runs, 100.0 * beyond / runs,
                       100 * stats::median(half_widths));
  }
};

}  // namespace

BarResult judge_two_files(Study& study, Meter& meter) {
  Detail table{"Two files of equal arms: claims / beyond the margin / half-width, each in per cent",
               {{"machine", "blocks", "Mann-Whitney as it is", "widened for drift",
                 "one seed, widened", "with a reference"}}};
  std::vector<double> alone, referred;
  std::uint64_t cell = 0;
  const int runs = study.settings().replicates;
  for (const NoiseModel& model : noise_models()) {
    for (const int blocks : {12, 24}) {
      Random random = make_random(study.settings().seed, cell++, 14);
      Tally plain, widened, paired, reference;
      for (int run = 0; run < runs; ++run) {
        const File a = measure_file(model, blocks, random), b = measure_file(model, blocks, random);
        using stats::Drift;
        plain.add(stats::shift_estimate(values(a.alone), values(b.alone), kBarLevel));
        widened.add(stats::unpaired_shift(a.alone, b.alone, 0, Drift::kAtWorst).log_ratio);
        paired.add(stats::paired_shift(a.alone, b.alone, 0, Drift::kAtWorst).log_ratio);
        reference.add(stats::unpaired_shift(a.referred, b.referred, 0, Drift::kAsSeen).log_ratio);
        meter.step();
      }
      for (const Tally* tally : {&widened, &paired}) {
        alone.push_back(100.0 * tally->claims / runs);
      }
      referred.push_back(100.0 * reference.claims / runs);
      table.rows.push_back({model.name, std::to_string(blocks), plain.text(runs),
                            widened.text(runs), paired.text(runs), reference.text(runs)});
    }
  }
  BarResult result;
  result.required = "claims at most 7 %; with a reference at most 6 %";
  result.reached =
      fmt::format("{}; with a reference {}", percent_range(alone), percent_range(referred));
  result.peers = "Mann-Whitney as it is: see the table";
  const auto within = [](const std::vector<double>& rates, double most) {
    return std::all_of(rates.begin(), rates.end(), [&](double rate) { return rate <= most; });
  };
  result.passed = within(alone, kMostClaims) && within(referred, kMostWithReference);
  result.replicates = runs;
  result.details = {table};
  return result;
}

}  // namespace sharebench::simulate
