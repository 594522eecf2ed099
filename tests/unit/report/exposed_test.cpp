// A run whose NFS was open to others says so in every format, torn out of whatever context.
#include <gtest/gtest.h>

#include "harness/report/reporter.h"
#include "harness/stats/build_report.h"
#include "tests/unit/report/sample_run.h"

namespace sharebench::report {
namespace {

sharebench::Run measured(GuardVerdict verdict) {
  sharebench::Run run = sample_run::lab();
  run.guard = {{.verdict = GuardVerdict::kProtected}, {.verdict = verdict}};
  for (Block& block : run.blocks) block.guard_before = 0, block.guard_after = 1;
  return run;
}

TEST(Exposed, IsSaidInEveryFormat) {
  const Report report = stats::build_report(measured(GuardVerdict::kExposed));
  for (const Reporter& format : reporters()) {
    EXPECT_NE(format.render(report).find("exposed"), std::string::npos) << format.name;
  }
}

TEST(Exposed, IsNotSaidOfARunThatWasProtected) {
  const Report report = stats::build_report(measured(GuardVerdict::kProtected));
  for (const Reporter& format : reporters()) {
    EXPECT_EQ(format.render(report).find("exposed"), std::string::npos) << format.name;
  }
}

}  // namespace
}  // namespace sharebench::report
