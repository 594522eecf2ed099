// Reads package_shape.def and plans trees of that shape.
#include "workloads/support/package_shape.h"

#include <algorithm>
#include <vector>

namespace sharebench::workloads {

namespace {

struct FolderShape {
  std::size_t parent, files;
};

const std::vector<FolderShape>& folder_shapes() {
#define SHAREBENCH_SIZE(per_mille, bytes)
#define SHAREBENCH_FOLDER(parent, files) FolderShape{parent, files},
  static const std::vector<FolderShape> kShapes = {
#include "workloads/support/package_shape.def"
  };
#undef SHAREBENCH_FOLDER
#undef SHAREBENCH_SIZE
  return kShapes;
}

/// So many of a thousand files are not larger.
struct Quantile {
  std::uint64_t per_mille, bytes;
};

const std::vector<Quantile>& quantiles() {
#define SHAREBENCH_SIZE(per_mille, bytes) Quantile{per_mille, bytes},
#define SHAREBENCH_FOLDER(parent, files)
  static const std::vector<Quantile> kQuantiles = {
#include "workloads/support/package_shape.def"
  };
#undef SHAREBENCH_FOLDER
#undef SHAREBENCH_SIZE
  return kQuantiles;
}

/// The size of file number `rank` of `count` that are sorted by size, between two quantiles by a
/// straight line: every tree holds the whole distribution, not a draw from it.
std::uint64_t size_at(std::size_t rank, std::size_t count) {
  const double place =
      count < 2 ? 0 : 1000.0 * static_cast<double>(rank) / static_cast<double>(count - 1);
  const std::vector<Quantile>& all = quantiles();
  std::size_t above = 1;
  while (above + 1 < all.size() && static_cast<double>(all[above].per_mille) < place) ++above;
  const Quantile& low = all[above - 1];
  const Quantile& high = all[above];
  const double part = (place - static_cast<double>(low.per_mille)) /
                      static_cast<double>(high.per_mille - low.per_mille);
  return low.bytes + static_cast<std::uint64_t>(part * static_cast<double>(high.bytes - low.bytes));
}

std::size_t files_of_a_package() {
  std::size_t count = 0;
  for (const FolderShape& shape : folder_shapes()) count += shape.files;
  return count;
}

/// A package of `count` files: the shape's folders, each with its part of them; folders that would
/// stay empty are left out.
void add_package(TreePlan& plan, std::uint64_t seed, std::size_t number, std::size_t count) {
  const std::vector<FolderShape>& shapes = folder_shapes();
  const std::size_t whole = files_of_a_package();
  const std::vector<std::size_t> ranks = shuffled(count, seed);
  std::vector<std::size_t> added(shapes.size(), 0);  // 0: not yet
  const auto need = [&](const auto& self, std::size_t i) -> std::size_t {
    if (added[i] != 0) return added[i];
    const std::size_t parent = i == 0 ? 0 : self(self, shapes[i].parent);
    const std::string name =
        i == 0 ? seeded_name(derive(seed, 1), number, "") : seeded_name(derive(seed, 2), i, "");
    return added[i] = plan.add_folder(parent, name);
  };
  std::size_t before = 0, file = 0;
  for (std::size_t i = 0; i < shapes.size(); ++i) {
    before += shapes[i].files;
    for (; file < before * count / whole; ++file) {
      plan.add_file(need(need, i), seeded_name(derive(seed, 3), file, ".js"),
                    size_at(ranks[file], count));
    }
  }
}

}  // namespace

TreePlan package_tree(std::size_t files, std::uint64_t seed) {
  TreePlan plan;
  plan.folders.emplace_back();
  const std::size_t whole = files_of_a_package();
  for (std::size_t i = 0; files > 0; ++i) {
    const std::size_t count = std::min(files, whole);
    add_package(plan, derive(seed, 10 + i), i, count);
    files -= count;
  }
  plan.sort_names();
  return plan;
}

}  // namespace sharebench::workloads
