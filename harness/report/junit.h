// JUnit XML, for the test pages of CI servers.
#pragma once

#include <string>

#include "harness/core/report.h"

namespace sharebench::report {

/// A test suite for each candidate share on its target, a test case for each workload, its `time`
/// the candidate's seconds. `<failure type="regression">` where the family's answer rests on that
/// regression, `<skipped>` for what is undecided, `<error>` for what could not be measured or
/// judged. The figures stand in the body of the element: some readers show neither messages nor
/// properties.
std::string render_junit(const Report& report);

}  // namespace sharebench::report
