// The tree of a published npm package, so that unpacking workloads have real depths and sizes.
#pragma once

#include <cstdint>

#include "workloads/support/tree_plan.h"

namespace sharebench::workloads {

/// A tree of `files` files (1 or more) in the shape of rxjs 7.8.2, which has 2,277 files of 4.5 MB
/// in 88 folders, its own among them: as many files in each folder and sizes of the same
/// distribution; more files make more packages, fewer thin one out. Names are seeded.
TreePlan package_tree(std::size_t files, std::uint64_t seed);

}  // namespace sharebench::workloads
