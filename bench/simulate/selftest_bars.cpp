// Bar 11: what twelve blocks of equal arms predict, against what later blocks do.
#include <fmt/format.h>

#include <algorithm>
#include <cmath>

#include "bench/simulate/bars.h"
#include "harness/stats/selftest.h"
#include "harness/stats/signed_rank.h"
#include "harness/stats/verdict.h"

namespace sharebench::simulate {
namespace {

constexpr int kPilot = 12, kLater = 48;

/// One machine: its self-test, and 48 later blocks of equal arms.
struct Machined {
  Selftest test{};
  std::vector<double> d{};
};

Machined test_machine(const NoiseModel& model, Mode mode, Study& study, Random& random) {
  Machine machine(model, random);
  const std::uint64_t order_seed = random();
  std::vector<stats::SelftestBlock> pilot;
  for (int block = 0; block < kPilot; ++block) {
    pilot.push_back(measure_block(machine, mode, block, order_seed));
  }
  Machined one{stats::judge_selftest(pilot, study.design(48), kMargin), {}};
  for (int block = kPilot; block < kPilot + kLater; ++block) {
    one.d.push_back(log_ratio_of(measure_block(machine, mode, block, order_seed)));
  }
  return one;
}

bool finds(const Machined& one, double effect, Study& study) {
  const std::vector<double> d = shifted(one.d, kLater, std::log1p(effect));
  return stats::decide(d, study.design(48), kMargin).finding == Finding::kRegression;
}

/// Figures of many machines of a kind.
struct Figures {
  double predicted = 0, later = 0;  ///< mean half-widths at 48 blocks
  double median_mde = 0;
  double power = 0;      ///< per cent found of the median predicted effect
  double own_power = 0;  ///< per cent found of each machine's own predicted effect
  double green = 0, yellow = 0, naive = 0;
  double off() const { return 100 * (predicted / later - 1); }
};

Figures of_model(const std::vector<Machined>& all, Study& study) {
  Figures figures;
  const double share = 1.0 / static_cast<double>(all.size());
  std::vector<double> effects;
  for (const Machined& one : all) {
    const Estimate later = stats::hodges_lehmann(one.d, study.design(48).nominal());
    figures.predicted += share * one.test.half_width_48;
    figures.later += share * (*later.high - *later.low) / 2;
    effects.push_back(one.test.mde_48);
    figures.naive += 100 * share * one.test.naive_share;
    if (one.test.light == Light::kGreen) figures.green += 100 * share;
    if (one.test.light == Light::kYellow) figures.yellow += 100 * share;
  }
  figures.median_mde = stats::median(effects);
  for (std::size_t i = 0; i < all.size(); ++i) {
    if (finds(all[i], figures.median_mde, study)) figures.power += 100 * share;
    if (finds(all[i], effects[i], study)) figures.own_power += 100 * share;
  }
  return figures;
}

}  // namespace

BarResult judge_selftests(Study& study, Meter& meter) {
  Detail table{"Self-test: 12 blocks predict, 48 later ones tell",
               {{"mode", "machine", "half-width off by, %", "MDE at 48, %", "found at that, %",
                 "found at each machine's own, %", "green / yellow, %", "naive share, %"}}};
  std::vector<double> off, power, own;
  std::uint64_t cell = 0;
  for (const Mode mode : {Mode::kCoResident, Mode::kExclusive}) {
    for (const NoiseModel& model : noise_models()) {
      Random random = make_random(study.settings().seed, cell++, 7);
      std::vector<Machined> all;
      for (int run = 0; run < study.settings().replicates; ++run) {
        all.push_back(test_machine(model, mode, study, random));
        meter.step();
      }
      const Figures figures = of_model(all, study);
      off.push_back(figures.off());
      power.push_back(figures.power);
      own.push_back(figures.own_power);
      table.rows.push_back(
          {mode == Mode::kCoResident ? "together" : "exclusive", model.name,
           fmt::format("{:+.1f}", figures.off()), fmt::format("{:.1f}", 100 * figures.median_mde),
           fmt::format("{:.1f}", figures.power), fmt::format("{:.1f}", figures.own_power),
           fmt::format("{:.0f} / {:.0f}", figures.green, figures.yellow),
           fmt::format("{:.1f}", figures.naive)});
    }
  }
  BarResult result;
  result.required = "half-width at 48 blocks within 10 %; power at the MDE 90 to 98 %";
  const auto [low, high] = std::minmax_element(off.begin(), off.end());
  result.reached = fmt::format("{:+.1f} to {:+.1f} %; {} (each machine at its own MDE: {})", *low,
                               *high, percent_range(power), percent_range(own));
  result.peers = "none predicts";
  result.passed =
      *low >= -10 && *high <= 10 &&
      std::all_of(power.begin(), power.end(), [](double rate) { return rate >= 90 && rate <= 98; });
  result.replicates = study.settings().replicates;
  result.details = {table};
  return result;
}

}  // namespace sharebench::simulate
