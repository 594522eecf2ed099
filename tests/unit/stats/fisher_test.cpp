// Fisher's exact test against SciPy, and the question that it is asked.
#include "harness/stats/fisher.h"

#include <gtest/gtest.h>

#include <stdexcept>

#include "tests/unit/stats/reference_helper.h"

namespace sharebench::stats {
namespace {

TEST(Fisher, AgreesWithScipy) {
  const nlohmann::json rows = reference("scipy_reference.json").at("fisher");
  EXPECT_EQ(rows.size(), 9u);
  for (const nlohmann::json& row : rows) {
    const auto table = row.at("table").get<std::vector<int>>();
    const double p = fisher_exact(table.at(0), table.at(1), table.at(2), table.at(3));
    EXPECT_NEAR(p, row.at("p").get<double>(), 1e-12) << row;
    EXPECT_NEAR(fisher_exact(table[2], table[3], table[0], table[1]), p, 1e-12) << row;
  }
}

TEST(Fisher, FindsFailuresOfOneArmUneven) {
  EXPECT_FALSE(invalid_unevenly(0, 48, 0, 48));
  EXPECT_FALSE(invalid_unevenly(7, 48, 9, 48));
  EXPECT_FALSE(invalid_unevenly(0, 48, 6, 48));  // p = .027
  EXPECT_TRUE(invalid_unevenly(0, 48, 8, 48));   // p = .0058
  EXPECT_TRUE(invalid_unevenly(10, 10, 0, 10));
}

TEST(Fisher, HasNothingToSayWithoutSamples) {
  EXPECT_EQ(fisher_exact(0, 0, 5, 10), 1);
  EXPECT_EQ(fisher_exact(0, 10, 0, 0), 1);
}

TEST(Fisher, RefusesMoreInvalidSamplesThanSamples) {
  EXPECT_THROW(fisher_exact(11, 10, 0, 10), std::invalid_argument);
  EXPECT_THROW(fisher_exact(0, 10, -1, 10), std::invalid_argument);
}

}  // namespace
}  // namespace sharebench::stats
