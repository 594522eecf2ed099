// What the statistics say of a run: estimates with interval and sample count, never bare numbers.
#pragma once

#include <optional>
#include <string>
#include <utility>
#include <vector>

namespace sharebench {

/// An estimate over blocks. `low` and `high` bound it at 95 % and are absent below six blocks.
struct Estimate {
  double value = 0;
  std::optional<double> low{}, high{};
  int n = 0;  ///< blocks
};

/// One cell over its blocks.
struct Summary {
  int cell = 0;
  std::string workload{}, share{};  ///< labels
  std::string unit{};
  double pace_s = 0;
  int samples = 0;  ///< timed, not failed, not warm-up
  int failures = 0;
  Estimate seconds;  ///< Hodges-Lehmann over the blocks' median log-times, back in seconds
  std::optional<double> ops_per_s{}, bytes_per_s{};
  double latency_p50_s = 0, latency_p90_s = 0, latency_p99_s = 0,
         latency_max_s = 0;             ///< medians over samples; max of max
  std::optional<double> round_trips{};  ///< median over samples; absent where not counted
  std::optional<double> round_trips_min{}, round_trips_max{};
  std::vector<std::pair<std::string, double>> round_trips_by_kind{};  ///< medians, largest first
  int outliers = 0;  ///< |ln x - median| > 5 robust standard deviations; reported, never dropped
};

/// One share against the baseline on one workload, paired by block.
struct Comparison {
  std::string workload{}, baseline{}, candidate{};  ///< labels
  double pace_s = 0;                                ///< the pace at which both were timed
  Estimate ratio;                                   ///< candidate time / baseline time
  std::optional<double> p{};                        ///< exact two-sided signed-rank p
  int blocks_left_out = 0;  ///< invalid, or without samples of one of the two
  std::vector<std::pair<int, double>> block_log_ratios{};  ///< block, its ln(candidate / baseline)
};

/// d(time)/d(pace) of one cell: the round trips a program waits for one after another.
struct SerialRoundTrips {
  std::string workload{}, share{};
  double pace_low_s = 0, pace_high_s = 0;
  Estimate slope;      ///< round trips
  bool waits = false;  ///< false: the interval contains 0, "no waiting round trips"
};

/// Ratio of two serial round trip counts, paired by block.
struct SerialRatio {
  std::string workload{}, baseline{}, candidate{};
  Estimate ratio;
  std::vector<std::pair<int, double>> block_log_ratios{};  ///< block, its ln(candidate / baseline)
};

/// One share against the baseline over all workloads: geometric means by block.
struct Geomean {
  std::string baseline{}, candidate{};
  bool serial = false;  ///< of serial round trips; else of time, unpaced
  int workloads = 0;
  Estimate ratio;
  int blocks_left_out = 0;  ///< blocks that lack one of the workloads
};

/// Exact counts of the full-size pass.
struct FullSizeCount {
  std::string workload{}, share{};  ///< label of the full-size workload
  double round_trips = 0;
  std::vector<std::pair<std::string, double>> by_kind{};
  double ops = 0, bytes = 0;
};

}  // namespace sharebench
