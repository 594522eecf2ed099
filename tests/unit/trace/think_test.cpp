// What a replay spends between operations: as much as the command computed, on the processor.
#include <gtest/gtest.h>

#include <chrono>
#include <ctime>
#include <fstream>

#include "tests/unit/trace/captured_helper.h"
#include "workloads/support/trace_reader.h"
#include "workloads/workload.h"

namespace sharebench::trace {
namespace {

namespace fs = std::filesystem;

constexpr std::int64_t kTick_ns = 100;

/// Think time of the captured tar in seconds, when strace took 0.1 + 0.1 ms a call where it was
/// calibrated: more than the command took between any of them.
double think_s(const CpuTime& cpu, const fs::path& folder) {
  {
    std::ofstream calibration(folder / "calibration");
    for (int i = 0; i < 20; ++i) {
      calibration << "7 1000.0" << 1000 + 20 * i << "00000 read(0, \"\"..., 1) = 1 <0.000100000>\n";
    }
  }
  RecorderOptions options;
  options.out = folder / "t";
  options.plain = cpu;
  const Recorded recorded = convert(options, {.text = captured("tar.strace"),
                                              .before = captured("tar.before"),
                                              .after = captured("tar.after"),
                                              .calibration = folder / "calibration",
                                              .root = "/tmp/capture",
                                              .folder = "/tmp/capture"});
  EXPECT_LE(recorded.overhead.inside_ns, 100'000);
  std::uint64_t ticks = 0;
  for (const TraceRecord& step : workloads::read_trace(read_whole(options.out), "t").steps) {
    ticks += step.think;
  }
  return static_cast<double>(ticks) * 1e-9 * kTick_ns;
}

TEST(ThinkTime, MakesRoomForTheCpuTimeOfARunWithoutStrace) {
  const Scratch scratch;
  const double nothing_s = think_s({}, scratch.path());
  const double plain_s = think_s({.user_s = 0.002, .system_s = 0}, scratch.path());
  EXPECT_LT(nothing_s, 0.0005);
  EXPECT_NEAR(plain_s, 0.002, 0.0002);
}

TEST(ThinkTime, IsSpentOnTheProcessorAndWaitsForTheClockAreNot) {
  const Scratch scratch;
  constexpr double kEach_s = 0.03;
  constexpr auto kTicks = static_cast<std::uint64_t>(kEach_s * 1e9 / kTick_ns);
  TraceWriter writer(scratch.path() / "t", [](const std::string& name) { return name; });
  const std::uint32_t path = writer.path({"made"});
  writer.add({.op = Op::kReceive, .think = kTicks, .size = workloads::kNoPipe});
  writer.add({.op = Op::kMakeFolder, .think = kTicks, .path = path, .flags = 0755});
  writer.add({.op = Op::kFinal, .path = path, .offset = 2});
  writer.finish();
  const fs::path area = scratch.path() / "area";
  fs::create_directory(area);
  workloads::Context context;
  context.dir = area;
  context.params = {{"trace", (scratch.path() / "t").string()}, {"think", "1"}};
  const auto replay = workloads::make_workload("replay");
  replay->prepare(context);
  const std::clock_t computed = std::clock();
  const auto began = std::chrono::steady_clock::now();
  replay->run(context);
  const std::chrono::duration<double> took = std::chrono::steady_clock::now() - began;
  const double computed_s = static_cast<double>(std::clock() - computed) / CLOCKS_PER_SEC;
  EXPECT_GE(took.count(), 2 * kEach_s);
  EXPECT_GE(computed_s, kEach_s);
  EXPECT_LE(computed_s, took.count() - 0.9 * kEach_s);
}

}  // namespace
}  // namespace sharebench::trace
