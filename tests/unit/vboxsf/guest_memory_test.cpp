// Addresses of the guest against regions of RAM: what lies inside, at the edges and outside.
#include "harness/vboxsf/guest_memory.h"

#include <gtest/gtest.h>

#include "harness/core/error.h"
#include "harness/vboxsf/bytes.h"
#include "tests/unit/vboxsf/fake_guest_helper.h"

namespace sharebench::vboxsf {
namespace {

constexpr std::uint64_t kGiB = 1ULL << 30;

std::vector<FileDescriptor> files(const FakeGuest& guest, std::size_t count) {
  std::vector<FileDescriptor> files;
  for (std::size_t i = 0; i < count; ++i) files.push_back(guest.file());
  return files;
}

void map(GuestMemory& memory, const FakeGuest& guest) {
  memory.replace(guest.regions(), files(guest, guest.regions().size()));
}

TEST(GuestMemory, IsTheGuestsOwnMemoryNotACopy) {
  FakeGuest guest;
  GuestMemory memory;
  map(memory, guest);
  guest.put<std::uint32_t>(0x5000, 0x12345678);
  EXPECT_EQ(load<std::uint32_t>(*memory.copy(0x5000, 4), 0), 0x12345678U);
  EXPECT_TRUE(memory.write(0x5004, "abcd"));
  EXPECT_EQ(guest.bytes(0x5004, 4), "abcd");
}

TEST(GuestMemory, ReachesTheLastByteAndNotTheNext) {
  FakeGuest guest;
  GuestMemory memory;
  map(memory, guest);
  EXPECT_NE(memory.at((1U << 20) - 16, 16), nullptr);
  EXPECT_EQ(memory.at((1U << 20) - 16, 17), nullptr);
  EXPECT_EQ(memory.at(1U << 20, 1), nullptr);
  EXPECT_FALSE(memory.write((1U << 20) - 3, "abcd"));
  EXPECT_EQ(guest.bytes((1U << 20) - 3, 3), std::string(3, '\0'));
}

TEST(GuestMemory, LengthsThatWrapAreOutside) {
  FakeGuest guest;
  GuestMemory memory;
  map(memory, guest);
  EXPECT_EQ(memory.at(0x1000, ~std::uint64_t{0}), nullptr);
  EXPECT_EQ(memory.at(~std::uint64_t{0}, 2), nullptr);
  EXPECT_EQ(memory.at(0xdeadbeef, 24), nullptr);
  EXPECT_EQ(memory.at(0xffffffff, 24), nullptr);
}

TEST(GuestMemory, NothingIsThereBeforeTheFirstMap) {
  const GuestMemory memory;
  EXPECT_EQ(memory.at(0, 1), nullptr);
}

TEST(GuestMemory, TheHoleBetweenRegionsIsOutside) {
  FakeGuest guest({{0, 0xc0000, 0}, {0x100000, 0x100000, 0}});
  GuestMemory memory;
  map(memory, guest);
  EXPECT_NE(memory.at(0xbfff0, 16), nullptr);
  EXPECT_EQ(memory.at(0xbfff0, 32), nullptr);
  EXPECT_EQ(memory.at(0xc0000, 1), nullptr);
  EXPECT_NE(memory.at(0x100000, 1), nullptr);
}

TEST(GuestMemory, RamAboveFourGigabytesIsAtItsPlaceInTheFile) {
  FakeGuest guest({{0, 3 * kGiB, 0}, {4 * kGiB, 2 * kGiB, 0}});
  GuestMemory memory;
  map(memory, guest);
  guest.put<std::uint64_t>(5 * kGiB, 42);
  EXPECT_EQ(load<std::uint64_t>(*memory.copy(5 * kGiB, 8), 0), 42U);
  EXPECT_EQ(guest.regions()[1].offset, 0xc0000000);
  EXPECT_EQ(memory.at(3 * kGiB, 1), nullptr);
}

TEST(GuestMemory, ANewMapReplacesTheWholeOldOne) {
  FakeGuest guest({{0, 0x10000, 0}, {0x100000, 0x10000, 0}});
  GuestMemory memory;
  map(memory, guest);
  memory.replace({{0x100000, 0x10000, 0}}, files(guest, 1));
  EXPECT_EQ(memory.at(0, 1), nullptr);
  EXPECT_NE(memory.at(0x100000, 1), nullptr);
  memory.replace({}, {});
  EXPECT_EQ(memory.at(0x100000, 1), nullptr);
}

TEST(GuestMemory, OldMapsAreUnmapped) {
  FakeGuest guest;
  GuestMemory memory;
  // 100,000 maps are more than vm.max_map_count allows a process to hold.
  for (int i = 0; i < 100'000; ++i) memory.replace(guest.regions(), files(guest, 1));
  EXPECT_NE(memory.at(0, 1), nullptr);
}

TEST(GuestMemory, RefusesARegionLongerThanItsFile) {
  FakeGuest guest;
  GuestMemory memory;
  EXPECT_THROW(memory.replace({{0, (1U << 20) + 1, 0}}, files(guest, 1)), DataError);
  EXPECT_THROW(memory.replace({{0, 1U << 20, 0x1000}}, files(guest, 1)), DataError);
  EXPECT_THROW(memory.replace({{0, 0x1000, -0x1000}}, files(guest, 1)), DataError);
}

TEST(GuestMemory, RefusesEmptyAndWrappingAndOverlappingRegions) {
  FakeGuest guest;
  GuestMemory memory;
  EXPECT_THROW(memory.replace({{0, 0, 0}}, files(guest, 1)), DataError);
  EXPECT_THROW(memory.replace({{~0ULL - 0xffe, 0x1000, 0}}, files(guest, 1)), DataError);
  EXPECT_THROW(memory.replace({{0, 0x2000, 0}, {0x1000, 0x2000, 0}}, files(guest, 2)), DataError);
  EXPECT_THROW(memory.replace({{0x1000, 0x2000, 0}, {0, 0x2000, 0}}, files(guest, 2)), DataError);
}

TEST(GuestMemory, RefusesADescriptorThatIsNoMemory) {
  GuestMemory memory;
  std::vector<FileDescriptor> none;
  none.emplace_back(-1);
  EXPECT_THROW(memory.replace({{0, 0x1000, 0}}, none), DataError);
}

TEST(GuestMemoryPieces, NeighboursAreOnePiece) {
  FakeGuest guest;
  GuestMemory memory;
  map(memory, guest);
  const auto pieces = memory.pieces({0x3000, 0x4000, 0x8000}, 0x10, 3 * 4096 - 0x10);
  ASSERT_TRUE(pieces);
  ASSERT_EQ(pieces->size(), 2U);
  EXPECT_EQ(pieces->at(0).iov_len, 2 * 4096U - 0x10);
  EXPECT_EQ(pieces->at(0).iov_base, memory.at(0x3010, 1));
  EXPECT_EQ(pieces->at(1).iov_base, memory.at(0x8000, 1));
  EXPECT_EQ(pieces->at(1).iov_len, 4096U);
}

TEST(GuestMemoryPieces, PagesInReverseAreAPieceEach) {
  FakeGuest guest;
  GuestMemory memory;
  map(memory, guest);
  EXPECT_EQ(memory.pieces({0x4000, 0x3000}, 0, 8192)->size(), 2U);
}

TEST(GuestMemoryPieces, LengthEndsInsideTheLastPage) {
  FakeGuest guest;
  GuestMemory memory;
  map(memory, guest);
  const auto pieces = memory.pieces({0x8000, 0x3000}, 0xfff, 2);
  ASSERT_EQ(pieces->size(), 2U);
  EXPECT_EQ(pieces->at(0).iov_len, 1U);
  EXPECT_EQ(pieces->at(1).iov_len, 1U);
}

TEST(GuestMemoryPieces, RefusesWhatIsNotRamOrNotAPage) {
  FakeGuest guest;
  GuestMemory memory;
  map(memory, guest);
  EXPECT_FALSE(memory.pieces({0x100000}, 0, 1));
  EXPECT_FALSE(memory.pieces({0x3000, 0xdeadb000}, 0, 5000));
  EXPECT_FALSE(memory.pieces({0xfffffffffffff000}, 0, 4096));
  EXPECT_FALSE(memory.pieces({0x3001}, 0, 1));
  EXPECT_FALSE(memory.pieces({0x3000}, 4096, 0));
  EXPECT_FALSE(memory.pieces({0x3000}, 1, 4096));
}

}  // namespace
}  // namespace sharebench::vboxsf
