// Listings show what the host's directory holds, once each, in buffers of any size.
#include "harness/vboxsf/directory_listing.h"

#include <gtest/gtest.h>
#include <sys/stat.h>

#include <algorithm>
#include <set>

#include "tests/unit/vboxsf/folder_client_helper.h"

namespace sharebench::vboxsf {
namespace fs = std::filesystem;
namespace {

/// An entry takes 126 bytes, its name and a NUL.
constexpr std::size_t kEntryBytes = 127;

class Listing : public ServedFolderTest {
 protected:
  std::uint64_t open() { return client_.create("/", kOpendir).handle; }

  /// Calls until the end; counts the calls.
  std::vector<std::string> list_all(std::uint64_t handle, std::size_t room, int& calls) {
    std::vector<std::string> names;
    Listed listed;
    do {
      listed = client_.list(handle, room);
      ++calls;
      EXPECT_LE(listed.bytes, room);
      names.insert(names.end(), listed.names.begin(), listed.names.end());
    } while (listed.status == 0);
    EXPECT_EQ(listed.status, kNoMoreFiles);
    return names;
  }
};

TEST_F(Listing, ComesWithItsEndInOneCall) {
  host_write("a", "");
  const Listed listed = client_.list(open());
  EXPECT_EQ(listed.status, kNoMoreFiles);
  EXPECT_EQ(listed.names, (std::vector<std::string>{".", "..", "a"}));
}

TEST_F(Listing, IsAtItsEndForEver) {
  const std::uint64_t handle = open();
  client_.list(handle);
  const Listed again = client_.list(handle);
  EXPECT_EQ(again.status, kNoMoreFiles);
  EXPECT_EQ(again.bytes, 0u);
  EXPECT_TRUE(again.names.empty());
}

TEST_F(Listing, BeginsAnewWithANewHandle) {
  client_.list(open());
  host_write("later", "");
  EXPECT_EQ(client_.list(open()).names.back(), "later");
}

TEST_F(Listing, OfManyEntriesShowsEachOnce) {
  std::set<std::string> expected = {".", ".."};
  for (int i = 0; i < 300; ++i) {
    const std::string name = "a name of some length " + std::to_string(i);
    host_write(name, "");
    expected.insert(name);
  }
  for (const std::size_t room : {std::size_t{160}, std::size_t{1000}, std::size_t{16384}}) {
    int calls = 0;
    const std::vector<std::string> names = list_all(open(), room, calls);
    EXPECT_EQ(names.size(), expected.size()) << room;
    EXPECT_EQ(std::set<std::string>(names.begin(), names.end()), expected) << room;
  }
}

TEST_F(Listing, FillsTheGuestsBuffer) {
  for (int i = 1000; i < 2000; ++i)
    host_write("thirty bytes of a name ... " + std::to_string(i), "");
  int calls = 0;
  EXPECT_EQ(list_all(open(), 16384, calls).size(), 1002u);
  EXPECT_EQ(calls, 10);  // 16,384 / (127 + 31) = 103 entries a call
}

TEST_F(Listing, OfEntriesThatJustFitKeepsTheRestForLater) {
  host_write("abc", "");
  const std::uint64_t handle = open();
  const std::size_t dots = kEntryBytes + 1 + kEntryBytes + 2;
  const Listed first = client_.list(handle, dots + kEntryBytes + 2);
  EXPECT_EQ(first.status, 0);
  EXPECT_EQ(first.names, (std::vector<std::string>{".", ".."}));
  const Listed second = client_.list(handle, kEntryBytes + 3);
  EXPECT_EQ(second.status, kNoMoreFiles);
  EXPECT_EQ(second.names, std::vector<std::string>{"abc"});
}

TEST_F(Listing, IntoABufferForNoEntryIsInvalidAndLosesNothing) {
  host_write("a", "");
  const std::uint64_t handle = open();
  EXPECT_EQ(client_.list(handle, kEntryBytes).status, kInvalidParameter);
  EXPECT_EQ(client_.list(handle, 0).status, kInvalidParameter);
  EXPECT_EQ(client_.list(handle).names.size(), 3u);
}

TEST_F(Listing, ShowsTheInfoOfEachEntryAndOfLinksThemselves) {
  host_write("file", "12345");
  fs::create_directory(host("dir"));
  fs::create_symlink(outside_ / "secret", host("link"));
  const Listed listed = client_.list(open());
  ASSERT_EQ(listed.names.size(), 5u);
  for (std::size_t i = 2; i < listed.names.size(); ++i) {
    struct stat host_sees {};
    ASSERT_EQ(::lstat(host(listed.names[i]).c_str(), &host_sees), 0);
    EXPECT_EQ(listed.infos[i].inode, host_sees.st_ino) << listed.names[i];
    EXPECT_EQ(listed.infos[i].mode, host_sees.st_mode) << listed.names[i];
    EXPECT_EQ(listed.infos[i].size, host_sees.st_size) << listed.names[i];
  }
}

TEST_F(Listing, ShowsNothingOfWhatLiesAboveTheShare) {
  struct stat share {};
  ASSERT_EQ(::stat(share_.c_str(), &share), 0);
  const Listed listed = client_.list(open());
  EXPECT_EQ(listed.infos[0].inode, share.st_ino);
  EXPECT_EQ(listed.infos[1].inode, share.st_ino);
}

TEST_F(Listing, KeepsNamesThatAreNotUtf8) {
  host_write("\xff\xfe name", "");
  EXPECT_EQ(client_.list(open()).names.back(), "\xff\xfe name");
}

TEST_F(Listing, LeavesOutWhatWasRemovedMeanwhile) {
  for (const char* name : {"a", "b", "c"}) host_write(name, "");
  const std::uint64_t handle = open();
  ASSERT_EQ(client_.list(handle, 300).names.size(), 2u);
  fs::remove(host("b"));
  std::vector<std::string> rest = client_.list(handle).names;
  std::sort(rest.begin(), rest.end());
  EXPECT_EQ(rest, (std::vector<std::string>{"a", "c"}));
}

TEST_F(Listing, OfAFileIsNotADirectory) {
  host_write("file", "");
  EXPECT_EQ(client_.list(client_.create("/file", kOpenRead).handle).status, kNotADirectory);
}

TEST_F(Listing, OfAnUnknownHandleIsInvalid) {
  EXPECT_EQ(client_.list(0).status, kInvalidHandle);
  EXPECT_EQ(client_.list(kNoHandle).status, kInvalidHandle);
}

TEST_F(Listing, ByPatternOrByFlagIsNotOffered) {
  const ScatteredMemory memory(std::string(1000, '\0'));
  const ScatteredMemory pattern(shfl("/*"));
  const std::uint64_t handle = open();
  EXPECT_EQ(client_.call(8, {value32(client_.root), value64(handle), value32(0), value32(1000),
                             buffer(pattern), buffer(memory), value32(0), value32(0)}),
            kNotImplemented);
  EXPECT_EQ(client_.call(
                8, {value32(client_.root), value64(handle), value32(1), value32(1000),
                    Parameter{Parameter::Kind::kBuffer}, buffer(memory), value32(0), value32(0)}),
            kNotImplemented);
}

TEST_F(Listing, IsRefusedWhenItsNamesNeedTooMuchMemory) {
  for (int i = 0; i < 100; ++i) host_write(std::string(200, 'x') + std::to_string(i), "");
  FolderLimits limits;
  limits.listing_bytes = 40'000;  // one such listing: 100 x (200 and what a string needs)
  SharedFolders service({{"share", share_, false}}, limits);
  FolderClient client(service);
  const std::uint64_t first = client.create("/", kOpendir).handle;
  const std::uint64_t second = client.create("/", kOpendir).handle;
  EXPECT_EQ(client.list(first, 1000).status, 0);
  EXPECT_EQ(client.list(second, 1000).status, kNoMemory);
  EXPECT_EQ(client.close(first), 0);
  EXPECT_EQ(client.list(second, 1000).status, 0);
}

TEST_F(Listing, FreesItsMemoryAtTheEnd) {
  for (int i = 0; i < 100; ++i) host_write(std::string(200, 'x') + std::to_string(i), "");
  FolderLimits limits;
  limits.listing_bytes = 40'000;
  SharedFolders service({{"share", share_, false}}, limits);
  FolderClient client(service);
  for (int i = 0; i < 10; ++i) {
    const std::uint64_t handle = client.create("/", kOpendir).handle;
    EXPECT_EQ(client.list(handle, 100'000).status, kNoMoreFiles) << i;
  }
}

}  // namespace
}  // namespace sharebench::vboxsf
