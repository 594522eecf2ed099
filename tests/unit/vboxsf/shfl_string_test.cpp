// A guest's string is only believed as far as its buffer reaches.
#include "harness/vboxsf/shfl_string.h"

#include <gtest/gtest.h>

#include "tests/unit/vboxsf/folder_client_helper.h"

namespace sharebench::vboxsf {
namespace {

std::string header(int capacity, int length) {
  std::string bytes;
  for (const int number : {capacity, length}) {
    bytes += static_cast<char>(number & 0xff);
    bytes += static_cast<char>(number >> 8);
  }
  return bytes;
}

Result<std::string> read(const std::string& bytes) {
  return shfl_string(ScatteredMemory(bytes, 3).buffer());
}

TEST(ShflString, IsReadFromScatteredMemory) {
  const ScatteredMemory memory(shfl("/a/long/path"), 3);
  const Result<std::string> text = shfl_string(memory.buffer());
  ASSERT_TRUE(text);
  EXPECT_EQ(*text, "/a/long/path");
}

TEST(ShflString, MayBeEmptyAndNeedsNoNul) {
  EXPECT_EQ(*read(header(0, 0)), "");
  EXPECT_EQ(*read(header(3, 3) + "abc"), "abc");
}

TEST(ShflString, KeepsBytesThatAreNotUtf8) {
  EXPECT_EQ(*read(shfl("/\xff\xc0\x80")), "/\xff\xc0\x80");
}

TEST(ShflString, EndsWithItsLengthThoughTheBufferGoesOn) {
  EXPECT_EQ(*read(header(4, 2) + "abcdefgh"), "ab");
}

TEST(ShflString, IsRefusedWithoutAWholeHeader) {
  EXPECT_EQ(read("").status(), kInvalidParameter);
  EXPECT_EQ(read(header(0, 0).substr(0, 3)).status(), kInvalidParameter);
}

TEST(ShflString, IsRefusedWhenTheLengthIsBeyondTheCapacity) {
  EXPECT_EQ(read(header(2, 3) + "abc").status(), kInvalidParameter);
}

TEST(ShflString, IsRefusedWhenTheCapacityIsBeyondTheBuffer) {
  EXPECT_EQ(read(header(4, 3) + "abc").status(), kInvalidParameter);
  EXPECT_EQ(read(header(65535, 65535) + "abc").status(), kInvalidParameter);
}

TEST(ShflString, IsRefusedWithANulInside) {
  EXPECT_EQ(read(header(4, 3) + std::string("a\0b\0", 4)).status(), kInvalidParameter);
}

TEST(ShflString, IsPackedWithHeaderAndNul) {
  EXPECT_EQ(packed_shfl_string("name"), header(5, 4) + "name" + '\0');
}

}  // namespace
}  // namespace sharebench::vboxsf
