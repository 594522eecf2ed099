// The tree of a published npm package, so that unpacking workloads have real depths and sizes.
#pragma once

#include <cstdint>

#include "workloads/support/tree_plan.h"

namespace sharebench::workloads {

/// `packages` (1 to 1,000) trees of the shape of rxjs 7.8.2 (2,277 files, 88 folders with the
/// package's own, 4.5 MB): the same folders with the same number of files each, files of seeded
/// sizes from the same distribution. Names are seeded.
TreePlan package_tree(std::size_t packages, std::uint64_t seed);

}  // namespace sharebench::workloads
