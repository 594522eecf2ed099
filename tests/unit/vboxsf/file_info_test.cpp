// The packed info is what the host's own calls say, at the protocol's offsets.
#include "harness/vboxsf/file_info.h"

#include <fcntl.h>
#include <gtest/gtest.h>
#include <sys/mman.h>
#include <sys/stat.h>

#include <cstdint>

#include "tests/unit/vboxsf/folder_client_helper.h"

namespace sharebench::vboxsf {
namespace {

/// A file in memory: all of its times can be any number of seconds.
FileDescriptor file_of_time(std::int64_t seconds) {
  FileDescriptor file(::memfd_create("times", MFD_CLOEXEC));
  const timespec times[] = {{seconds, 1}, {seconds, 1}};
  EXPECT_EQ(::futimens(file.get(), times), 0);
  return file;
}

TEST(FileInfo, IsPackedAtTheOffsetsOfTheProtocol) {
  FileInfo info;
  info.size_bytes = 1;
  info.allocated_bytes = 2;
  info.access_ns = 3;
  info.modification_ns = 4;
  info.change_ns = 5;
  info.birth_ns = 6;
  info.mode = 7;
  info.owner = 8;
  info.group = 9;
  info.links = 10;
  info.device = 11;
  info.inode = 12;
  const std::string bytes = packed_file_info(info);
  EXPECT_EQ(bytes.size(), 92u);
  const GuestInfo seen = guest_info(bytes);
  EXPECT_EQ(seen.size, 1);
  EXPECT_EQ(seen.allocated, 2);
  EXPECT_EQ(seen.atime, 3);
  EXPECT_EQ(seen.mtime, 4);
  EXPECT_EQ(seen.ctime, 5);
  EXPECT_EQ(seen.birth, 6);
  EXPECT_EQ(seen.mode, 7u);
  EXPECT_EQ(seen.additional, 2u);  // unix attributes
  EXPECT_EQ(seen.uid, 8u);
  EXPECT_EQ(seen.gid, 9u);
  EXPECT_EQ(seen.links, 10u);
  EXPECT_EQ(seen.device, 11u);
  EXPECT_EQ(seen.inode, 12u);
}

TEST(FileInfo, IsWhatTheHostSays) {
  const FileDescriptor file(::open("/proc/self/exe", O_PATH | O_CLOEXEC));
  struct stat host_sees {};
  ASSERT_EQ(::fstat(file.get(), &host_sees), 0);
  const Result<FileInfo> info = file_info(file.get());
  ASSERT_TRUE(info);
  EXPECT_EQ(info->size_bytes, host_sees.st_size);
  EXPECT_EQ(info->mode, host_sees.st_mode);
  EXPECT_EQ(info->owner, host_sees.st_uid);
  EXPECT_EQ(info->group, host_sees.st_gid);
  EXPECT_EQ(info->links, host_sees.st_nlink);
  EXPECT_EQ(info->device, host_sees.st_dev);
  EXPECT_EQ(info->inode, host_sees.st_ino);
  EXPECT_EQ(info->change_ns, host_sees.st_ctim.tv_sec * 1'000'000'000 + host_sees.st_ctim.tv_nsec);
  EXPECT_LE(info->birth_ns, info->change_ns);
  EXPECT_GT(info->birth_ns, 0);
}

TEST(FileInfo, TimesBeyondTheRangeAreItsEnds) {
  EXPECT_EQ(file_info(file_of_time(9'300'000'000).get())->modification_ns, INT64_MAX);   // 2264
  EXPECT_EQ(file_info(file_of_time(-9'300'000'000).get())->modification_ns, INT64_MIN);  // 1675
}

TEST(FileInfo, TimesBefore1970CountForwards) {
  EXPECT_EQ(file_info(file_of_time(-2).get())->modification_ns, -1'999'999'999);
}

TEST(FileInfo, OfNothingIsAStatus) {
  EXPECT_EQ(file_info(-1).status(), kInvalidHandle);
  EXPECT_EQ(file_info(AT_FDCWD, "/does/not/exist").status(), kFileNotFound);
}

}  // namespace
}  // namespace sharebench::vboxsf
