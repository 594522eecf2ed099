// Equal arms: the verdict that must not be, the precision to expect, and what would fool others.
#include "harness/stats/selftest.h"

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <stdexcept>

#include "harness/stats/block_ratio.h"
#include "harness/stats/precision.h"
#include "harness/stats/signed_rank.h"
#include "harness/stats/verdict.h"
#include "harness/stats/welch.h"

namespace sharebench::stats {
namespace {

constexpr std::ptrdiff_t kWindow = 10;
constexpr double kSelftestLevel = 0.05;
constexpr int kEarly = 16, kLate = 48;

std::vector<double> logs_of_arm(const SelftestBlock& block, int arm) {
  std::vector<double> logs;
  for (const SelftestSample& sample : block) {
    if (sample.arm == arm) logs.push_back(std::log(sample.seconds));
  }
  return logs;
}

std::vector<double> logs_of(const SelftestBlock& block) {
  std::vector<double> logs;
  for (const SelftestSample& sample : block) logs.push_back(std::log(sample.seconds));
  return logs;
}

void check(const std::vector<SelftestBlock>& blocks) {
  if (std::ssize(blocks) < kFewestWithInterval)
    throw std::invalid_argument("a self-test needs six blocks");
  for (const SelftestBlock& block : blocks) {
    const std::size_t baseline = logs_of_arm(block, 0).size();
    if (baseline == 0 || logs_of_arm(block, 1).size() != baseline) {
      throw std::invalid_argument("a block of a self-test needs as many samples of either arm");
    }
    for (const SelftestSample& sample : block) {
      if (!(sample.seconds > 0)) throw std::invalid_argument("times must be above 0");
    }
  }
}

double block_number(const SelftestBlock& block) {
  return block_log_ratio(logs_of_arm(block, 0), logs_of_arm(block, 1));
}

Estimate order_effect(const std::vector<SelftestBlock>& blocks) {
  std::vector<double> second_over_first;
  for (const SelftestBlock& block : blocks) {
    const double d = block_number(block);
    second_over_first.push_back(block.front().arm == 0 ? d : -d);
  }
  return hodges_lehmann(second_over_first, kSelftestLevel);
}

Estimate carry_over(const std::vector<SelftestBlock>& blocks) {
  std::vector<double> contrasts;
  for (const SelftestBlock& block : blocks) {
    std::vector<double> after_same, after_other;
    for (std::size_t i = 1; i < block.size(); ++i) {
      (block[i].arm == block[i - 1].arm ? after_same : after_other)
          .push_back(std::log(block[i].seconds));
    }
    if (after_same.empty() || after_other.empty()) continue;
    contrasts.push_back(moments(after_other).mean - moments(after_same).mean);
  }
  return contrasts.empty() ? Estimate{} : hodges_lehmann(contrasts, kSelftestLevel);
}

double drift_index(const std::vector<SelftestBlock>& blocks) {
  std::vector<double> medians;
  double inside = 0;
  for (const SelftestBlock& block : blocks) {
    medians.push_back(median(logs_of(block)));
    inside += moments(logs_of(block)).variance;
  }
  inside /= static_cast<double>(blocks.size());
  return inside > 0 ? std::sqrt(moments(medians).variance / inside) : 0;
}

Light light_of(const Selftest& test) {
  const double needed = std::pow(1 + test.margin, 2) - 1;
  if (!(test.s > 0) || test.mde_48 > needed) return Light::kRed;
  return test.mde_16 <= needed ? Light::kGreen : Light::kYellow;
}

double naive_share(const std::vector<SelftestBlock>& blocks) {
  double share = 0;
  for (const int arm : {0, 1}) {
    std::vector<double> series;
    for (const SelftestBlock& block : blocks) {
      const std::vector<double> logs = logs_of_arm(block, arm);
      series.insert(series.end(), logs.begin(), logs.end());
    }
    share += naive_difference_share(series) / 2;
  }
  return share;
}

}  // namespace

Selftest judge_selftest(const std::vector<SelftestBlock>& blocks, const SequentialDesign& design,
                        double margin) {
  check(blocks);
  std::vector<double> d, all;
  for (const SelftestBlock& block : blocks) {
    d.push_back(block_number(block));
    const std::vector<double> logs = logs_of(block);
    all.insert(all.end(), logs.begin(), logs.end());
  }
  Selftest test;
  test.margin = margin;
  test.verdict = decide(d, SequentialDesign({static_cast<int>(d.size())}, kSelftestLevel), margin);
  test.s = block_scale(d).value_or(0);
  test.half_width_48 = predicted_half_width(test.s, kLate, design);
  test.mde_16 = minimum_detectable_effect(test.s, kEarly, design, margin);
  test.mde_48 = minimum_detectable_effect(test.s, kLate, design, margin);
  test.smallest_margin = smallest_margin(test.s, kLate, design);
  test.light = light_of(test);
  test.order_effect = order_effect(blocks);
  test.carry_over = carry_over(blocks);
  test.drift_index = drift_index(blocks);
  test.lag_1 = lag_1_autocorrelation(all);
  test.naive_share = naive_share(blocks);
  return test;
}

bool seen(const Estimate& effect) {
  return lean_of(effect) != Lean::kNone;
}

double lag_1_autocorrelation(const std::vector<double>& x) {
  const double mean = moments(x).mean;
  double products = 0, squares = 0;
  for (std::size_t t = 0; t < x.size(); ++t) {
    squares += (x[t] - mean) * (x[t] - mean);
    if (t > 0) products += (x[t] - mean) * (x[t - 1] - mean);
  }
  return squares > 0 ? products / squares : 0;
}

double naive_difference_share(const std::vector<double>& x) {
  int windows = 0, different = 0;
  for (auto first = x.begin(); x.end() - first >= 2 * kWindow; ++first) {
    const auto middle = first + kWindow;
    ++windows;
    if (welch_p({first, middle}, {middle, middle + kWindow}) < kSelftestLevel) ++different;
  }
  return windows > 0 ? static_cast<double>(different) / windows : 0;
}

}  // namespace sharebench::stats
