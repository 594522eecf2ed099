// Seeded bytes: the same at any offset, unlike any other, and a wrong one is named.
#include "workloads/support/payload.h"

#include <set>
#include <vector>

#include "tests/unit/workloads/workload_fixture.h"

namespace sharebench::workloads {
namespace {

std::string bytes_of(std::uint64_t seed, std::uint64_t offset, std::size_t size) {
  std::string bytes(size, '\0');
  Payload(seed).fill(offset, bytes);
  return bytes;
}

TEST(Payload, AnyOffsetContinuesTheSameStream) {
  const std::string whole = bytes_of(5, 0, 4099);
  for (const std::uint64_t offset : {8u, 1024u, 4096u}) {
    EXPECT_EQ(bytes_of(5, offset, 4099 - offset), whole.substr(offset));
  }
}

TEST(Payload, NoWordComesTwice) {
  std::set<std::string> words;
  for (const std::uint64_t seed : {1u, 2u, 3u}) {
    const std::string bytes = bytes_of(seed, 0, 80000);
    for (std::size_t i = 0; i < bytes.size(); i += 8) words.insert(bytes.substr(i, 8));
  }
  EXPECT_EQ(words.size(), 30000u);
}

TEST(Payload, AWrongByteIsNamedWithFileOffsetAndValues) {
  std::string bytes = bytes_of(5, 8192, 10000);
  EXPECT_NO_THROW(Payload(5).check(8192, bytes, "f"));
  const int right = static_cast<unsigned char>(bytes[9000]);
  bytes[9000] = static_cast<char>(right ^ 0xff);
  const std::string error = error_of([&] { Payload(5).check(8192, bytes, "/share/f"); });
  char expected[80];
  std::snprintf(expected, sizeof expected, "/share/f: byte 17192 is 0x%02x, expected 0x%02x",
                right ^ 0xff, right);
  EXPECT_EQ(error, expected);
}

TEST(Slices, NoTwoFilesAreAlike) {
  const Slices slices(9, 3000, 16);
  std::set<std::string> contents;
  for (std::size_t i = 0; i < 3000; ++i) contents.insert({slices[i].begin(), slices[i].end()});
  EXPECT_EQ(contents.size(), 3000u);
}

TEST(CheckEqual, ADifferentLengthIsAnError) {
  const std::string expected = "abcdef";
  const std::string found = "abcd";
  EXPECT_EQ(error_of([&] { check_equal(expected, found, 100, "f"); }),
            "f: ends after byte 104, expected 106 bytes");
}

TEST(Derive, NeighboursHaveNothingInCommon) {
  std::set<std::uint64_t> seen;
  for (std::uint64_t seed = 0; seed < 100; ++seed) {
    for (std::uint64_t value = 0; value < 100; ++value) seen.insert(derive(seed, value));
  }
  EXPECT_EQ(seen.size(), 10000u);
}

}  // namespace
}  // namespace sharebench::workloads
