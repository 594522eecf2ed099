// Every row of CREATE's table of flags, against what the host itself sees.
#include "harness/vboxsf/create.h"

#include <gtest/gtest.h>
#include <sys/stat.h>
#include <sys/sysmacros.h>
#include <unistd.h>

#include "tests/unit/vboxsf/folder_client_helper.h"

namespace sharebench::vboxsf {
namespace fs = std::filesystem;
namespace {

using Create = ServedFolderTest;

struct stat host_stat(const fs::path& path) {
  struct stat found {};
  EXPECT_EQ(::lstat(path.c_str(), &found), 0) << path;
  return found;
}

bool answered(const Opened& opened, std::uint32_t result) {
  return opened.status == 0 && opened.result == result;
}

TEST_F(Create, LookupTellsWhatTheHostTells) {
  host_write("file", "12345");
  const Opened found = client_.create("/file", kLookup);
  const struct stat host_sees = host_stat(host("file"));
  EXPECT_TRUE(answered(found, kThere));
  EXPECT_EQ(found.handle, kNoHandle);
  EXPECT_EQ(found.info.size, 5);
  EXPECT_EQ(found.info.mode, host_sees.st_mode);
  EXPECT_EQ(found.info.inode, host_sees.st_ino);
  EXPECT_EQ(found.info.allocated, host_sees.st_blocks * 512);
  EXPECT_EQ(found.info.mtime, host_sees.st_mtim.tv_sec * 1'000'000'000 + host_sees.st_mtim.tv_nsec);
}

TEST_F(Create, LookupOfTheShareItselfFindsADirectory) {
  for (const char* path : {"/", "", "///"}) {
    const Opened found = client_.create(path, kLookup);
    EXPECT_TRUE(answered(found, kThere)) << path;
    EXPECT_EQ(found.info.inode, host_stat(share_).st_ino) << path;
  }
}

TEST_F(Create, LookupOfALinkTellsOfTheLink) {
  fs::create_symlink("file", host("link"));
  const Opened found = client_.create("/link", kLookup);
  EXPECT_TRUE(answered(found, kThere));
  EXPECT_TRUE(S_ISLNK(found.info.mode));
  EXPECT_EQ(found.info.size, 4);
}

TEST_F(Create, LookupOfWhatIsMissingIsAnAnswer) {
  EXPECT_TRUE(answered(client_.create("/none", kLookup), kFileMissing));
  EXPECT_TRUE(answered(client_.create("/none/file", kLookup), kPathMissing));
  EXPECT_EQ(client_.create("/none", kLookup).handle, kNoHandle);
}

TEST_F(Create, LookupBelowAFileIsNotADirectory) {
  host_write("file", "");
  EXPECT_EQ(client_.create("/file/below", kLookup).status, kNotADirectory);
}

TEST_F(Create, OpendirGivesAHandleOfADirectory) {
  fs::create_directory(host("dir"));
  const Opened dir = client_.create("/dir", kOpendir);
  EXPECT_TRUE(answered(dir, kThere));
  EXPECT_EQ(client_.list(dir.handle).names, (std::vector<std::string>{".", ".."}));
}

TEST_F(Create, OpendirOfWhatIsNoDirectoryFails) {
  host_write("file", "");
  fs::create_directory_symlink(outside_, host("link"));
  EXPECT_EQ(client_.create("/file", kOpendir).status, kNotADirectory);
  EXPECT_EQ(client_.create("/link", kOpendir).status, kNotADirectory);
}

TEST_F(Create, OpendirOfWhatIsMissingIsAnAnswer) {
  const Opened dir = client_.create("/none", kOpendir);
  EXPECT_TRUE(answered(dir, kFileMissing));
  EXPECT_EQ(dir.handle, kNoHandle);
  EXPECT_FALSE(fs::exists(host("none")));
}

TEST_F(Create, ReadOnlyHandlesReadAndDoNotWrite) {
  host_write("file", "abc");
  const Opened file = client_.create("/file", kOpenRead);
  EXPECT_TRUE(answered(file, kThere));
  EXPECT_EQ(client_.read(file.handle, 0, 10).bytes, "abc");
  EXPECT_EQ(client_.write(file.handle, 0, "x").status, kInvalidHandle);
  EXPECT_EQ(host_read("file"), "abc");
}

TEST_F(Create, WriteOnlyHandlesAlsoReadForPagesThatAreWrittenBack) {
  host_write("file", "abc");
  const Opened file = client_.create("/file", kOpenWrite);
  EXPECT_TRUE(answered(file, kThere));
  EXPECT_EQ(client_.write(file.handle, 1, "X").status, 0);
  EXPECT_EQ(client_.read(file.handle, 0, 10).bytes, "aXc");
}

TEST_F(Create, ReadWriteHandlesDoBoth) {
  host_write("file", "abc");
  const Opened file = client_.create("/file", kOpenReadWrite);
  EXPECT_TRUE(answered(file, kThere));
  EXPECT_EQ(client_.write(file.handle, 2, "XY").count, 2u);
  EXPECT_EQ(client_.read(file.handle, 0, 10).bytes, "abXY");
  EXPECT_EQ(host_read("file"), "abXY");
}

TEST_F(Create, TruncatingEmptiesTheFileAndSaysSo) {
  for (const std::uint32_t action : {kTruncate, 0x20U}) {
    for (const std::uint32_t flags : {kOpenRead, kOpenWrite, kOpenReadWrite, 0x100U}) {
      host_write("file", "abc");
      const Opened file = client_.create("/file", flags | action);
      EXPECT_TRUE(answered(file, kCut)) << flags;
      EXPECT_EQ(file.info.size, 0) << flags;
      EXPECT_EQ(host_read("file"), "") << flags;
      EXPECT_EQ(client_.close(file.handle), 0);
    }
  }
}

TEST_F(Create, TruncatingOfADirectoryFails) {
  fs::create_directory(host("dir"));
  EXPECT_EQ(client_.create("/dir", kOpenWrite | kTruncate).status, kIsADirectory);
  EXPECT_EQ(client_.create("/dir", kOpendir | kTruncate).status, kInvalidParameter);
}

TEST_F(Create, AppendingWritesWhereTheGuestSays) {
  host_write("file", "abc");
  const Opened file = client_.create("/file", kOpenWrite | kAppend);
  EXPECT_TRUE(answered(file, kThere));
  EXPECT_EQ(client_.write(file.handle, 1, "X").status, 0);
  EXPECT_EQ(host_read("file"), "aXc");
}

TEST_F(Create, OpeningWhatIsMissingCreatesNothing) {
  for (const std::uint32_t flags : {kOpenRead, kOpenWrite | kTruncate, kSetattr}) {
    const Opened file = client_.create("/none", flags);
    EXPECT_TRUE(answered(file, kFileMissing)) << flags;
    EXPECT_EQ(file.handle, kNoHandle);
  }
  EXPECT_TRUE(fs::is_empty(share_));
}

TEST_F(Create, NewFilesHaveTheModeThatTheHostWouldGive) {
  const Opened file = client_.create("/new", kCreate, S_IFREG | 0640);
  EXPECT_TRUE(answered(file, kMade));
  const mode_t mask = ::umask(0);
  ::umask(mask);
  EXPECT_EQ(host_stat(host("new")).st_mode, S_IFREG | (0640 & ~mask));
  EXPECT_EQ(file.info.mode, host_stat(host("new")).st_mode);
}

TEST_F(Create, NewFilesAreOpenForBoth) {
  const Opened file = client_.create("/new", kCreate | kExclusive, S_IFREG | 0400);
  EXPECT_TRUE(answered(file, kMade));
  EXPECT_EQ(client_.write(file.handle, 0, "abc").status, 0);
  EXPECT_EQ(client_.read(file.handle, 0, 9).bytes, "abc");
}

TEST_F(Create, NeverSetsTheSpecialModeBits) {
  EXPECT_TRUE(answered(client_.create("/new", kCreate, S_IFREG | 07700), kMade));
  EXPECT_TRUE(answered(client_.create("/dir", kMkdir, S_IFDIR | 07700), kMade));
  EXPECT_EQ(host_stat(host("new")).st_mode & 07777, 0700u);
  EXPECT_EQ(host_stat(host("dir")).st_mode & 06777, 0700u);
}

TEST_F(Create, CreatingWhatIsThereOpensIt) {
  host_write("file", "abc");
  const Opened file = client_.create("/file", kCreate, S_IFREG | 0600);
  EXPECT_TRUE(answered(file, kThere));
  EXPECT_EQ(client_.read(file.handle, 0, 9).bytes, "abc");
}

TEST_F(Create, ExclusivelyCreatingWhatIsThereIsAnAnswerWithoutAHandle) {
  host_write("file", "abc");
  fs::create_symlink("nowhere", host("link"));
  for (const char* path : {"/file", "/link"}) {
    const Opened file = client_.create(path, kCreate | kExclusive, S_IFREG | 0600);
    EXPECT_TRUE(answered(file, kThere)) << path;
    EXPECT_EQ(file.handle, kNoHandle) << path;
  }
  EXPECT_FALSE(fs::exists(host("nowhere")));
}

TEST_F(Create, CreatingBelowAMissingDirectoryIsAnAnswer) {
  EXPECT_TRUE(answered(client_.create("/none/new", kCreate, S_IFREG | 0600), kPathMissing));
}

TEST_F(Create, MkdirMakesADirectoryAndGivesAHandle) {
  const Opened dir = client_.create("/dir", kMkdir, S_IFDIR | 0711);
  EXPECT_TRUE(answered(dir, kMade));
  EXPECT_TRUE(S_ISDIR(dir.info.mode));
  EXPECT_EQ(dir.info.mode, host_stat(host("dir")).st_mode);
  EXPECT_EQ(client_.list(dir.handle).status, kNoMoreFiles);
  EXPECT_EQ(client_.close(dir.handle), 0);
}

TEST_F(Create, MkdirOfWhatIsThereIsAnAnswerWithoutAHandle) {
  host_write("file", "");
  const Opened dir = client_.create("/file", kMkdir, S_IFDIR | 0711);
  EXPECT_TRUE(answered(dir, kThere));
  EXPECT_EQ(dir.handle, kNoHandle);
}

TEST_F(Create, MkdirOfTheShareItselfIsAnAnswer) {
  EXPECT_TRUE(answered(client_.create("/", kMkdir, S_IFDIR | 0711), kThere));
}

TEST_F(Create, SetattrGivesAHandleOfFilesAndDirectories) {
  host_write("file", "");
  fs::create_directory(host("dir"));
  for (const char* path : {"/file", "/dir", "/"}) {
    const Opened node = client_.create(path, kSetattr);
    EXPECT_TRUE(answered(node, kThere)) << path;
    EXPECT_EQ(client_.information(node.handle, 0x08, std::string(92, '\0')).status, 0) << path;
  }
}

TEST_F(Create, SetattrHandlesNeitherReadNorWrite) {
  host_write("file", "abc");
  const Opened file = client_.create("/file", kSetattr);
  EXPECT_EQ(client_.read(file.handle, 0, 3).status, kInvalidHandle);
  EXPECT_EQ(client_.write(file.handle, 0, "x").status, kInvalidHandle);
}

TEST_F(Create, SetattrWithSizeCanCut) {
  host_write("file", "abc");
  const Opened file = client_.create("/file", kSetattr | 0x2000);
  EXPECT_TRUE(answered(file, kThere));
  EXPECT_EQ(client_.information(file.handle, 0x05, std::string(92, '\0')).status, 0);
  EXPECT_EQ(host_read("file"), "");
}

TEST_F(Create, FilesDoNotOpenAsDirectoriesNorLinksAtAll) {
  fs::create_directory(host("dir"));
  fs::create_symlink(outside_ / "secret", host("link"));
  EXPECT_EQ(client_.create("/dir", kOpenRead).status, kIsADirectory);
  EXPECT_EQ(client_.create("/dir", kOpenReadWrite).status, kIsADirectory);
  for (const std::uint32_t flags :
       {kOpenRead, kOpenReadWrite, kCreate, kSetattr, kOpenWrite | kTruncate}) {
    EXPECT_EQ(client_.create("/link", flags).status, kTooManySymlinks) << flags;
  }
  EXPECT_EQ(read_whole(outside_ / "secret"), "not yours");
}

TEST_F(Create, SpecialFilesAreShownAndNeverOpened) {
  ASSERT_EQ(::mkfifo(host("fifo").c_str(), 0666), 0);
  ASSERT_EQ(::mknod(host("socket").c_str(), S_IFSOCK | 0666, 0), 0);
  for (const char* path : {"fifo", "socket"}) {
    const Opened found = client_.create(path, kLookup);
    EXPECT_EQ(found.info.mode, host_stat(host(path)).st_mode) << path;
    for (const std::uint32_t flags :
         {kOpenRead, kOpenWrite, kOpenReadWrite, kCreate, kSetattr, kOpenWrite | kTruncate}) {
      EXPECT_EQ(client_.create(path, flags).status, kPermissionDenied) << path << flags;
    }
  }
}

TEST_F(Create, DeviceNodesAreNeverOpened) {
  // 1:3 is /dev/null; without root only 0:0 can be made.
  const dev_t device = ::geteuid() == 0 ? makedev(1, 3) : makedev(0, 0);
  ASSERT_EQ(::mknod(host("null").c_str(), S_IFCHR | 0666, device), 0);
  EXPECT_TRUE(S_ISCHR(client_.create("/null", kLookup).info.mode));
  EXPECT_EQ(client_.create("/null", kOpenRead).status, kPermissionDenied);
  EXPECT_EQ(client_.create("/null", kOpenReadWrite).status, kPermissionDenied);
}

TEST_F(Create, UnknownActionsAreInvalid) {
  for (const std::uint32_t flags : {0x1140U, 0x11f0U, 0x1200U, 0x1f00U}) {
    EXPECT_EQ(client_.create("/file", flags).status, kInvalidParameter) << flags;
  }
  EXPECT_EQ(client_.create("/file", kOpenRead | 0x2).status, kNotImplemented);
}

TEST_F(Create, FailuresLeaveTheGuestsParametersAlone) {
  fs::create_directory(host("dir"));
  const Opened dir = client_.create("/dir", kOpenRead);
  EXPECT_EQ(dir.handle, kNoHandle);
  EXPECT_EQ(dir.result, 0u);
}

TEST_F(Create, ShortParametersAreInvalid) {
  const ScatteredMemory name(shfl("/new"));
  const ScatteredMemory parameters(std::string(107, '\0'));
  EXPECT_EQ(client_.call(3, {value32(client_.root), buffer(name), buffer(parameters)}),
            kInvalidParameter);
  EXPECT_TRUE(fs::is_empty(share_));
}

}  // namespace
}  // namespace sharebench::vboxsf
