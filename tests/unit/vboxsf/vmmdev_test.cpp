// Every request of a probe by Linux' driver, and packets that no driver would send.
#include "harness/vboxsf/vmmdev.h"

#include <gtest/gtest.h>

#include "tests/unit/vboxsf/fake_peer_helper.h"
#include "tests/unit/vboxsf/fake_service_helper.h"

namespace sharebench::vboxsf {
namespace {

class VmmDevTest : public testing::Test {
 protected:
  /// The rc of a request of `type` that is `size` bytes long.
  std::int32_t rc_of(std::uint32_t type, std::uint32_t size) {
    put_request(guest, type, size);
    EXPECT_TRUE(machine.ring());
    return packet_rc(guest);
  }

  FakeService service;
  FakeGuest guest;
  FakeMachine machine{service, guest};
};

TEST_F(VmmDevTest, TheHostIsVirtualBox61WithPageLists) {
  EXPECT_EQ(rc_of(4, 40), 0);
  EXPECT_EQ(guest.get<std::uint16_t>(kPacketAddress + 24), 6);
  EXPECT_EQ(guest.get<std::uint16_t>(kPacketAddress + 26), 1);
  EXPECT_EQ(guest.get<std::uint32_t>(kPacketAddress + 28), 50U);
  EXPECT_EQ(guest.get<std::uint32_t>(kPacketAddress + 32), 161033U);
  EXPECT_EQ(guest.get<std::uint32_t>(kPacketAddress + 36), 1U);
}

TEST_F(VmmDevTest, RequestsOfAProbeAreAccepted) {
  const std::pair<std::uint32_t, std::uint32_t> requests[] = {
      {58, 168}, {50, 32}, {42, 32}, {56, 32}, {2, 36}, {21, 32}, {59, 36}, {219, 24}};
  for (const auto& [type, size] : requests) EXPECT_EQ(rc_of(type, size), 0) << type;
}

TEST_F(VmmDevTest, RequestsThatAreTooShortAreRefused) {
  const std::pair<std::uint32_t, std::uint32_t> requests[] = {
      {4, 40},  {58, 168}, {50, 32},  {42, 32},  {56, 32}, {2, 36},  {1, 36},  {20, 32}, {21, 32},
      {59, 36}, {41, 28},  {217, 32}, {60, 168}, {61, 36}, {62, 44}, {63, 44}, {65, 28}, {220, 36}};
  for (const auto& [type, size] : requests) EXPECT_EQ(rc_of(type, size - 1), -2) << type;
}

TEST_F(VmmDevTest, NothingIsReservedForAHypervisor) {
  EXPECT_EQ(rc_of(20, 32), 0);
  EXPECT_EQ(guest.get<std::uint64_t>(kPacketAddress + 24), 0U);
}

TEST_F(VmmDevTest, TheMouseIsAtRest) {
  EXPECT_EQ(rc_of(1, 36), 0);
  EXPECT_EQ(guest.bytes(kPacketAddress + 24, 12), std::string(12, '\0'));
}

TEST_F(VmmDevTest, NoEventIsPending) {
  EXPECT_EQ(rc_of(41, 28), 0);
  EXPECT_EQ(guest.get<std::uint32_t>(kPacketAddress + 24), 0U);
}

TEST_F(VmmDevTest, TheHeartbeatIsRefused) {
  EXPECT_EQ(rc_of(220, 36), -12);
}

TEST_F(VmmDevTest, TheSessionStaysTheSame) {
  EXPECT_EQ(rc_of(217, 32), 0);
  const auto session = guest.get<std::uint64_t>(kPacketAddress + 24);
  EXPECT_EQ(rc_of(217, 32), 0);
  EXPECT_EQ(guest.get<std::uint64_t>(kPacketAddress + 24), session);
  EXPECT_NE(session, 0xaaaaaaaaaaaaaaaaU);
}

TEST_F(VmmDevTest, ThereIsNothingToCancel) {
  EXPECT_EQ(rc_of(65, 28), -78);
  EXPECT_EQ(rc_of(64, 32), -78);
}

TEST_F(VmmDevTest, UnknownRequestsAreNotImplemented) {
  for (const std::uint32_t type : {0U, 3U, 111U, 113U, 999U, 0xffffffffU}) {
    EXPECT_EQ(rc_of(type, 64), -12) << type;
  }
}

TEST_F(VmmDevTest, SizesOutOfRangeAreRefused) {
  for (const std::uint32_t size : {0U, 23U, (1U << 20) + 1, 0xffffffffU}) {
    put_request(guest, 50, 32);
    guest.put(kPacketAddress, size);
    EXPECT_TRUE(machine.ring());
    EXPECT_EQ(packet_rc(guest), -2) << size;
  }
}

TEST_F(VmmDevTest, APacketThatEndsOutsideOfRamIsRefused) {
  put_request(guest, 50, 32);
  guest.put<std::uint32_t>(kPacketAddress, 1U << 20);
  EXPECT_TRUE(machine.ring());
  EXPECT_EQ(packet_rc(guest), -6);
}

TEST_F(VmmDevTest, OtherVersionsAreRefused) {
  put_request(guest, 50, 32);
  guest.put<std::uint32_t>(kPacketAddress + 4, 0x10002);
  EXPECT_TRUE(machine.ring());
  EXPECT_EQ(packet_rc(guest), -11);
}

TEST_F(VmmDevTest, AddressesOutsideOfRamAreAnsweredAndTouchNothing) {
  for (const std::uint32_t address :
       {0xdeadbeefU, 0xffffffffU, 0x100000U, 0xffff0U, 0xfffe9U, 0xfffffff0U}) {
    EXPECT_TRUE(machine.ring(address)) << address;
  }
  EXPECT_EQ(machine.instruments.statistics.device.packets, 6U);
  EXPECT_EQ(machine.instruments.statistics.device.refused, 6U);
}

TEST_F(VmmDevTest, APacketMayEndWithTheRam) {
  const std::string packet = [&] {
    put_request(guest, 41, 28);
    return guest.bytes(kPacketAddress, 28);
  }();
  guest.put_bytes((1U << 20) - 28, packet);
  EXPECT_TRUE(machine.ring((1U << 20) - 28));
  EXPECT_EQ(guest.get<std::int32_t>((1U << 20) - 16), 0);
}

TEST_F(VmmDevTest, NothingBehindThePacketIsWritten) {
  put_request(guest, 4, 40);
  guest.put<std::uint32_t>(kPacketAddress, 36);
  guest.put<std::uint32_t>(kPacketAddress + 36, 0x5555);
  EXPECT_TRUE(machine.ring());
  EXPECT_EQ(guest.get<std::uint32_t>(kPacketAddress + 36), 0x5555U);
}

}  // namespace
}  // namespace sharebench::vboxsf
