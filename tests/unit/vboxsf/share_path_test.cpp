// No path leads out of a share: each attempt has its status, and nothing outside is touched.
#include "harness/vboxsf/share_path.h"

#include <fcntl.h>
#include <gtest/gtest.h>
#include <stdio.h>
#include <sys/stat.h>

#include <atomic>
#include <thread>

#include "tests/unit/vboxsf/folder_client_helper.h"

namespace sharebench::vboxsf {
namespace fs = std::filesystem;
namespace {

/// Tries every function that takes a path; all must fail alike, and outside must stay as it was.
class SharePath : public ServedFolderTest {
 protected:
  void expect_refused(const std::string& path, std::int32_t status) {
    const std::string where = path.substr(0, 60);
    for (const std::uint32_t flags :
         {kLookup, kOpenRead, kOpenReadWrite, kOpendir, kSetattr, kOpenWrite | kTruncate}) {
      EXPECT_EQ(client_.create(path, flags).status, status) << where << " flags " << flags;
    }
    EXPECT_EQ(client_.create(path, kCreate, S_IFREG | 0666).status, status) << where;
    EXPECT_EQ(client_.create(path, kMkdir, S_IFDIR | 0777).status, status) << where;
    EXPECT_EQ(client_.remove(path, 1), status) << where;
    EXPECT_EQ(client_.remove(path, 2), status) << where;
    EXPECT_EQ(client_.rename(path, "/moved", 5), status) << where;
    EXPECT_EQ(client_.rename("/inside", path, 5), status) << where;
    EXPECT_EQ(client_.symlink(path, "x").status, status) << where;
    EXPECT_EQ(client_.readlink(path).status, status) << where;
    expect_untouched();
  }
  void expect_untouched() const {
    EXPECT_EQ(read_whole(outside_ / "secret"), "not yours");
    EXPECT_EQ(std::distance(fs::directory_iterator(outside_), {}), 1);
    EXPECT_EQ(std::distance(fs::directory_iterator(top_), {}), 2);
  }
  void SetUp() override { host_write("inside", "mine"); }
};

TEST_F(SharePath, OfTheShareInAnyFormIsTheShare) {
  for (const char* path : {"", "/", "//"}) EXPECT_EQ(client_.create(path, kLookup).result, kThere);
}

TEST_F(SharePath, MayHaveMoreSlashesThanItNeeds) {
  fs::create_directory(host("dir"));
  host_write("dir/file", "abc");
  EXPECT_EQ(client_.content("//dir///file"), "abc");
  EXPECT_EQ(client_.create("/dir/", kOpendir).result, kThere);
}

TEST_F(SharePath, MayHaveNamesThatAreNotUtf8) {
  EXPECT_EQ(client_.create("/\xff\xfe", kCreate, S_IFREG | 0600).result, kMade);
  EXPECT_TRUE(fs::exists(host("\xff\xfe")));
}

TEST_F(SharePath, EndingInDotsIsRefused) {
  fs::create_directory(host("dir"));
  for (const char* path : {".", "..", "/.", "/..", "/../", "/dir/.", "/dir/..", "/../.."}) {
    expect_refused(path, kPermissionDenied);
  }
}

TEST_F(SharePath, UpwardsIsRefused) {
  fs::create_directory(host("dir"));
  expect_refused("/../outside/secret", kNotSameDevice);
  expect_refused("../outside/secret", kNotSameDevice);
  expect_refused("/dir/../../outside/secret", kNotSameDevice);
  expect_refused("/dir/../../share/inside", kNotSameDevice);
}

TEST_F(SharePath, ThroughAnAbsoluteLinkIsRefused) {
  fs::create_directory_symlink(outside_, host("evil"));
  expect_refused("/evil/secret", kTooManySymlinks);
  expect_refused("/evil/new", kTooManySymlinks);
}

TEST_F(SharePath, ThroughARelativeLinkIsRefused) {
  fs::create_directory_symlink("../outside", host("evil"));
  expect_refused("/evil/secret", kTooManySymlinks);
}

TEST_F(SharePath, ThroughAChainOfLinksIsRefused) {
  fs::create_directory_symlink("second", host("first"));
  fs::create_directory_symlink("third", host("second"));
  fs::create_directory_symlink(outside_, host("third"));
  expect_refused("/first/secret", kTooManySymlinks);
}

TEST_F(SharePath, ThroughALinkWithinTheShareIsRefusedToo) {
  fs::create_directory(host("dir"));
  fs::create_directory_symlink("dir", host("link"));
  expect_refused("/link/file", kTooManySymlinks);
}

TEST_F(SharePath, ThroughALoopOfLinksIsRefused) {
  fs::create_directory_symlink("loop", host("loop"));
  expect_refused("/loop/file", kTooManySymlinks);
}

TEST_F(SharePath, ThroughMagicLinksIsRefused) {
  fs::create_directory_symlink("/proc/self/root", host("root"));
  fs::create_directory_symlink("/proc/self/cwd", host("cwd"));
  fs::create_directory_symlink("/proc/self/fd", host("fd"));
  expect_refused("/root/" + (outside_ / "secret").string(), kTooManySymlinks);
  expect_refused("/cwd/file", kTooManySymlinks);
  expect_refused("/fd/0", kTooManySymlinks);
}

TEST_F(SharePath, MagicLinksOfAServedProcAreRefused) {
  SharedFolders service({{"proc", "/proc/self", false}});
  FolderClient client(service, 1, "proc");
  EXPECT_EQ(client.create("/root" + (outside_ / "secret").string(), kOpenRead).status,
            kTooManySymlinks);
  EXPECT_EQ(client.create("/cwd", kOpenRead).status, kTooManySymlinks);
  EXPECT_EQ(client.create("/exe", kOpenRead).status, kTooManySymlinks);
  expect_untouched();
}

TEST_F(SharePath, AtALinkDoesNotFollow) {
  fs::create_symlink(outside_ / "secret", host("link"));
  fs::create_symlink(outside_ / "new", host("dangling"));
  EXPECT_EQ(client_.create("/link", kOpenReadWrite).status, kTooManySymlinks);
  EXPECT_EQ(client_.create("/dangling", kCreate, S_IFREG | 0600).status, kTooManySymlinks);
  EXPECT_EQ(client_.create("/dangling", kMkdir, S_IFDIR | 0700).result, kThere);
  EXPECT_EQ(client_.create("/link", kSetattr).status, kTooManySymlinks);
  expect_untouched();
}

TEST_F(SharePath, ThatIsTooLongIsRefused) {
  std::string deep;
  while (deep.size() < 4096) deep += "/abcdefghijklmno";
  expect_refused(deep + "/file", kNameTooLong);
  expect_refused("/" + std::string(256, 'x'), kNameTooLong);
  expect_refused("/" + std::string(4096, 'x'), kNameTooLong);
}

TEST_F(SharePath, OfThreeThousandBytesWorks) {
  std::string deep;
  for (int i = 0; i < 12; ++i) deep += "/" + std::string(250, 'x');
  std::string made;
  for (int i = 0; i < 12; ++i) {
    made += "/" + std::string(250, 'x');
    ASSERT_EQ(client_.create(made, kMkdir, S_IFDIR | 0700).result, kMade) << i;
  }
  EXPECT_EQ(client_.create(deep + "/file", kCreate, S_IFREG | 0600).result, kMade);
  EXPECT_EQ(client_.create(deep + "/file", kLookup).result, kThere);
}

TEST_F(SharePath, WithANulInsideIsInvalid) {
  expect_refused(std::string("/inside\0/../..", 14), kInvalidParameter);
}

TEST_F(SharePath, ThatIsLongerThanItsBufferIsInvalid) {
  std::string lying = shfl("/inside");
  lying[0] = lying[2] = '\x7f';
  for (const std::uint32_t function : {3U, 18U}) {
    const ScatteredMemory name(lying);
    const ScatteredMemory memory(std::string(108, '\0'));
    EXPECT_EQ(client_.call(function, {value32(client_.root), buffer(name), buffer(memory)}),
              kInvalidParameter);
  }
}

TEST_F(SharePath, OfAShareThatWasMovedStaysInIt) {
  fs::rename(share_, top_ / "moved");
  EXPECT_EQ(client_.content("/inside"), "mine");
  EXPECT_EQ(client_.create("/../outside/secret", kOpenRead).status, kNotSameDevice);
  fs::rename(top_ / "moved", share_);
}

/// Exchanges a directory of the share with a link to outside until it is destroyed.
class Swapper {
 public:
  Swapper(const fs::path& dir, const fs::path& link)
      : thread_([this, dir, link] {
          while (!stop_) {
            ::renameat2(AT_FDCWD, dir.c_str(), AT_FDCWD, link.c_str(), RENAME_EXCHANGE);
            ++swaps_;
          }
        }) {}
  ~Swapper() {
    stop_ = true;
    thread_.join();
  }
  int swaps() const { return swaps_; }

 private:
  std::atomic<bool> stop_{false};
  std::atomic<int> swaps_{0};
  std::thread thread_;
};

class SwappedPath : public SharePath {
 protected:
  void SetUp() override {
    fs::create_directory(host("dir"));
    host_write("dir/secret", "mine");
    fs::create_directory_symlink(outside_, host("link"));
  }
  static constexpr int kRounds = 2000;
};

TEST_F(SwappedPath, NeverReadsOutside) {
  const Swapper swapper(host("dir"), host("link"));
  int inside = 0, refused = 0;
  for (int i = 0; i < kRounds || inside == 0 || refused == 0; ++i) {
    const Opened file = client_.create("/dir/secret", kOpenRead);
    if (file.status == 0) {
      ++inside;
      EXPECT_EQ(client_.read(file.handle, 0, 100).bytes, "mine");
      EXPECT_EQ(client_.close(file.handle), 0);
    } else {
      ++refused;
      EXPECT_EQ(file.status, kTooManySymlinks);
    }
    ASSERT_LT(i, 1'000'000) << "the two were never seen in both places";
  }
}

TEST_F(SwappedPath, NeverReadsOutsideByAPathThatGoesUpAgain) {
  const Swapper swapper(host("dir"), host("link"));
  for (int i = 0; i < kRounds; ++i) {
    const Opened file = client_.create("/dir/../dir/secret", kOpenRead);
    if (file.status == 0) {
      EXPECT_EQ(client_.read(file.handle, 0, 100).bytes, "mine");
      EXPECT_EQ(client_.close(file.handle), 0);
    } else {
      EXPECT_TRUE(file.status == kTooManySymlinks || file.status == kTryAgain ||
                  file.status == kNotSameDevice)
          << file.status;
    }
  }
}

TEST_F(SwappedPath, IsFoundWhileSomethingElseIsRenamed) {
  host_write("a", "");
  host_write("b", "");
  const Swapper swapper(host("a"), host("b"));
  std::string path;  // long enough for a rename to come between, short enough to end
  for (int i = 0; i < 6; ++i) path += "/dir/..";
  for (int i = 0; i < kRounds; ++i) {
    ASSERT_EQ(client_.create(path + "/dir/secret", kLookup).status, 0) << i;
  }
}

TEST_F(SwappedPath, NeverWritesNorRemovesOutside) {
  {
    const Swapper swapper(host("dir"), host("link"));
    for (int i = 0; i < kRounds; ++i) {
      const Opened file = client_.create("/dir/secret", kOpenReadWrite | kTruncate);
      if (file.status == 0) {
        client_.write(file.handle, 0, "overwritten");
        client_.close(file.handle);
      }
      const Opened made = client_.create("/dir/new", kCreate, S_IFREG | 0600);
      if (made.status == 0) client_.close(made.handle);
      client_.rename("/dir/new", "/dir/newer", 5);
      client_.symlink("/dir/a link", "x");
      client_.remove("/dir/newer", 1);
      client_.remove("/dir/a link", 5);
    }
    EXPECT_GT(swapper.swaps(), 0);
  }
  expect_untouched();
}

TEST_F(SwappedPath, NeverChangesAttributesOutside) {
  fs::permissions(outside_, fs::perms(0755));
  {
    const Swapper swapper(host("dir"), host("link"));
    std::string mode(92, '\0');
    mode[49] = 0x41;  // 0040700 | 0000100
    mode[48] = '\xc0';
    for (int i = 0; i < kRounds; ++i) {
      const Opened dir = client_.create("/dir", kSetattr);
      if (dir.status != 0) continue;
      EXPECT_EQ(client_.information(dir.handle, 0x09, mode).status, 0);
      EXPECT_EQ(client_.close(dir.handle), 0);
    }
  }
  EXPECT_EQ(fs::status(outside_).permissions(), fs::perms(0755));
}

TEST_F(SwappedPath, NeverListsOutside) {
  host_write("dir/only inside", "");
  const Swapper swapper(host("dir"), host("link"));
  for (int i = 0; i < kRounds; ++i) {
    const Opened dir = client_.create("/dir", kOpendir);
    if (dir.status != 0) continue;
    EXPECT_EQ(client_.list(dir.handle).names.size(), 4u);
    EXPECT_EQ(client_.close(dir.handle), 0);
  }
}

}  // namespace
}  // namespace sharebench::vboxsf
