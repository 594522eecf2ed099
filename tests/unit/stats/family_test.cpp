// Adjusted p-values against known ones, and the answer that a family gets.
#include "harness/stats/family.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <cmath>

#include "tests/unit/stats/design.h"
#include "tests/unit/stats/reference_helper.h"

namespace sharebench::stats {
namespace {

using testing::HasSubstr;
using testing::IsEmpty;

FamilyMember member(const std::string& workload, double middle, double spread, int n) {
  FamilyMember made{workload, "nfs3", "vboxsf", {}};
  for (int i = 0; i < n; ++i) {
    made.d.push_back(middle + (i % 2 == 0 ? 1 : -1) * spread * (1 + 0.01 * i));
  }
  return made;
}

FamilyVerdict judged(const std::vector<FamilyMember>& members) {
  return judge_family(members, design(), 0.05, {});
}

TEST(Family, HolmAndBenjaminiHochbergMatchTheVectorsExactly) {
  const nlohmann::json all = reference("vectors.json");
  const auto p = all.at("holm").at("p").get<std::vector<double>>();
  EXPECT_EQ(holm_adjusted(p), all.at("holm").at("adj").get<std::vector<double>>());
  const auto q = all.at("bh").at("p").get<std::vector<double>>();
  EXPECT_EQ(benjamini_hochberg(q), all.at("bh").at("adj").get<std::vector<double>>());
}

/// R: p.adjust(c(.04, .01, .03, .01), "holm") and "BH".
TEST(Family, AdjustmentsKeepThePlaceOfEveryP) {
  const std::vector<double> p = {0.04, 0.01, 0.03, 0.01};
  const std::vector<double> holm = holm_adjusted(p), bh = benjamini_hochberg(p);
  const std::vector<double> holm_in_r = {0.06, 0.04, 0.06, 0.04},
                            bh_in_r = {0.04, 0.02, 0.04, 0.02};
  for (std::size_t i = 0; i < p.size(); ++i) {
    EXPECT_NEAR(holm[i], holm_in_r[i], 1e-15);
    EXPECT_NEAR(bh[i], bh_in_r[i], 1e-15);
  }
  EXPECT_EQ(holm_adjusted({0.9, 0.8}), (std::vector<double>{1, 1}));
  EXPECT_EQ(holm_adjusted({0.02}), std::vector<double>{0.02});
  EXPECT_THAT(holm_adjusted({}), IsEmpty());
  EXPECT_THAT(benjamini_hochberg({}), IsEmpty());
}

TEST(Family, PassesWhenAllAreEquivalentOrBetter) {
  const FamilyVerdict family = judged({member("a", 0, 0.01, 8), member("b", -0.3, 0.01, 8)});
  EXPECT_EQ(family.answer, Answer::kPass);
  EXPECT_FALSE(needs_more_blocks(family));
  EXPECT_EQ(family.sentence, "PASS: none of 2 comparisons is slower by more than 5 %");
  EXPECT_EQ(family.verdicts[0].finding, Finding::kEquivalent);
  EXPECT_EQ(family.verdicts[1].finding, Finding::kImprovement);
}

TEST(Family, FailsWhenHolmRejectsOne) {
  const FamilyVerdict family = judged({member("a", 0, 0.01, 16), member("b", 0.3, 0.01, 16)});
  EXPECT_EQ(family.answer, Answer::kFail);
  EXPECT_LE(family.verdicts[1].p_holm, 0.025);
  EXPECT_EQ(family.verdicts[1].p_holm, 2 * family.verdicts[1].p);
  EXPECT_LT(family.verdicts[1].q_slower, 0.01);
  EXPECT_THAT(family.sentence, HasSubstr("FAIL: 1 of 2 comparisons slower by more than 5 %"));
  EXPECT_THAT(family.verdicts[1].sentence, HasSubstr("REGRESSION: vboxsf against nfs3 on b"));
}

/// At eight blocks the smallest one-sided p is 1/256: enough for one comparison and not for twelve.
TEST(Family, OneRegressionAmongManyNeedsMoreBlocksThanAlone) {
  std::vector<FamilyMember> members = {member("slow", 0.3, 0.01, 8)};
  EXPECT_EQ(judged(members).answer, Answer::kFail);
  for (int i = 0; i < 11; ++i) members.push_back(member(std::to_string(i), 0, 0.01, 8));
  const FamilyVerdict at_8 = judged(members);
  EXPECT_EQ(at_8.verdicts[0].finding, Finding::kRegression);
  EXPECT_EQ(at_8.answer, Answer::kUndecided);
  EXPECT_TRUE(needs_more_blocks(at_8));
  EXPECT_THAT(at_8.sentence, HasSubstr("UNDECIDED: 1 of 12 comparisons cannot be passed yet"));
  members[0] = member("slow", 0.3, 0.01, 16);
  EXPECT_EQ(judged(members).answer, Answer::kFail);
}

TEST(Family, ARejectionIsNeverTakenBack) {
  FamilyMember slow = member("a", 0.3, 0.01, 16);
  EXPECT_EQ(judged({slow}).answer, Answer::kFail);
  const FamilyMember fast = member("a", -0.5, 0.01, 32);
  slow.d.insert(slow.d.end(), fast.d.begin(), fast.d.end());
  EXPECT_EQ(judged({slow}).answer, Answer::kFail);
}

TEST(Family, IsUndecidedWithoutMembersAndWithOneThatIs) {
  EXPECT_EQ(judged({}).answer, Answer::kUndecided);
  EXPECT_TRUE(needs_more_blocks(judged({})));
  const FamilyVerdict family = judged({member("a", 0, 0.01, 8), member("b", 0.05, 0.3, 8)});
  EXPECT_EQ(family.answer, Answer::kUndecided);
  EXPECT_TRUE(needs_more_blocks(family));
}

TEST(Family, IsUnfitWhateverTheFiguresSayWhenTheEnvironmentIs) {
  const FamilyVerdict family =
      judge_family({member("a", 0, 0.01, 8)}, design(), 0.05, {"reason one", "reason two"});
  EXPECT_EQ(family.answer, Answer::kUnfit);
  EXPECT_EQ(family.sentence, "UNFIT: reason one; reason two");
}

TEST(Family, MapsAnswersToExitCodes) {
  EXPECT_EQ(static_cast<int>(exit_code(Answer::kPass, UndecidedAs::kUndecided)), 0);
  EXPECT_EQ(static_cast<int>(exit_code(Answer::kFail, UndecidedAs::kUndecided)), 1);
  EXPECT_EQ(static_cast<int>(exit_code(Answer::kUndecided, UndecidedAs::kUndecided)), 3);
  EXPECT_EQ(static_cast<int>(exit_code(Answer::kUnfit, UndecidedAs::kUndecided)), 4);
  EXPECT_EQ(static_cast<int>(exit_code(Answer::kUndecided, UndecidedAs::kPass)), 0);
  EXPECT_EQ(static_cast<int>(exit_code(Answer::kUndecided, UndecidedAs::kFail)), 1);
  EXPECT_EQ(static_cast<int>(exit_code(Answer::kFail, UndecidedAs::kPass)), 1);
  EXPECT_EQ(static_cast<int>(exit_code(Answer::kUnfit, UndecidedAs::kPass)), 4);
}

}  // namespace
}  // namespace sharebench::stats
