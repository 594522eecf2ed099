// Data and decisions that several bars share: computed once, when the first of them asks.
#pragma once

#include <cstdint>
#include <map>
#include <string>
#include <tuple>
#include <vector>

#include "bench/simulate/designs.h"
#include "bench/simulate/meter.h"
#include "harness/stats/sequential.h"

namespace sharebench::simulate {

/// The margin of every simulated decision.
constexpr double kMargin = 0.05;

/// What the command line asked for.
struct Settings {
  int replicates = 2000;
  std::uint64_t seed = 1;
  std::vector<int> bars{};  ///< empty: all
};

/// Many runs on one machine in one mode: d of each block, 64 blocks a run, equal arms. A true ratio
/// rho adds ln(rho) to every d, since effects are multiplicative.
using Series = std::vector<std::vector<double>>;

/// What the engine decided in many runs of one cell.
struct Decisions {
  int runs = 0, regressions = 0, improvements = 0, equivalents = 0;
  int claims = 0;   ///< the interval excluded equality, whatever the margin
  int covered = 0;  ///< the interval held the truth when the run stopped
  int blocks = 0;   ///< median number of blocks
  double rate(int count) const { return 100.0 * count / runs; }  ///< per cent
};

/// One cell: machine, mode, largest number of blocks (48 or 64), true slow-down in per cent.
struct Case {
  std::string model{};
  Mode mode = Mode::kCoResident;
  int most_blocks = 48;
  int slower_percent = 0;
  auto operator<=>(const Case&) const = default;
};

class Study {
 public:
  explicit Study(const Settings& settings);

  const Settings& settings() const { return settings_; }

  /// Blocks of equal arms; measured when first asked for.
  const Series& series(const std::string& model, Mode mode);

  /// The engine's sequential decisions; taken when first asked for.
  const Decisions& decisions(const Case& one);

  /// 8, 12, 16, 24, 32, 48, and 64 for 64 blocks.
  const stats::SequentialDesign& design(int most_blocks);

 private:
  Settings settings_;
  std::map<std::pair<std::string, Mode>, Series> series_{};
  std::map<Case, Decisions> decisions_{};
  stats::SequentialDesign up_to_48_, up_to_64_;
};

/// ln(1 + per cent / 100).
double log_slower(int percent);

/// d + `shift`, for the first `n` blocks.
std::vector<double> shifted(const std::vector<double>& d, int n, double shift);

}  // namespace sharebench::simulate
