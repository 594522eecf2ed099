// The device behind its link: BARs, memory maps that change between messages, reset.
#include "harness/vboxsf/device.h"

#include <gtest/gtest.h>

#include "harness/core/error.h"
#include "tests/unit/vboxsf/fake_peer_helper.h"
#include "tests/unit/vboxsf/fake_service_helper.h"

namespace sharebench::vboxsf {
namespace {

class DeviceTest : public testing::Test {
 protected:
  FakeService service;
  FakeGuest guest;
  FakeMachine machine{service, guest};
};

TEST_F(DeviceTest, ThePortReadsAsOnes) {
  EXPECT_EQ(machine.ask(5, bar_payload(kPortBase, 0, 4, false)), 0xffffffffU);
  EXPECT_EQ(machine.ask(5, bar_payload(kPortBase + 8, 0, 1, false)), 0xffU);
}

TEST_F(DeviceTest, TheMemoryTellsSizeVersionAndNoEvents) {
  EXPECT_EQ(machine.ask(5, bar_payload(kMemoryBase, 0, 4, true)), 4096U);
  EXPECT_EQ(machine.ask(5, bar_payload(kMemoryBase + 4, 0, 4, true)), 1U);
  EXPECT_EQ(machine.ask(5, bar_payload(kMemoryBase + 8, 0, 1, true)), 0U);
  EXPECT_EQ(machine.ask(5, bar_payload(kMemoryBase, 0, 8, true)), 0x100001000U);
  EXPECT_EQ(machine.ask(5, bar_payload(kMemoryBase + 0xffc, 0, 8, true)), 0U);
}

TEST_F(DeviceTest, TheMemoryCannotBeWritten) {
  EXPECT_EQ(machine.ask(4, bar_payload(kMemoryBase, 0, 4, true)), 0U);
  EXPECT_EQ(machine.ask(5, bar_payload(kMemoryBase, 0, 4, true)), 4096U);
}

TEST_F(DeviceTest, AccessesOutsideOfTheBarsAreAnswered) {
  EXPECT_EQ(machine.ask(5, bar_payload(0xdeadbeef, 0, 4, true)), 0xffffffffU);
  EXPECT_EQ(machine.ask(5, bar_payload(kMemoryBase, 0, 0xffffffff, true)), 0x100001000U);
  EXPECT_EQ(machine.ask(4, bar_payload(kPortBase + 4, kPacketAddress, 4, false)), 0U);
  EXPECT_EQ(machine.instruments.statistics.device.packets, 0U);
}

TEST_F(DeviceTest, OnlyFourByteWritesRingThePort) {
  EXPECT_EQ(machine.ask(4, bar_payload(kPortBase, kPacketAddress, 2, false)), 0U);
  EXPECT_EQ(machine.instruments.statistics.device.packets, 0U);
  EXPECT_TRUE(machine.ring());
  EXPECT_EQ(machine.instruments.statistics.device.packets, 1U);
}

TEST_F(DeviceTest, ConfigReadsOfOnesDoNotLookLikeQemusFailure) {
  machine.ask(2, config_payload(0x14, 0xffffffff, 4));
  EXPECT_EQ(machine.ask(3, config_payload(0x14, 0, 4)), 0xfffff000U);
}

TEST_F(DeviceTest, SyncAndInterruptDescriptorsGetNoReply) {
  machine.peer.sync(guest);
  ASSERT_TRUE(serve_arrived(machine.link, machine.device));
  machine.peer.send(6, "", {machine.peer.descriptor(), machine.peer.descriptor()});
  ASSERT_TRUE(serve_arrived(machine.link, machine.device));
  EXPECT_EQ(machine.peer.reply(), "");
}

TEST_F(DeviceTest, ResetIsAnsweredByAHeaderAndFreesTheClients) {
  machine.connect();
  machine.peer.send(7, "");
  ASSERT_TRUE(serve_arrived(machine.link, machine.device));
  EXPECT_EQ(machine.peer.reply().size(), 16U);
  EXPECT_EQ(service.events.back(), "reset");
  EXPECT_EQ(machine.ask(3, config_payload(0x10, 0, 4)), 1U);
  EXPECT_EQ(machine.instruments.statistics.device.resets, 1U);
}

TEST_F(DeviceTest, ClientsOfBeforeAResetAreUnknown) {
  const std::uint32_t client = machine.connect();
  machine.peer.send(7, "");
  serve_arrived(machine.link, machine.device);
  machine.peer.reply();
  machine.ask(2, config_payload(0x10, kPortBase, 4));
  FakeCall call(guest, client, 16);
  EXPECT_EQ(machine.run(call), kInvalidClient);
}

TEST_F(DeviceTest, APacketInMemoryThatWasTakenAwayIsNotTouched) {
  put_request(guest, 50, 32);
  machine.peer.sync({}, {});
  serve_arrived(machine.link, machine.device);
  EXPECT_TRUE(machine.ring());
  EXPECT_EQ(packet_rc(guest), -1);
  machine.peer.sync(guest);
  serve_arrived(machine.link, machine.device);
  EXPECT_TRUE(machine.ring());
  EXPECT_EQ(packet_rc(guest), 0);
}

TEST_F(DeviceTest, BuffersFollowTheMapOfTheirCall) {
  const std::uint32_t client = machine.connect();
  service.answer = [](Call& call) {
    call.parameters.at(0).buffer.write(0, "hello");
    return kOk;
  };
  FakeGuest other;
  machine.peer.sync(other);
  serve_arrived(machine.link, machine.device);
  FakeCall call(other, client, 16);
  call.buffer("12345");
  call.build();
  EXPECT_TRUE(machine.ring());
  EXPECT_EQ(call.answered_bytes(0), "hello");
}

TEST_F(DeviceTest, RegionsThatCannotBeMappedEndTheLink) {
  machine.peer.sync({{0, 1U << 30, 0}}, {guest.file().get()});
  EXPECT_THROW(serve_arrived(machine.link, machine.device), DataError);
}

TEST_F(DeviceTest, QemuGoneEndsTheService) {
  machine.peer.close();
  EXPECT_FALSE(serve_arrived(machine.link, machine.device));
}

TEST_F(DeviceTest, PacketsWorkWithRamAboveFourGigabytes) {
  constexpr std::uint64_t kGiB = 1ULL << 30;
  FakeGuest large({{0, 3 * kGiB, 0}, {4 * kGiB, 2 * kGiB, 0}});
  machine.peer.sync(large);
  serve_arrived(machine.link, machine.device);
  service.answer = [](Call& call) {
    call.parameters.at(0).buffer.write(0, call.parameters[0].buffer.copy() == "up" ? "UP" : "??");
    return kOk;
  };
  put_connect(large, "VBoxSharedFolders");
  machine.ring();
  FakeCall call(large, large.get<std::uint32_t>(kClientAt), 3);
  call.buffer("up");
  call.build();
  EXPECT_TRUE(machine.ring());
  EXPECT_EQ(call.answered_bytes(0), "UP");
  EXPECT_GE(large.scattered_pages(1)[0], 4 * kGiB);
}

}  // namespace
}  // namespace sharebench::vboxsf
