// False comforts: what looks like protection, or will not last.
#pragma once

#include <string>
#include <vector>

#include "harness/guard/captured.h"
#include "harness/guard/exposure.h"

namespace sharebench::guard {

/// A sentence each.
std::vector<std::string> find_warnings(const Captured& captured, const PfModel& model,
                                       const Doors& doors, const std::vector<Exposure>& exposures);

}  // namespace sharebench::guard
