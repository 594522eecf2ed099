// Reports of the sample runs, as the tests of every format take them.
#pragma once

#include "harness/stats/build_report.h"
#include "tests/unit/report/sample_run.h"

namespace sharebench::report {

inline Report lab_report() {
  return stats::build_report(sample_run::lab());
}

inline Report local_report() {
  return stats::build_report(sample_run::local());
}

}  // namespace sharebench::report
