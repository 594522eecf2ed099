// One run of one workload on one mount: raw facts, nothing derived.
#pragma once

#include <cstdint>
#include <map>
#include <string>

namespace sharebench {

/// Percentiles over the timed operations inside one sample, in seconds.
struct Latency {
  std::uint64_t count = 0;  ///< operations whose latency was taken
  double p50_s = 0, p90_s = 0, p99_s = 0, max_s = 0;
};

/// Where the plan repeats the workload's body, seconds, operations, bytes and round trips are means
/// over its runs, and latencies are over all of them.
struct Sample {
  int block = 0;     ///< index into Run::blocks; -1 for the full-size counting pass
  int cell = 0;      ///< index into Plan::cells
  int position = 0;  ///< order of execution within the block
  bool warmup = false;
  double started_s = 0;  ///< since the start of the run
  double elapsed_s = 0;
  std::uint64_t ops = 0;
  std::uint64_t bytes = 0;
  Latency latency;
  bool verified = false;
  /// `round_trips`, `round_trips.LOOKUP`, `wire_bytes`; `create_p50_ns` and so on per operation.
  std::map<std::string, double> counters{};
  std::string failure{};  ///< empty when the sample counts
};

}  // namespace sharebench
