// Runs of many blocks, and what stats::decide says of them.
#include "bench/simulate/study.h"

#include <algorithm>
#include <cmath>

#include "harness/stats/verdict.h"

namespace sharebench::simulate {
namespace {

constexpr int kMostBlocks = 64;

std::uint64_t number_of(const std::string& model) {
  std::uint64_t number = 0;
  while (noise_models()[number].name != model) ++number;
  return number;
}

Series measure(const std::string& model, Mode mode, const Settings& settings) {
  const auto part = mode == Mode::kCoResident ? 1U : 2U;
  Random random = make_random(settings.seed, number_of(model), part);
  Series series;
  for (int run = 0; run < settings.replicates; ++run) {
    Machine machine(noise_model(model), random);
    const std::uint64_t order_seed = random();
    std::vector<double> d;
    for (int block = 0; block < kMostBlocks; ++block) {
      d.push_back(log_ratio_of(measure_block(machine, mode, block, order_seed)));
    }
    series.push_back(std::move(d));
  }
  return series;
}

}  // namespace

Study::Study(const Settings& settings)
    : settings_(settings),
      up_to_48_(stats::default_schedule(), 0.05),
      up_to_64_({8, 12, 16, 24, 32, 48, 64}, 0.05) {}

const Series& Study::series(const std::string& model, Mode mode) {
  const auto key = std::make_pair(model, mode);
  const auto found = series_.find(key);
  if (found != series_.end()) return found->second;
  return series_.emplace(key, measure(model, mode, settings_)).first->second;
}

const Decisions& Study::decisions(const Case& one) {
  const auto found = decisions_.find(one);
  if (found != decisions_.end()) return found->second;
  const double truth = log_slower(one.slower_percent);
  Decisions sum;
  std::vector<int> blocks;
  for (const std::vector<double>& d : series(one.model, one.mode)) {
    const Verdict verdict =
        stats::decide(shifted(d, one.most_blocks, truth), design(one.most_blocks), kMargin);
    ++sum.runs;
    if (verdict.finding == Finding::kRegression) ++sum.regressions;
    if (verdict.finding == Finding::kImprovement) ++sum.improvements;
    if (verdict.finding == Finding::kEquivalent) ++sum.equivalents;
    if (verdict.lean != Lean::kNone) ++sum.claims;
    const double ratio = std::exp(truth);
    if (*verdict.ratio.low <= ratio && ratio <= *verdict.ratio.high) ++sum.covered;
    blocks.push_back(verdict.ratio.n);
  }
  std::nth_element(blocks.begin(), blocks.begin() + std::ssize(blocks) / 2, blocks.end());
  sum.blocks = blocks[blocks.size() / 2];
  return decisions_.emplace(one, sum).first->second;
}

const stats::SequentialDesign& Study::design(int most_blocks) {
  return most_blocks == 64 ? up_to_64_ : up_to_48_;
}

double log_slower(int percent) {
  return std::log1p(percent / 100.0);
}

std::vector<double> shifted(const std::vector<double>& d, int n, double shift) {
  std::vector<double> moved(d.begin(), d.begin() + n);
  for (double& x : moved) x += shift;
  return moved;
}

}  // namespace sharebench::simulate
