// Builds messages byte by byte and takes replies apart.
#include "tests/unit/vboxsf/fake_peer_helper.h"

#include <sys/socket.h>

#include <array>
#include <cstring>
#include <stdexcept>

namespace sharebench::vboxsf {
namespace {

template <typename T>
void append(std::string& bytes, T value) {
  bytes.append(reinterpret_cast<const char*>(&value), sizeof(T));
}

}  // namespace

std::string config_payload(std::uint32_t offset, std::uint32_t value, std::uint32_t length) {
  std::string bytes;
  append(bytes, offset);
  append(bytes, value);
  append(bytes, length);
  return bytes;
}

std::string bar_payload(std::uint64_t address, std::uint64_t value, std::uint32_t size,
                        bool memory) {
  std::string bytes;
  append(bytes, address);
  append(bytes, value);
  append(bytes, size);
  append(bytes, static_cast<std::uint32_t>(memory));
  return bytes;
}

std::string sync_payload(const std::vector<MemoryRegion>& regions) {
  std::array<std::uint64_t, 24> words{};
  for (std::size_t i = 0; i < regions.size(); ++i) {
    words.at(i) = regions[i].start;
    words.at(8 + i) = regions[i].length;
    words.at(16 + i) = static_cast<std::uint64_t>(regions[i].offset);
  }
  return std::string(reinterpret_cast<const char*>(words.data()), sizeof(words));
}

FakePeer::FakePeer() {
  int ends[2];
  if (::socketpair(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0, ends) != 0) {
    throw std::runtime_error("no socket pair");
  }
  own_end_ = FileDescriptor(ends[0]);
  device_end_ = FileDescriptor(ends[1]);
}

void FakePeer::send(std::int32_t command, std::string_view payload, const std::vector<int>& files) {
  std::string bytes;
  append(bytes, command);
  append(bytes, std::uint32_t{0});
  append(bytes, std::uint64_t{payload.size()});
  send_bytes(bytes.append(payload), files);
}

void FakePeer::send_bytes(std::string_view bytes, const std::vector<int>& files) {
  iovec piece{const_cast<char*>(bytes.data()), bytes.size()};
  alignas(cmsghdr) char control[CMSG_SPACE(16 * sizeof(int))] = {};
  msghdr message{};
  message.msg_iov = &piece;
  message.msg_iovlen = 1;
  if (!files.empty()) {
    message.msg_control = control;
    message.msg_controllen = CMSG_SPACE(files.size() * sizeof(int));
    cmsghdr* part = CMSG_FIRSTHDR(&message);
    part->cmsg_level = SOL_SOCKET;
    part->cmsg_type = SCM_RIGHTS;
    part->cmsg_len = CMSG_LEN(files.size() * sizeof(int));
    std::memcpy(CMSG_DATA(part), files.data(), files.size() * sizeof(int));
  }
  if (::sendmsg(own_end_.get(), &message, MSG_NOSIGNAL) != static_cast<ssize_t>(bytes.size())) {
    throw std::runtime_error("a message was not taken");
  }
}

void FakePeer::sync(const FakeGuest& guest) {
  const FileDescriptor file = guest.file();
  sync(guest.regions(), std::vector<int>(guest.regions().size(), file.get()));
}

void FakePeer::sync(const std::vector<MemoryRegion>& regions, const std::vector<int>& files) {
  send(0, sync_payload(regions), files);
}

std::string FakePeer::reply() {
  std::array<char, 256> buffer;
  const ssize_t got = ::recv(own_end_.get(), buffer.data(), buffer.size(), MSG_DONTWAIT);
  return got > 0 ? std::string(buffer.data(), static_cast<std::size_t>(got)) : std::string();
}

std::uint64_t FakePeer::wait_for_value() {
  std::array<char, 24> buffer;
  if (::recv(own_end_.get(), buffer.data(), buffer.size(), MSG_WAITALL) != 24) {
    throw std::runtime_error("the device did not answer");
  }
  return load<std::uint64_t>({buffer.data(), buffer.size()}, 16);
}

FakeMachine::FakeMachine(Service& service, FakeGuest& ram, std::vector<std::string> shares)
    : instruments{Statistics(std::move(shares))},
      guest(ram),
      device(service, instruments),
      link(peer.take_device_end()) {
  peer.sync(guest);
  serve_arrived(link, device);
  ask(2, config_payload(0x10, kPortBase, 4));
  ask(2, config_payload(0x14, kMemoryBase, 4));
}

std::optional<std::uint64_t> FakeMachine::ask(std::int32_t command, std::string_view payload) {
  peer.send(command, payload);
  serve_arrived(link, device);
  const std::string reply = peer.reply();
  if (reply.size() != 24 || load<std::int32_t>(reply, 0) != 1) return std::nullopt;
  return load<std::uint64_t>(reply, 16);
}

bool FakeMachine::ring(std::uint64_t address) {
  return ask(4, bar_payload(kPortBase, address, 4, false)).has_value();
}

std::uint32_t FakeMachine::connect() {
  put_connect(guest, "VBoxSharedFolders");
  ring();
  return guest.get<std::uint32_t>(kClientAt);
}

std::int32_t FakeMachine::run(FakeCall& call) {
  if (!ring(call.build())) throw std::runtime_error("the call was not answered");
  return packet_result(guest);
}

}  // namespace sharebench::vboxsf
