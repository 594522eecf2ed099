// What a replay spends between operations: as much as the command computed, on the processor.
#include <fmt/format.h>
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

using workloads::kTraceTick_ns;

/// Think time of the captured tar in seconds; strace took `between_us` and 100 us more a call where
/// it was calibrated.
double think_s(int between_us, const CpuTime& cpu, const fs::path& folder) {
  {
    std::ofstream calibration(folder / "calibration");
    for (int i = 0; i < 20; ++i) {
      const int at_us = i * (100 + between_us);
      calibration << fmt::format("7 1000.{:06} read(0, \"\"..., 1) = 1 <0.000100000>\n", at_us);
    }
  }
  RecorderOptions options;
  options.out = folder / "t";
  options.plain = cpu;
  convert(options, {.text = captured("tar.strace"),
                    .before = captured("tar.before"),
                    .after = captured("tar.after"),
                    .calibration = folder / "calibration",
                    .root = "/tmp/capture",
                    .folder = "/tmp/capture"});
  std::uint64_t ticks = 0;
  for (const TraceRecord& step : workloads::read_trace(read_whole(options.out), "t").steps) {
    ticks += step.think;
  }
  return static_cast<double>(ticks) * 1e-9 * kTraceTick_ns;
}

// The calibration's 200 us are more than the command took between most of its calls.
TEST(ThinkTime, MakesRoomForTheCpuTimeOfARunWithoutStrace) {
  const Scratch scratch;
  const double all_s = think_s(0, {}, scratch.path()), few_s = think_s(100, {}, scratch.path());
  ASSERT_LT(few_s, 0.8 * all_s);
  const double computed_s = (all_s + few_s) / 2;
  const CpuTime cpu = {.user_s = computed_s, .system_s = 0};
  EXPECT_NEAR(think_s(100, cpu, scratch.path()), computed_s, 0.02 * computed_s);
}

TEST(ThinkTime, IsWhatFileOperationsLeaveOfTheCpuTime) {
  const ThinkTime think = {.files_ns = 15'000'000};  // under strace
  const CpuTime cpu = {.user_s = 0.01, .system_s = 0.02};
  EXPECT_NEAR(*computed_ns(think, cpu), 15e6, 1);
  EXPECT_NEAR(*computed_ns({.files_ns = 25'000'000}, cpu), 10e6, 1) << "at least the user time";
  EXPECT_NEAR(*computed_ns(think, {.user_s = 0.01, .system_s = 0.02, .files_s = 0.012}), 18e6, 1)
      << "measured alone goes before measured under strace";
  EXPECT_NEAR(*computed_ns(think, {.user_s = 0.01, .system_s = 0.02, .files_s = 0.025}), 5e6, 1)
      << "what a replay computes itself is not computed twice";
  EXPECT_EQ(*computed_ns(think, {.user_s = 0.01, .system_s = 0.02, .files_s = 0.04}), 0);
}

TEST(ThinkTime, IsSpentOnTheProcessorAndWaitsForTheClockAreNot) {
  const Scratch scratch;
  constexpr double kEach_s = 0.03;
  constexpr auto kTicks = static_cast<std::uint64_t>(kEach_s * 1e9 / kTraceTick_ns);
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
