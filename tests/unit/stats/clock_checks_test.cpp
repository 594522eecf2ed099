// The rules about clocks.
#include "harness/stats/clock_checks.h"

#include <gtest/gtest.h>

#include <cmath>
#include <limits>
#include <stdexcept>

namespace sharebench::stats {
namespace {

TEST(ClockChecks, ASampleLastsAThousandTicksAnd50MsAtLeast) {
  EXPECT_EQ(shortest_sample_s(1e-9, 3e-8), 0.05);
  EXPECT_EQ(shortest_sample_s(1e-3, 3e-8), 1);
  EXPECT_EQ(shortest_sample_s(1e-9, 2e-4), 0.2);
}

TEST(ClockChecks, OperationsGrowByTheFasterArmInBoth) {
  EXPECT_EQ(operations_factor(0.06, 0.08, 0.05), 1);
  EXPECT_EQ(operations_factor(0.05, 0.05, 0.05), 1);
  EXPECT_EQ(operations_factor(0.04, 0.10, 0.05), 2);
  EXPECT_EQ(operations_factor(0.10, 0.012, 0.05), 5);
  EXPECT_EQ(operations_factor(1e-300, 1, 0.05), 1'000'000'000);
  for (const double bad : {0.0, -1.0, std::nan("")}) {
    EXPECT_THROW(operations_factor(bad, 1, 0.05), std::invalid_argument);
    EXPECT_THROW(operations_factor(1, bad, 0.05), std::invalid_argument);
    EXPECT_THROW(operations_factor(1, 1, bad), std::invalid_argument);
  }
}

TEST(ClockChecks, DistrustsSlowClockSources) {
  for (const char* name : {"hpet", "acpi_pm", "jiffies"}) EXPECT_TRUE(distrusted_clocksource(name));
  for (const char* name : {"tsc", "kvm-clock", "arch_sys_counter", ""}) {
    EXPECT_FALSE(distrusted_clocksource(name)) << name;
  }
}

TEST(ClockChecks, ClocksDisagreeBeyondOnePercentOfLog) {
  EXPECT_FALSE(clocks_disagree(10, 10));
  EXPECT_FALSE(clocks_disagree(10 * std::exp(0.0099), 10));
  EXPECT_TRUE(clocks_disagree(10 * std::exp(0.0101), 10));
  EXPECT_TRUE(clocks_disagree(10 * std::exp(-0.0101), 10));
  EXPECT_TRUE(clocks_disagree(0, 10));
  EXPECT_TRUE(clocks_disagree(10, -1));
  EXPECT_TRUE(clocks_disagree(std::nan(""), 10));
  EXPECT_TRUE(clocks_disagree(std::numeric_limits<double>::infinity(), 10));
}

}  // namespace
}  // namespace sharebench::stats
