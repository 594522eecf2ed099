// find's list, and the part of it that a replay needs.
#include "harness/trace/tree_snapshot.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "harness/core/error.h"
#include "tests/unit/trace/captured_helper.h"

namespace sharebench::trace {
namespace {

using testing::ElementsAre;

std::vector<std::string> paths_of(const Snapshot& snapshot) {
  std::vector<std::string> paths;
  for (const auto& [path, entry] : snapshot) paths.push_back(path);
  return paths;
}

TEST(Snapshot, ReadsWhatFindPrinted) {
  const Snapshot after = parse_snapshot(read_whole(captured("tar.after")));
  EXPECT_THAT(paths_of(after),
              ElementsAre("a", "a.tar", "a/f1", "a/f2", "a/f3", "a/f4", "a/f5", "a/l"));
  EXPECT_EQ(after.at("a").kind, Entry::kFolder);
  EXPECT_EQ(after.at("a/f1").size, 2u);
  EXPECT_EQ(after.at("a/l").target, "f1");
}

TEST(Snapshot, RefusesOtherText) {
  EXPECT_THROW(parse_snapshot("./a\n./b\n"), DataError);
  EXPECT_THROW(parse_snapshot(std::string("f 644 x a\0\0", 11)), DataError);
}

const Snapshot kTree = {{"d", {.kind = Entry::kFolder}},
                        {"d/e", {.kind = Entry::kFolder}},
                        {"d/e/f", {.size = 1}},
                        {"d/g", {.size = 2}},
                        {"h", {.size = 3}},
                        {"l", {.kind = Entry::kLink, .target = "d/e"}},
                        {"up", {.kind = Entry::kLink, .target = "../x"}}};

TEST(Touched, KeepsWhatWasNamedAndTheFoldersOnTheWay) {
  Touched touched;
  touched.path("d/e/f");
  EXPECT_THAT(paths_of(touched.part_of(kTree)), ElementsAre("d", "d/e", "d/e/f"));
}

TEST(Touched, KeepsTheNamesInAListedFolder) {
  Touched touched;
  touched.listed("d");
  EXPECT_THAT(paths_of(touched.part_of(kTree)), ElementsAre("d", "d/e", "d/g"));
}

TEST(Touched, FollowsLinksThatAreThereOrWereMade) {
  Touched touched;
  touched.path("l/f");
  EXPECT_THAT(paths_of(touched.part_of(kTree)), ElementsAre("d", "d/e", "d/e/f", "l"));
  Touched made;
  made.link("new", "d");
  made.path("new/g");
  EXPECT_THAT(paths_of(made.part_of(kTree)), ElementsAre("d", "d/g"));
}

TEST(Touched, TakesAllBelowWhatWasMoved) {
  Touched touched;
  touched.moved("d");
  EXPECT_THAT(paths_of(touched.part_of(kTree)), ElementsAre("d", "d/e", "d/e/f", "d/g"));
}

TEST(PlainPath, ReadsDots) {
  EXPECT_EQ(plain_path("/a//b/./../c/"), "/a/c");
  EXPECT_EQ(plain_path("/../.."), "/");
}

}  // namespace
}  // namespace sharebench::trace
