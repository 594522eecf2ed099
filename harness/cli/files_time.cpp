// Replays beside the folder that was recorded, so that the same file system answers.
#include "harness/cli/files_time.h"

#include <fmt/format.h>

#include <algorithm>
#include <limits>
#include <nlohmann/json.hpp>
#include <string>

#include "harness/sys/clock.h"
#include "harness/sys/sandbox.h"

namespace sharebench::cli {
namespace {

namespace fs = std::filesystem;

constexpr double kReplays_s = 3600;
constexpr int kReplays = 4;

/// Of Google Benchmark's JSON. What else a machine does only adds, so the least is nearest.
double least_cpu_s(const std::string& printed) {
  const auto answer = nlohmann::json::parse(printed);
  double least_ns = std::numeric_limits<double>::infinity();
  for (const auto& row : answer.at("benchmarks")) {
    if (row.value("run_type", "") != "iteration") continue;
    least_ns = std::min(least_ns, row.at("cpu_ns").get<double>());
  }
  return least_ns * 1e-9;
}

}  // namespace

std::optional<double> files_seconds(World& world, const fs::path& runner_file, const fs::path& root,
                                    const fs::path& trace) {
  std::optional<sys::Sandbox> directory = sys::sandbox_beside(root, sys::utc_stamp() + "-record");
  if (!directory) return std::nullopt;
  return least_cpu_s(sys::run_or_throw(
      world.runner(),
      {.argv = {runner_file.string(), "--dir", directory->fresh_area("area").string(), "--workload",
                "replay", "--param", "trace=" + fs::absolute(trace).string(), "--param", "think=0",
                "--latency-every", "1000000000", "--benchmark_format=json",
                fmt::format("--benchmark_repetitions={}", kReplays)},
       .timeout_s = kReplays_s},
      "record without --system-time, or with --files-time"));
}

}  // namespace sharebench::cli
