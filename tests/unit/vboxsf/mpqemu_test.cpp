// Messages in pieces, at the end of the stream, and messages that QEMU would not send.
#include "harness/vboxsf/mpqemu.h"

#include <fcntl.h>
#include <gtest/gtest.h>

#include <filesystem>

#include "harness/core/error.h"
#include "tests/unit/vboxsf/fake_peer_helper.h"

namespace sharebench::vboxsf {
namespace {

std::size_t open_descriptors() {
  std::size_t count = 0;
  for ([[maybe_unused]] const auto& entry : std::filesystem::directory_iterator("/proc/self/fd")) {
    ++count;
  }
  return count;
}

std::string header(std::int32_t command, std::uint64_t size) {
  std::string bytes(field(command));
  bytes.append(4, '\0');
  return bytes.append(field(size));
}

TEST(Mpqemu, AMessageComesWithCommandAndPayload) {
  FakePeer peer;
  Link link(peer.take_device_end());
  peer.send(3, config_payload(0x10, 0, 4));
  const auto message = link.receive();
  ASSERT_TRUE(message);
  EXPECT_EQ(message->command, Command::kConfigRead);
  EXPECT_EQ(message->payload(), config_payload(0x10, 0, 4));
}

TEST(Mpqemu, NothingIsThereYetAndThatIsNotTheEnd) {
  FakePeer peer;
  Link link(peer.take_device_end());
  EXPECT_FALSE(link.receive());
  EXPECT_FALSE(link.closed());
}

TEST(Mpqemu, AMessageMayComeByteByByte) {
  FakePeer peer;
  Link link(peer.take_device_end());
  const std::string bytes = header(4, 24) + bar_payload(0xc040, 0x1000, 4, false);
  for (std::size_t i = 0; i + 1 < bytes.size(); ++i) {
    peer.send_bytes(bytes.substr(i, 1));
    ASSERT_FALSE(link.receive()) << i;
  }
  peer.send_bytes(bytes.substr(bytes.size() - 1));
  const auto message = link.receive();
  ASSERT_TRUE(message);
  EXPECT_EQ(message->payload(), bar_payload(0xc040, 0x1000, 4, false));
}

TEST(Mpqemu, MessagesInOneWriteStayApart) {
  FakePeer peer;
  Link link(peer.take_device_end());
  peer.send_bytes(header(7, 0) + header(3, 12) + config_payload(4, 0, 2));
  EXPECT_EQ(link.receive()->command, Command::kDeviceReset);
  EXPECT_EQ(link.receive()->payload(), config_payload(4, 0, 2));
  EXPECT_FALSE(link.receive());
}

TEST(Mpqemu, DescriptorsComeWithTheirMessage) {
  FakePeer peer;
  FakeGuest guest({{0, 0x1000, 0}, {0x2000, 0x1000, 0}});
  Link link(peer.take_device_end());
  peer.send(3, config_payload(0, 0, 2));
  peer.sync(guest);
  EXPECT_EQ(link.receive()->descriptors.size(), 0U);
  const auto message = link.receive();
  ASSERT_EQ(message->descriptors.size(), 2U);
  EXPECT_EQ(::fcntl(message->descriptors[0].get(), F_GETFD), FD_CLOEXEC);
}

TEST(Mpqemu, DescriptorsOfADroppedMessageAreClosed) {
  FakePeer peer;
  Link link(peer.take_device_end());
  const std::size_t before = open_descriptors();
  const int own = peer.descriptor();
  peer.send(6, "", {own, own});
  EXPECT_EQ(link.receive()->command, Command::kSetIrqFd);
  EXPECT_EQ(open_descriptors(), before);
}

TEST(Mpqemu, UnexpectedDescriptorsAreClosedAndEndTheLink) {
  FakePeer peer;
  const std::size_t before = open_descriptors();
  {
    Link link(peer.take_device_end());
    peer.send(4, bar_payload(0, 0, 4, false), {peer.descriptor()});
    EXPECT_THROW(link.receive(), DataError);
  }
  EXPECT_EQ(open_descriptors(), before - 1);  // the link's own end
}

TEST(Mpqemu, MoreDescriptorsThanRegionsEndTheLink) {
  FakePeer peer;
  const std::size_t before = open_descriptors();
  {
    Link link(peer.take_device_end());
    peer.send(0, std::string(192, '\0'), std::vector<int>(9, peer.descriptor()));
    EXPECT_THROW(link.receive(), DataError);
  }
  EXPECT_EQ(open_descriptors(), before - 1);
}

TEST(Mpqemu, ClosedEndIsQemuGone) {
  FakePeer peer;
  Link link(peer.take_device_end());
  peer.close();
  EXPECT_FALSE(link.receive());
  EXPECT_TRUE(link.closed());
}

TEST(Mpqemu, ClosedInTheMiddleOfAMessageIsQemuGoneToo) {
  FakePeer peer;
  Link link(peer.take_device_end());
  peer.send_bytes(header(4, 24) + "abc");
  EXPECT_FALSE(link.receive());
  peer.close();
  EXPECT_FALSE(link.receive());
  EXPECT_TRUE(link.closed());
}

TEST(Mpqemu, UnknownCommandsEndTheLink) {
  for (const std::int32_t command : {-1, 1, 8, 1000}) {
    FakePeer peer;
    Link link(peer.take_device_end());
    peer.send(command, "");
    EXPECT_THROW(link.receive(), DataError) << command;
  }
}

TEST(Mpqemu, WrongPayloadSizesEndTheLinkBeforeTheyAreRead) {
  for (const std::uint64_t size : {0ULL, 8ULL, 16ULL, 25ULL, 192ULL, 193ULL, ~0ULL}) {
    FakePeer peer;
    Link link(peer.take_device_end());
    peer.send_bytes(header(4, size));
    EXPECT_THROW(link.receive(), DataError) << size;
  }
}

TEST(Mpqemu, AReplyIsRetWithAnEightByteValue) {
  FakePeer peer;
  Link link(peer.take_device_end());
  link.reply(0x1122334455667788);
  EXPECT_EQ(peer.reply(), header(1, 8) + std::string("\x88\x77\x66\x55\x44\x33\x22\x11"));
}

TEST(Mpqemu, AnEmptyReplyIsAHeader) {
  FakePeer peer;
  Link link(peer.take_device_end());
  link.reply_empty();
  EXPECT_EQ(peer.reply(), header(1, 0));
}

TEST(Mpqemu, AReplyToNobodyIsQemuGone) {
  FakePeer peer;
  Link link(peer.take_device_end());
  peer.close();
  link.reply(0);
  EXPECT_TRUE(link.closed());
}

TEST(Mpqemu, APeerThatNeverReadsCannotMakeUsWait) {
  FakePeer peer;
  Link link(peer.take_device_end());
  EXPECT_THROW(
      {
        for (int i = 0; i < 1'000'000; ++i) link.reply(0);
      },
      DataError);
}

}  // namespace
}  // namespace sharebench::vboxsf
