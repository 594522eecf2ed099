// READ and WRITE move exactly the bytes that the host sees, from and to scattered memory.
#include "harness/vboxsf/file_io.h"

#include <fcntl.h>
#include <gtest/gtest.h>
#include <sys/mman.h>

#include <cstdint>
#include <limits>

#include "tests/unit/vboxsf/folder_client_helper.h"

namespace sharebench::vboxsf {
namespace fs = std::filesystem;
namespace {

using FileIo = ServedFolderTest;

std::string pattern(std::size_t size) {
  std::string bytes(size, '\0');
  std::uint32_t state = 1;
  for (char& byte : bytes) {
    state = state * 1664525u + 1013904223u;
    byte = static_cast<char>(state >> 24);
  }
  return bytes;
}

TEST_F(FileIo, ReadsWhatTheHostWrote) {
  const std::string bytes = pattern(100'000);
  host_write("file", bytes);
  const Opened file = client_.create("/file", kOpenRead);
  EXPECT_EQ(client_.read(file.handle, 0, 100'000).bytes, bytes);
  EXPECT_EQ(client_.read(file.handle, 777, 5000).bytes, bytes.substr(777, 5000));
}

TEST_F(FileIo, WritesWhatTheHostReads) {
  const std::string bytes = pattern(100'000);
  const Opened file = client_.create("/file", kCreate, 0100600);
  EXPECT_EQ(client_.write(file.handle, 0, bytes).count, bytes.size());
  EXPECT_EQ(host_read("file"), bytes);
}

TEST_F(FileIo, MorePiecesThanOneSystemCallTakesAreAllMoved) {
  const std::string bytes = pattern(5000);
  const ScatteredMemory in(bytes, 1);  // 5,000 pieces; Linux takes 1,024 at once
  const Opened file = client_.create("/file", kCreate, 0100600);
  std::vector<Parameter> write = {value32(client_.root), value64(file.handle), value64(0),
                                  value32(5000), buffer(in)};
  EXPECT_EQ(client_.call(6, write), 0);
  EXPECT_EQ(write[3].value, 5000u);
  EXPECT_EQ(host_read("file"), bytes);

  const ScatteredMemory out(std::string(5000, '?'), 1);
  std::vector<Parameter> read = {value32(client_.root), value64(file.handle), value64(0),
                                 value32(5000), buffer(out)};
  EXPECT_EQ(client_.call(5, read), 0);
  EXPECT_EQ(out.bytes(), bytes);
}

TEST_F(FileIo, ReadsAreShortAtTheEndOnly) {
  host_write("file", "abc");
  const Opened file = client_.create("/file", kOpenRead);
  const Moved tail = client_.read(file.handle, 1, 4096);
  EXPECT_EQ(tail.status, 0);
  EXPECT_EQ(tail.bytes, "bc");
  const Moved end = client_.read(file.handle, 3, 4096);
  EXPECT_EQ(end.status, 0);
  EXPECT_EQ(end.count, 0u);
}

TEST_F(FileIo, WritingBeyondTheEndLeavesAHole) {
  const Opened file = client_.create("/file", kCreate, 0100600);
  EXPECT_EQ(client_.write(file.handle, 3, "x").count, 1u);
  EXPECT_EQ(host_read("file"), std::string("\0\0\0x", 4));
}

TEST_F(FileIo, TheCountIsLimitedByTheBuffer) {
  host_write("file", "0123456789");
  const Opened file = client_.create("/file", kOpenReadWrite);
  const ScatteredMemory memory("abc");
  std::vector<Parameter> read = {value32(client_.root), value64(file.handle), value64(0),
                                 value32(0xffffffff), buffer(memory)};
  EXPECT_EQ(client_.call(5, read), 0);
  EXPECT_EQ(read[3].value, 3u);
  EXPECT_EQ(memory.bytes(), "012");
  read[2].value = 5;
  read[3].value = 0xffffffff;
  EXPECT_EQ(client_.call(6, read), 0);
  EXPECT_EQ(read[3].value, 3u);
  EXPECT_EQ(host_read("file"), "0123401289");
}

TEST_F(FileIo, NoMoreThanTheCountIsTouched) {
  host_write("file", "0123456789");
  const Opened file = client_.create("/file", kOpenRead);
  const ScatteredMemory memory("abcdef");
  std::vector<Parameter> read = {value32(client_.root), value64(file.handle), value64(0),
                                 value32(2), buffer(memory)};
  EXPECT_EQ(client_.call(5, read), 0);
  EXPECT_EQ(memory.bytes(), "01cdef");
}

TEST_F(FileIo, NothingIsMovedWhenNothingIsAsked) {
  host_write("file", "abc");
  const Opened file = client_.create("/file", kOpenReadWrite);
  EXPECT_EQ(client_.read(file.handle, 0, 0).status, 0);
  const Moved written = client_.write(file.handle, 0, "");
  EXPECT_EQ(written.status, 0);
  EXPECT_EQ(written.count, 0u);
  EXPECT_EQ(host_read("file"), "abc");
}

TEST_F(FileIo, NegativeOffsetsAreInvalid) {
  host_write("file", "abc");
  const Opened file = client_.create("/file", kOpenReadWrite);
  for (const std::int64_t offset : {std::int64_t{-1}, std::numeric_limits<std::int64_t>::min()}) {
    EXPECT_EQ(client_.read(file.handle, offset, 1).status, kInvalidParameter);
    const Moved written = client_.write(file.handle, offset, "x");
    EXPECT_EQ(written.status, kInvalidParameter);
    EXPECT_EQ(written.count, 0u);
  }
}

TEST_F(FileIo, OffsetsBeyondWhatAFileCanHaveFail) {
  host_write("file", "abc");
  const Opened file = client_.create("/file", kOpenReadWrite);
  const std::int64_t far = std::numeric_limits<std::int64_t>::max() - 1;
  EXPECT_EQ(client_.read(file.handle, far, 10).count, 0u);
  EXPECT_LT(client_.write(file.handle, far, "0123456789").status, 0);
  EXPECT_EQ(host_read("file"), "abc");
}

TEST_F(FileIo, DirectoriesAreNotRead) {
  const Opened dir = client_.create("/", kOpendir);
  EXPECT_EQ(client_.read(dir.handle, 0, 10).status, kIsADirectory);
}

TEST_F(FileIo, UnknownHandlesAreInvalid) {
  for (const std::uint64_t handle : {std::uint64_t{0}, kNoHandle, std::uint64_t{12345}}) {
    EXPECT_EQ(client_.read(handle, 0, 1).status, kInvalidHandle);
    EXPECT_EQ(client_.write(handle, 0, "x").status, kInvalidHandle);
    EXPECT_EQ(client_.close(handle), kInvalidHandle);
  }
}

TEST_F(FileIo, AHandleOutlivesItsName) {
  host_write("file", "abc");
  const Opened file = client_.create("/file", kOpenReadWrite);
  EXPECT_EQ(client_.remove("/file", 1), 0);
  EXPECT_FALSE(fs::exists(host("file")));
  EXPECT_EQ(client_.write(file.handle, 3, "d").status, 0);
  EXPECT_EQ(client_.read(file.handle, 0, 10).bytes, "abcd");
  EXPECT_EQ(client_.close(file.handle), 0);
}

/// A buffer whose first 1,024 pieces are memory and whose last is none: the second system call of
/// a transfer fails.
class HalfABuffer {
 public:
  HalfABuffer() : bytes_(1024, '?') {
    none_ = ::mmap(nullptr, kPage, PROT_NONE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
    EXPECT_NE(none_, MAP_FAILED);
  }
  ~HalfABuffer() { ::munmap(none_, kPage); }
  GuestBuffer buffer() {
    std::vector<iovec> pieces;
    for (char& byte : bytes_) pieces.push_back({&byte, 1});
    pieces.push_back({none_, kPage});
    return GuestBuffer(pieces);
  }

 private:
  static constexpr std::size_t kPage = 4096;
  std::string bytes_;
  void* none_ = nullptr;
};

TEST_F(FileIo, AnErrorOnTheWayIsAnErrorForReads) {
  host_write("file", pattern(3000));
  const Opened file = client_.create("/file", kOpenRead);
  HalfABuffer half;
  std::vector<Parameter> read = {value32(client_.root),
                                 value64(file.handle),
                                 value64(0),
                                 value32(2000),
                                 {Parameter::Kind::kBuffer, 0, half.buffer()}};
  EXPECT_EQ(client_.call(5, read), kInvalidPointer);
  EXPECT_EQ(read[3].value, 0u);
}

TEST_F(FileIo, AnErrorOnTheWayIsAShortWrite) {
  const Opened file = client_.create("/file", kCreate, 0100600);
  HalfABuffer half;
  std::vector<Parameter> write = {value32(client_.root),
                                  value64(file.handle),
                                  value64(0),
                                  value32(2000),
                                  {Parameter::Kind::kBuffer, 0, half.buffer()}};
  EXPECT_EQ(client_.call(6, write), 0);
  EXPECT_EQ(write[3].value, 1024u);
  EXPECT_EQ(host_read("file"), std::string(1024, '?'));
}

TEST_F(FileIo, AFullDiskIsSaid) {
  const int full = ::open("/dev/full", O_WRONLY | O_CLOEXEC);
  ASSERT_GE(full, 0);
  const FileDescriptor descriptor(full);
  const ScatteredMemory memory("abc");
  EXPECT_EQ(write_file(descriptor.get(), memory.buffer(), 3, 0).status(), kDiskFull);
}

}  // namespace
}  // namespace sharebench::vboxsf
