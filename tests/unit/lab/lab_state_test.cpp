// Facts survive their file; a directory that is not marked is nobody's to remove.
#include "harness/lab/lab_state.h"

#include <gtest/gtest.h>

#include <fstream>

namespace sharebench::lab {
namespace {

namespace fs = std::filesystem;

fs::path fresh_folder(const std::string& name) {
  fs::path dir = fs::path(testing::TempDir()) / name;
  fs::remove_all(dir);
  fs::create_directories(dir);
  return dir;
}

TEST(Facts, ComeBackAsTheyWere) {
  const fs::path dir = fresh_folder("lab facts");
  const std::map<std::string, std::string> facts = {{"kernel", "6.1.0"}, {"words", "a = b"}};
  write_facts(dir / "facts", facts);
  EXPECT_EQ(read_facts(dir / "facts"), facts);
  fs::remove_all(dir);
}

TEST(Facts, OfNoFileAreEmpty) {
  EXPECT_TRUE(read_facts("/nowhere/facts").empty());
}

TEST(StateDir, WithoutMarkHasNoNamespace) {
  const fs::path dir = fresh_folder("lab unmarked");
  EXPECT_EQ(noted_namespace(dir), "");
  EXPECT_EQ(noted_namespace(dir / "missing"), "");
  fs::remove_all(dir);
}

TEST(StateDir, MarkNamesTheNamespace) {
  const fs::path dir = fresh_folder("lab marked");
  std::ofstream(dir / "sharebench-lab") << "sharebench-1234abcd\n";
  EXPECT_EQ(noted_namespace(dir), "sharebench-1234abcd");
  fs::remove_all(dir);
}

TEST(MountBelow, IsSeenAtAndBelowTheDirectory) {
  const std::string text = "44 25 0:5 / /cache/a\\040b/tree/dev rw - devtmpfs dev rw\n";
  EXPECT_TRUE(has_mount_below(text, "/cache/a b"));
  EXPECT_TRUE(has_mount_below(text, "/cache/a b/tree/dev"));
  EXPECT_FALSE(has_mount_below(text, "/cache/a"));
  EXPECT_FALSE(has_mount_below(text, "/tree"));
}

}  // namespace
}  // namespace sharebench::lab
