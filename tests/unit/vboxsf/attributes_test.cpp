// INFORMATION sets and tells what stat(2) and statvfs(3) of the host say.
#include "harness/vboxsf/attributes.h"

#include <fcntl.h>
#include <gtest/gtest.h>
#include <sys/stat.h>
#include <sys/statvfs.h>

#include <cstring>

#include "tests/unit/vboxsf/folder_client_helper.h"

namespace sharebench::vboxsf {
namespace fs = std::filesystem;
namespace {

constexpr std::uint32_t kGetFile = 0x08, kSetFile = 0x09, kSetSize = 0x05, kGetVolume = 0x10;

/// A 92-byte info; fields that a test leaves at 0 mean "leave".
std::string info(std::int64_t size, std::int64_t atime, std::int64_t mtime, std::uint32_t mode) {
  std::string bytes(92, '\0');
  std::memcpy(bytes.data(), &size, 8);
  std::memcpy(bytes.data() + 16, &atime, 8);
  std::memcpy(bytes.data() + 24, &mtime, 8);
  std::memcpy(bytes.data() + 48, &mode, 4);
  return bytes;
}

class Attributes : public ServedFolderTest {
 protected:
  Attributes() {
    host_write("file", "12345");
    fs::permissions(host("file"), fs::perms(0640));
  }
  struct stat host_stat() const {
    struct stat found {};
    EXPECT_EQ(::stat(host("file").c_str(), &found), 0);
    return found;
  }
  std::uint64_t open(std::uint32_t flags) { return client_.create("/file", flags).handle; }
};

TEST_F(Attributes, AreTold) {
  const Told told = client_.information(open(kOpenRead), kGetFile, info(0, 0, 0, 0));
  EXPECT_EQ(told.status, 0);
  EXPECT_EQ(told.count, 92u);
  EXPECT_EQ(told.info.size, 5);
  EXPECT_EQ(told.info.mode, host_stat().st_mode);
}

TEST_F(Attributes, TimesAreSetToTheNanosecond) {
  const Told told = client_.information(open(kSetattr), kSetFile,
                                        info(0, 1'000'000'001, 1'700'000'000'123'456'789, 0));
  EXPECT_EQ(told.status, 0);
  EXPECT_EQ(told.count, 92u);
  EXPECT_EQ(host_stat().st_atim.tv_sec, 1);
  EXPECT_EQ(host_stat().st_atim.tv_nsec, 1);
  EXPECT_EQ(host_stat().st_mtim.tv_sec, 1'700'000'000);
  EXPECT_EQ(host_stat().st_mtim.tv_nsec, 123'456'789);
  EXPECT_EQ(told.info.mtime, 1'700'000'000'123'456'789);
  EXPECT_EQ(told.info.atime, 1'000'000'001);
}

TEST_F(Attributes, TimesBefore1970AreSet) {
  EXPECT_EQ(client_.information(open(kSetattr), kSetFile, info(0, 0, -1'500'000'000, 0)).info.mtime,
            -1'500'000'000);
  EXPECT_EQ(host_stat().st_mtim.tv_sec, -2);
  EXPECT_EQ(host_stat().st_mtim.tv_nsec, 500'000'000);
}

TEST_F(Attributes, OfZeroStayAsTheyAre) {
  const struct stat before = host_stat();
  EXPECT_EQ(client_.information(open(kSetattr), kSetFile, info(0, 5'000'000'000, 0, 0)).status, 0);
  EXPECT_EQ(host_stat().st_atim.tv_sec, 5);
  EXPECT_EQ(host_stat().st_mtim.tv_sec, before.st_mtim.tv_sec);
  EXPECT_EQ(host_stat().st_mtim.tv_nsec, before.st_mtim.tv_nsec);
  EXPECT_EQ(host_stat().st_mode, before.st_mode);
  EXPECT_EQ(host_stat().st_size, 5);
}

TEST_F(Attributes, ModesAreSetWithoutTheSpecialBits) {
  EXPECT_EQ(client_.information(open(kSetattr), kSetFile, info(0, 0, 0, S_IFREG | 07753)).status,
            0);
  EXPECT_EQ(host_stat().st_mode, S_IFREG | 0753u);
}

TEST_F(Attributes, AModeOfTypeBitsAloneForbidsEverything) {
  EXPECT_EQ(client_.information(open(kSetattr), kSetFile, info(0, 0, 0, S_IFREG)).status, 0);
  EXPECT_EQ(host_stat().st_mode, static_cast<mode_t>(S_IFREG));
}

TEST_F(Attributes, OfTheShareItselfAreSet) {
  const Opened root = client_.create("/", kSetattr);
  EXPECT_EQ(client_.information(root.handle, kSetFile, info(0, 0, 0, S_IFDIR | 0751)).status, 0);
  EXPECT_EQ(fs::status(share_).permissions(), fs::perms(0751));
}

TEST_F(Attributes, SizesAreSetBothWays) {
  const std::uint64_t handle = open(kSetattr | 0x2000);
  EXPECT_EQ(client_.information(handle, kSetSize, info(2, 0, 0, 0)).info.size, 2);
  EXPECT_EQ(host_read("file"), "12");
  EXPECT_EQ(client_.information(handle, kSetSize, info(4, 0, 0, 0)).info.size, 4);
  EXPECT_EQ(host_read("file"), std::string("12\0\0", 4));
}

TEST_F(Attributes, SizesAreNotNegative) {
  EXPECT_EQ(client_.information(open(kOpenReadWrite), kSetSize, info(-1, 0, 0, 0)).status,
            kInvalidParameter);
}

TEST_F(Attributes, SizesNeedAWritableHandle) {
  EXPECT_LT(client_.information(open(kSetattr), kSetSize, info(0, 0, 0, 0)).status, 0);
  EXPECT_LT(client_.information(open(kOpenRead), kSetSize, info(0, 0, 0, 0)).status, 0);
  EXPECT_EQ(host_read("file"), "12345");
}

TEST_F(Attributes, ShortBuffersAreInvalidAndChangeNothing) {
  const std::string cut = info(0, 0, 0, S_IFREG | 0777).substr(0, 91);
  EXPECT_EQ(client_.information(open(kSetattr), kSetFile, cut).status, kInvalidParameter);
  EXPECT_EQ(host_stat().st_mode & 0777, 0640u);
  EXPECT_EQ(client_.information(0, kGetVolume, std::string(39, '\0')).status, kInvalidParameter);
}

TEST_F(Attributes, UnknownHandlesAndRequestsAreRefused) {
  EXPECT_EQ(client_.information(0, kSetFile, info(0, 0, 0, 0)).status, kInvalidHandle);
  EXPECT_EQ(client_.information(kNoHandle, kGetFile, info(0, 0, 0, 0)).status, kInvalidHandle);
  for (const std::uint32_t flags : {0U, 0x01U, 0x04U, 0x0dU, 0x11U, 0x109U}) {
    EXPECT_EQ(client_.information(open(kSetattr), flags, info(0, 0, 0, 0)).status, kNotImplemented)
        << flags;
  }
}

TEST_F(Attributes, OfTheVolumeAreThoseOfTheHost) {
  const ScatteredMemory memory(std::string(40, '?'));
  std::vector<Parameter> parameters = {value32(client_.root), value64(0), value32(kGetVolume),
                                       value32(40), buffer(memory)};
  EXPECT_EQ(client_.call(9, parameters), 0);
  EXPECT_EQ(parameters[3].value, 40u);
  struct statvfs disk {};
  ASSERT_EQ(::statvfs(share_.c_str(), &disk), 0);
  const std::string bytes = memory.bytes();
  std::int64_t total = 0;
  std::uint32_t unit = 0, name_max = 0;
  std::memcpy(&total, bytes.data(), 8);
  std::memcpy(&unit, bytes.data() + 16, 4);
  std::memcpy(&name_max, bytes.data() + 28, 4);
  EXPECT_EQ(static_cast<std::uint64_t>(total), disk.f_blocks * disk.f_frsize);
  EXPECT_EQ(unit, disk.f_frsize);
  EXPECT_GT(unit, 0u);
  EXPECT_EQ(name_max, disk.f_namemax);
  EXPECT_EQ(bytes.substr(32, 4), std::string("\0\1\0\1", 4));
}

}  // namespace
}  // namespace sharebench::vboxsf
