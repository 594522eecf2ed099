// Lists of names with options are split as a person means them.
#include "harness/core/spec_list.h"

#include <gtest/gtest.h>

#include "harness/core/error.h"

namespace sharebench {
namespace {

TEST(ParseSpecList, OptionsBelongToTheNameBeforeThem) {
  const auto specs = parse_spec_list("nfs3:actimeo=0,rsize=65536,disk,9p:msize=8192", "--shares");
  ASSERT_EQ(specs.size(), 3u);
  EXPECT_EQ(specs[0].name, "nfs3");
  EXPECT_EQ(specs[0].label, "nfs3:actimeo=0,rsize=65536");
  EXPECT_EQ(specs[0].options.at("rsize"), "65536");
  EXPECT_EQ(specs[1].name, "disk");
  EXPECT_EQ(specs[2].options.at("msize"), "8192");
}

TEST(ParseSpecList, NamedDirectoriesStandAlone) {
  const auto specs = parse_spec_list("shm=/dev/shm,disk=/var/tmp", "--shares");
  ASSERT_EQ(specs.size(), 2u);
  EXPECT_EQ(specs[0].dir, "/dev/shm");
  EXPECT_EQ(specs[1].name, "disk");
}

TEST(ParseSpecList, RefusesEmptyPieces) {
  EXPECT_THROW(parse_spec_list("nfs3,,disk", "--shares"), UsageError);
  EXPECT_THROW(parse_spec_list("", "--shares"), UsageError);
  EXPECT_THROW(parse_spec_list("nfs3:actimeo", "--shares"), UsageError);
}

TEST(NearestName, SuggestsOneTypo) {
  EXPECT_EQ(nearest_name("smal_files", {"small_files", "stat_tree"}), "small_files");
  EXPECT_EQ(nearest_name("zzzzzz", {"small_files", "stat_tree"}), "");
}

TEST(ThrowUnknownName, NamesTheNearestAndTheList) {
  try {
    throw_unknown_name("share", "nfs33", {"nfs3", "disk"});
  } catch (const UsageError& error) {
    EXPECT_STREQ(error.what(), "there is no share 'nfs33'; did you mean 'nfs3'?");
    EXPECT_EQ(error.hint(), "one of: nfs3, disk");
  }
}

}  // namespace
}  // namespace sharebench
