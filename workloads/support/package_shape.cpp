// Reads package_shape.def and plans trees of that shape.
#include "workloads/support/package_shape.h"

#include <vector>

namespace sharebench::workloads {

namespace {

struct FolderShape {
  std::size_t parent, files;
};

const std::vector<FolderShape>& folder_shapes() {
#define SHAREBENCH_SIZE(bytes)
#define SHAREBENCH_FOLDER(parent, files) FolderShape{parent, files},
  static const std::vector<FolderShape> kShapes = {
#include "workloads/support/package_shape.def"
  };
#undef SHAREBENCH_FOLDER
#undef SHAREBENCH_SIZE
  return kShapes;
}

/// Percentiles 0 to 100.
const std::vector<std::uint64_t>& sizes() {
#define SHAREBENCH_SIZE(bytes) bytes,
#define SHAREBENCH_FOLDER(parent, files)
  static const std::vector<std::uint64_t> kSizes = {
#include "workloads/support/package_shape.def"
  };
#undef SHAREBENCH_FOLDER
#undef SHAREBENCH_SIZE
  return kSizes;
}

/// The size at file number `rank` of `count` that are sorted by size, between two percentiles by
/// a straight line: every tree holds the whole distribution, not a draw from it.
std::uint64_t size_at(std::size_t rank, std::size_t count) {
  const std::uint64_t steps = sizes().size() - 1;
  const std::uint64_t place = count < 2 ? 0 : rank * steps * 1000 / (count - 1);  // of 100,000
  const std::uint64_t below = place / 1000;
  if (below == steps) return sizes()[steps];
  const std::uint64_t low = sizes()[below], high = sizes()[below + 1];
  return low + (high - low) * (place % 1000) / 1000;
}

void add_package(TreePlan& plan, std::uint64_t seed, std::size_t number) {
  std::size_t count = 0;
  for (const FolderShape& shape : folder_shapes()) count += shape.files;
  const std::vector<std::size_t> ranks = shuffled(count, seed);
  std::vector<std::size_t> added;
  std::size_t file = 0;
  for (std::size_t i = 0; i < folder_shapes().size(); ++i) {
    const FolderShape& shape = folder_shapes()[i];
    const std::size_t parent = i == 0 ? 0 : added[shape.parent];
    const std::string name =
        i == 0 ? seeded_name(derive(seed, 1), number, "") : seeded_name(derive(seed, 2), i, "");
    added.push_back(plan.add_folder(parent, name));
    for (std::size_t k = 0; k < shape.files; ++k, ++file) {
      plan.add_file(added.back(), seeded_name(derive(seed, 3), file, ".js"),
                    size_at(ranks[file], count));
    }
  }
}

}  // namespace

TreePlan package_tree(std::size_t packages, std::uint64_t seed) {
  TreePlan plan;
  plan.folders.emplace_back();
  for (std::size_t i = 0; i < packages; ++i) add_package(plan, derive(seed, 10 + i), i);
  plan.sort_names();
  return plan;
}

}  // namespace sharebench::workloads
