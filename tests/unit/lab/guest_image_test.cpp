// The image is cached under all of its inputs, and built from the packages that are listed.
#include "harness/lab/guest_image.h"

#include <gmock/gmock.h>

#include <filesystem>
#include <fstream>

namespace sharebench::lab {
namespace {

TEST(CacheKey, IsFnv1aOverLengthAndText) {
  EXPECT_EQ(cache_key({}), "cbf29ce484222325");  // the offset basis of FNV-1a 64
  EXPECT_EQ(cache_key({"a"}).size(), 16U);
}

TEST(CacheKey, ChangesWithEachInput) {
  EXPECT_NE(cache_key({"a", "b"}), cache_key({"a", "c"}));
  EXPECT_NE(cache_key({"a", "b"}), cache_key({"b", "a"}));
}

TEST(CacheKey, ChangesWhenTextMovesFromOneInputToTheNext) {
  EXPECT_NE(cache_key({"ab", "c"}), cache_key({"a", "bc"}));
}

TEST(PackageList, TakesNamesAndLeavesComments) {
  EXPECT_EQ(package_list("# the guest\ndocker.io  # engine\n\nkmod\n"),
            (std::vector<std::string>{"docker.io", "kmod"}));
}

TEST(ImageInputs, LeaveToolsOutUnlessAskedFor) {
  namespace fs = std::filesystem;
  std::string name = (fs::temp_directory_path() / "sharebench image.XXXXXX").string();
  const fs::path data = ::mkdtemp(name.data());
  for (const char* file : {"packages.txt", "init.sh", "assemble.sh"}) {
    std::ofstream(data / file) << file << "\n";
  }
  const auto plain = image_inputs(data, false);  // without the list of tools
  std::ofstream(data / "packages-tools.txt") << "strace\n";
  EXPECT_EQ(image_inputs(data, false), plain);
  EXPECT_THAT(plain, testing::IsSupersetOf({"packages.txt\n", "init.sh\n", "assemble.sh\n"}));
  EXPECT_THAT(image_inputs(data, true), testing::Contains("packages.txt\nstrace\n"));
  EXPECT_NE(cache_key(image_inputs(data, true)), cache_key(plain));
  fs::remove_all(data);
}

TEST(Mmdebstrap, InstallsThePackagesFromThisMachinesSources) {
  const auto argv = mmdebstrap_argv({"docker.io", "kmod"}, "/cache/tree",
                                    {"/etc/apt/sources.list.d/debian.sources"});
  EXPECT_THAT(argv, testing::Contains("--include=docker.io,kmod"));
  EXPECT_THAT(argv, testing::Contains("--variant=minbase"));
  const std::vector<std::string> end(argv.end() - 3, argv.end());
  EXPECT_THAT(end, testing::ElementsAre("bookworm", "/cache/tree",
                                        "/etc/apt/sources.list.d/debian.sources"));
}

}  // namespace
}  // namespace sharebench::lab
