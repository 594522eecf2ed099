// What must hold between the parts of a run, checked before it is written and after it is read.
#pragma once

#include "harness/core/run.h"

namespace sharebench::store {

/// Throws DataError naming the field: an index out of range, a time or figure that is negative or
/// not finite, two samples, shares or workloads where one may be, an unknown measured_on.
void check_run(const Run& run);

}  // namespace sharebench::store
