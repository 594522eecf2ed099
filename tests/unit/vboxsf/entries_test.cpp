// Removing, renaming and linking change what the host sees, and nothing that a link points to.
#include "harness/vboxsf/entries.h"

#include <gtest/gtest.h>
#include <sys/stat.h>

#include "tests/unit/vboxsf/folder_client_helper.h"

namespace sharebench::vboxsf {
namespace fs = std::filesystem;
namespace {

constexpr std::uint32_t kFile = 1, kDirectory = 2, kLink = 5;
constexpr std::uint32_t kReplacing = 5, kOfDirectory = 0;

using Remove = ServedFolderTest;
using Rename = ServedFolderTest;
using Symlink = ServedFolderTest;
using Readlink = ServedFolderTest;

TEST_F(Remove, TakesFilesDirectoriesAndLinksAway) {
  host_write("file", "");
  fs::create_directory(host("dir"));
  fs::create_symlink("x", host("link"));
  fs::create_symlink("x", host("link too"));
  EXPECT_EQ(client_.remove("/file", kFile), 0);
  EXPECT_EQ(client_.remove("/dir", kDirectory), 0);
  EXPECT_EQ(client_.remove("/link", kLink), 0);
  EXPECT_EQ(client_.remove("/link too", 4), 0);
  EXPECT_TRUE(fs::is_empty(share_));
}

TEST_F(Remove, OfALinkLeavesWhatItPointsTo) {
  fs::create_symlink(outside_ / "secret", host("link"));
  fs::create_directory_symlink(outside_, host("dirlink"));
  EXPECT_EQ(client_.remove("/link", kFile), 0);
  EXPECT_EQ(client_.remove("/dirlink", kDirectory), kNotADirectory);
  EXPECT_EQ(client_.remove("/dirlink", kLink), 0);
  EXPECT_EQ(read_whole(outside_ / "secret"), "not yours");
}

TEST_F(Remove, OfAnotherTypeFails) {
  host_write("file", "");
  fs::create_directory(host("dir"));
  EXPECT_EQ(client_.remove("/dir", kFile), kIsADirectory);
  EXPECT_EQ(client_.remove("/file", kDirectory), kNotADirectory);
  EXPECT_TRUE(fs::exists(host("dir")) && fs::exists(host("file")));
}

TEST_F(Remove, OfAFullDirectoryFails) {
  fs::create_directory(host("dir"));
  host_write("dir/file", "");
  EXPECT_EQ(client_.remove("/dir", kDirectory), kDirectoryNotEmpty);
}

TEST_F(Remove, OfWhatIsMissingFails) {
  EXPECT_EQ(client_.remove("/none", kFile), kFileNotFound);
  EXPECT_EQ(client_.remove("/none/file", kFile), kFileNotFound);
}

TEST_F(Remove, OfTheShareItselfFails) {
  EXPECT_LT(client_.remove("/", kDirectory), 0);
  EXPECT_LT(client_.remove("", kFile), 0);
  EXPECT_TRUE(fs::exists(share_));
}

TEST_F(Remove, ByOtherFlagsIsInvalid) {
  host_write("file", "");
  for (const std::uint32_t flags : {0U, 3U, 6U, 7U, 8U, 0xffffffffU}) {
    EXPECT_EQ(client_.remove("/file", flags), kInvalidParameter) << flags;
  }
  EXPECT_TRUE(fs::exists(host("file")));
}

TEST_F(Rename, OfAFileReplacesAnother) {
  host_write("a", "new");
  host_write("b", "old");
  EXPECT_EQ(client_.rename("/a", "/b", kReplacing), 0);
  EXPECT_FALSE(fs::exists(host("a")));
  EXPECT_EQ(host_read("b"), "new");
}

TEST_F(Rename, MovesBetweenDirectories) {
  fs::create_directories(host("from"));
  fs::create_directories(host("to/below"));
  host_write("from/file", "abc");
  EXPECT_EQ(client_.rename("/from/file", "/to/below/name", kReplacing), 0);
  EXPECT_EQ(host_read("to/below/name"), "abc");
}

TEST_F(Rename, OfADirectoryKeepsWhatItHolds) {
  fs::create_directories(host("a"));
  host_write("a/file", "abc");
  EXPECT_EQ(client_.rename("/a", "/b", kOfDirectory), 0);
  EXPECT_EQ(host_read("b/file"), "abc");
}

TEST_F(Rename, AsADirectoryOfSomethingElseFails) {
  host_write("file", "new");
  host_write("other", "old");
  fs::create_directory_symlink(outside_, host("link"));
  EXPECT_EQ(client_.rename("/file", "/other", kOfDirectory), kNotADirectory);
  EXPECT_EQ(client_.rename("/link", "/moved", kOfDirectory), kNotADirectory);
  EXPECT_EQ(host_read("other"), "old");
}

TEST_F(Rename, OntoAFullDirectoryFails) {
  fs::create_directories(host("a"));
  fs::create_directories(host("b/c"));
  EXPECT_EQ(client_.rename("/a", "/b", kOfDirectory), kDirectoryNotEmpty);
}

TEST_F(Rename, IntoItselfFails) {
  fs::create_directories(host("a"));
  EXPECT_EQ(client_.rename("/a", "/a/b", kOfDirectory), kInvalidParameter);
}

TEST_F(Rename, OfALinkMovesTheLink) {
  fs::create_symlink(outside_ / "secret", host("link"));
  EXPECT_EQ(client_.rename("/link", "/moved", kReplacing), 0);
  EXPECT_EQ(fs::read_symlink(host("moved")), outside_ / "secret");
  EXPECT_EQ(read_whole(outside_ / "secret"), "not yours");
}

TEST_F(Rename, OntoALinkReplacesTheLink) {
  host_write("file", "mine");
  fs::create_symlink(outside_ / "secret", host("link"));
  EXPECT_EQ(client_.rename("/file", "/link", kReplacing), 0);
  EXPECT_TRUE(fs::is_regular_file(fs::symlink_status(host("link"))));
  EXPECT_EQ(read_whole(outside_ / "secret"), "not yours");
}

TEST_F(Rename, OfWhatIsMissingOrOfTheShareFails) {
  EXPECT_EQ(client_.rename("/none", "/b", kReplacing), kFileNotFound);
  EXPECT_LT(client_.rename("/", "/b", kOfDirectory), 0);
  EXPECT_TRUE(fs::is_empty(share_));
}

TEST_F(Rename, ByOtherFlagsIsInvalid) {
  host_write("a", "");
  for (const std::uint32_t flags : {1U, 2U, 4U, 6U, 0xffffffffU}) {
    EXPECT_EQ(client_.rename("/a", "/b", flags), kInvalidParameter) << flags;
  }
  EXPECT_TRUE(fs::exists(host("a")));
}

TEST_F(Symlink, SaysWhatTheGuestSaid) {
  for (const char* target : {"file", "/etc/passwd", "../../up", "\xff"}) {
    EXPECT_EQ(client_.symlink("/link", target).status, 0);
    EXPECT_EQ(fs::read_symlink(host("link")).string(), target);
    fs::remove(host("link"));
  }
}

TEST_F(Symlink, TellsTheLinksInfo) {
  const Told told = client_.symlink("/link", "/etc/passwd");
  struct stat host_sees {};
  ASSERT_EQ(::lstat(host("link").c_str(), &host_sees), 0);
  EXPECT_TRUE(S_ISLNK(told.info.mode));
  EXPECT_EQ(told.info.inode, host_sees.st_ino);
  EXPECT_EQ(told.info.size, 11);
}

TEST_F(Symlink, OverWhatIsThereFails) {
  host_write("file", "abc");
  EXPECT_EQ(client_.symlink("/file", "x").status, kAlreadyExists);
  EXPECT_EQ(client_.symlink("/", "x").status, kAlreadyExists);
}

TEST_F(Symlink, WithoutRoomForTheInfoIsNotMade) {
  const ScatteredMemory name(shfl("/link"));
  const ScatteredMemory target(shfl("x"));
  const ScatteredMemory info(std::string(91, '\0'));
  EXPECT_EQ(client_.call(19, {value32(client_.root), buffer(name), buffer(target), buffer(info)}),
            kInvalidParameter);
  EXPECT_TRUE(fs::is_empty(share_));
}

TEST_F(Readlink, SaysWhatTheLinkSays) {
  const std::string longest(4095, 'x');
  fs::create_symlink("a/b", host("link"));
  fs::create_symlink(longest, host("long"));
  EXPECT_EQ(client_.readlink("/link").bytes, "a/b");
  EXPECT_EQ(client_.readlink("/long").bytes, longest);
}

TEST_F(Readlink, OfWhatIsNoLinkIsInvalid) {
  host_write("file", "");
  EXPECT_EQ(client_.readlink("/file").status, kInvalidParameter);
  EXPECT_EQ(client_.readlink("/none").status, kFileNotFound);
}

TEST_F(Readlink, ThatDoesNotFitWithItsNulFails) {
  fs::create_symlink("abc", host("link"));
  EXPECT_EQ(client_.readlink("/link", 3).status, kNameTooLong);
  EXPECT_EQ(client_.readlink("/link", 0).status, kNameTooLong);
  EXPECT_EQ(client_.readlink("/link", 4).bytes, "abc");
}

}  // namespace
}  // namespace sharebench::vboxsf
