// The planned tree has the figures of the package that it was taken from, as npm printed them.
#include "workloads/support/package_shape.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <set>

namespace sharebench::workloads {
namespace {

// Counted in rxjs-7.8.2.tgz by `tar tvzf` and awk, not by package_shape.py: 2,277 files of
// 4,497,673 bytes, the largest 549,283, 1,796 of them at five slashes (package/dist/.../x.js).
TEST(PackageShape, HasTheCountsAndDepthsOfThePackage) {
  const TreePlan plan = package_tree(2277, 1);
  EXPECT_EQ(plan.files.size(), 2277u);
  EXPECT_EQ(plan.folders.size(), 1u + 88u);
  EXPECT_EQ(plan.largest(), 549283u);
  const auto five = std::count_if(plan.files.begin(), plan.files.end(), [&](const auto& file) {
    const std::string& path = plan.folders[file.folder].path;
    return std::count(path.begin(), path.end(), '/') == 4;
  });
  EXPECT_EQ(five, 1796);
}

TEST(PackageShape, HasTheBytesOfThePackageWithinTenPercent) {
  const double bytes = static_cast<double>(package_tree(2277, 3).bytes());
  EXPECT_NEAR(bytes / 4'497'673, 1.0, 0.1);
}

TEST(PackageShape, PackagesAreApartAndSizesAreShuffled) {
  const TreePlan two = package_tree(2 * 2277, 1);
  EXPECT_EQ(two.files.size(), 2u * 2277u);
  EXPECT_EQ(two.folders[0].names.size(), 2u);
  std::multiset<std::uint64_t> first, second;
  for (std::size_t i = 0; i < 2277; ++i) {
    first.insert(two.files[i].size);
    second.insert(two.files[2277 + i].size);
  }
  EXPECT_EQ(first, second);
  EXPECT_NE(two.files[0].size, two.files[2277].size);
}

TEST(PackageShape, ThinnedOutItKeepsDepthsAndLosesEmptyFolders) {
  const TreePlan plan = package_tree(60, 1);
  EXPECT_EQ(plan.files.size(), 60u);
  std::set<std::size_t> used;
  for (const TreePlan::File& file : plan.files) {
    for (std::size_t folder = file.folder; folder != 0; folder = plan.folders[folder].parent) {
      EXPECT_LT(plan.folders[folder].parent, folder);
      used.insert(folder);
    }
  }
  EXPECT_EQ(used.size() + 1, plan.folders.size());
  const auto five = std::count_if(plan.files.begin(), plan.files.end(), [&](const auto& file) {
    const std::string& path = plan.folders[file.folder].path;
    return std::count(path.begin(), path.end(), '/') == 4;
  });
  EXPECT_NEAR(static_cast<double>(five) / 60, 1796.0 / 2277, 0.05);
}

}  // namespace
}  // namespace sharebench::workloads
