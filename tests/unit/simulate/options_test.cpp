// The flags of the simulation.
#include "bench/simulate/options.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "bench/simulate/bars.h"
#include "harness/core/error.h"

namespace sharebench::simulate {
namespace {

using testing::HasSubstr;

TEST(Options, HaveDefaults) {
  const auto settings = parse({});
  ASSERT_TRUE(settings.has_value());
  EXPECT_EQ(settings->replicates, 2000);
  EXPECT_EQ(settings->seed, 1u);
  EXPECT_TRUE(settings->bars.empty());
}

TEST(Options, AreRead) {
  const auto settings = parse({"--replicates", "50", "--bars", "2,11", "--seed", "9"});
  EXPECT_EQ(settings->replicates, 50);
  EXPECT_EQ(settings->bars, (std::vector<int>{2, 11}));
  EXPECT_EQ(settings->seed, 9u);
}

TEST(Options, HelpHasExamples) {
  EXPECT_FALSE(parse({"--seed", "2", "--help"}).has_value());
  EXPECT_THAT(help(), HasSubstr("simulate --bars 2,8 --seed 7"));
}

TEST(Options, WrongOnesAreRefusedWithASentence) {
  EXPECT_THROW(parse({"--fast"}), UsageError);
  EXPECT_THROW(parse({"--seed"}), UsageError);
  for (const char* bars : {"1", "12", "", "2,", "2,x", ",3"}) {
    EXPECT_THROW(parse({"--bars", bars}), UsageError) << bars;
  }
  for (const char* replicates : {"9", "-1", "2.5", "many"}) {
    EXPECT_THROW(parse({"--replicates", replicates}), UsageError) << replicates;
  }
}

TEST(Bars, AreTwoToEleven) {
  std::vector<int> numbers;
  for (const Bar& bar : bars()) numbers.push_back(bar.number);
  EXPECT_EQ(numbers, (std::vector<int>{2, 3, 4, 5, 6, 7, 8, 9, 10, 11}));
}

}  // namespace
}  // namespace sharebench::simulate
