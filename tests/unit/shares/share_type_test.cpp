// Share types: names, options, recognition, and one file for each row.
#include "harness/shares/share_type.h"

#include <gtest/gtest.h>

#include <filesystem>
#include <set>

#include "harness/core/error.h"

namespace sharebench::shares {
namespace {

TEST(ShareTypes, NamesAreUniqueAndSummarised) {
  std::set<std::string> names;
  for (const ShareType& type : share_types()) {
    EXPECT_TRUE(names.insert(type.name).second) << type.name;
    EXPECT_FALSE(type.summary.empty());
    EXPECT_FALSE(type.looks_like.empty());
  }
}

TEST(ShareTypes, EveryFileOfTheRoomIsARow) {
  const std::set<std::string> helpers = {"all.cpp", "mountinfo.cpp", "backend.cpp",
                                         "asked_options.cpp"};
  std::size_t files = 0;
  const char* source = std::getenv("SHAREBENCH_SOURCE_DIR");
  ASSERT_NE(source, nullptr);
  for (const auto& entry :
       std::filesystem::directory_iterator(std::filesystem::path(source) / "harness/shares")) {
    const std::string name = entry.path().filename().string();
    if (entry.path().extension() == ".cpp" && helpers.count(name) == 0) ++files;
  }
  EXPECT_EQ(files + 1, share_types().size()) << "nfs.cpp holds two rows, every other file one";
}

TEST(MakeShare, ChecksTheOptions) {
  const Share share = make_share(parse_spec_list("nfs3:actimeo=0", "--shares")[0]);
  EXPECT_EQ(share.type, "nfs3");
  EXPECT_EQ(share.options.at("actimeo"), "0");
  EXPECT_THROW(make_share(parse_spec_list("nfs3:actime=0", "--shares")[0]), UsageError);
  EXPECT_THROW(make_share(parse_spec_list("nfs5", "--shares")[0]), UsageError);
}

TEST(MakeShare, ANamedDirectoryIsNative) {
  const Share share = make_share(parse_spec_list("shm=/dev/shm", "--shares")[0]);
  EXPECT_EQ(share.type, "native");
  EXPECT_EQ(share.name, "shm");
  EXPECT_EQ(share.host_dir, "/dev/shm");
}

struct Recognition {
  const char* type;
  ObservedMount right, wrong;
};

class RecogniseTest : public testing::TestWithParam<Recognition> {};

TEST_P(RecogniseTest, TellsItFromItsNeighbour) {
  const Recognition& row = GetParam();
  EXPECT_TRUE(share_type(row.type).recognise(row.right));
  EXPECT_FALSE(share_type(row.type).recognise(row.wrong));
}

INSTANTIATE_TEST_SUITE_P(
    All, RecogniseTest,
    testing::Values(Recognition{"nfs3",
                                {.fstype = "nfs", .options = "rw,vers=3,proto=tcp"},
                                {.fstype = "nfs", .options = "rw,vers=30"}},
                    Recognition{"nfs4", {.fstype = "nfs4"}, {.fstype = "nfs"}},
                    Recognition{"vboxsf", {.fstype = "vboxsf"}, {.fstype = "ext4"}},
                    Recognition{"virtiofs", {.fstype = "virtiofs"}, {.fstype = "fuse.grpcfuse"}},
                    Recognition{"9p", {.fstype = "9p"}, {.fstype = "virtiofs"}},
                    Recognition{"sshfs", {.fstype = "fuse.sshfs"}, {.fstype = "fuse.osxfs"}},
                    Recognition{"osxfs", {.fstype = "fuse.osxfs"}, {.fstype = "fuse.grpcfuse"}},
                    Recognition{"grpcfuse", {.fstype = "fuse.grpcfuse"}, {.fstype = "virtiofs"}},
                    Recognition{"disk", {.fstype = "ext4"}, {.fstype = "overlay"}},
                    Recognition{"volume", {.fstype = "ext4"}, {.fstype = "nfs"}}));

TEST(CheckRecognised, AWrongMountStopsTheRun) {
  const Share share{.name = "virtiofs", .type = "virtiofs"};
  try {
    check_recognised(share, {.fstype = "fuse.grpcfuse", .source = "grpcfuse", .options = "rw"});
    FAIL();
  } catch (const EnvironmentError& error) {
    EXPECT_STREQ(
        error.what(),
        "asked for virtiofs, but the container's mount table says fstype fuse.grpcfuse from "
        "grpcfuse (rw)");
  }
}

}  // namespace
}  // namespace sharebench::shares
