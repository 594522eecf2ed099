// Receives by pieces, as they come, and judges each header before its payload is read.
#include "harness/vboxsf/mpqemu.h"

#include <fmt/format.h>

#include <cerrno>
#include <cstring>
#include <string>

#include "harness/core/error.h"
#include "harness/vboxsf/bytes.h"

namespace sharebench::vboxsf {
namespace {

/// What a command brings along; SYNC_SYSMEM brings a descriptor for each region.
struct Shape {
  Command command;
  std::size_t payload;
  std::size_t least_descriptors, most_descriptors;
};

constexpr Shape kShapes[] = {
    {Command::kSyncSystemMemory, 192, 0, kMaxDescriptors},
    {Command::kConfigWrite, 12, 0, 0},
    {Command::kConfigRead, 12, 0, 0},
    {Command::kBarWrite, 24, 0, 0},
    {Command::kBarRead, 24, 0, 0},
    {Command::kSetIrqFd, 0, 2, 2},
    {Command::kDeviceReset, 0, 0, 0},
};

[[noreturn]] void garbage(const std::string& what) {
  throw DataError("QEMU sent " + what, "use QEMU 7.2, whose x-pci-proxy-dev this program speaks");
}

const Shape& shape_of(Command command) {
  for (const Shape& shape : kShapes) {
    if (shape.command == command) return shape;
  }
  garbage(fmt::format("the unknown message {}", static_cast<std::int32_t>(command)));
}

}  // namespace

std::optional<Message> Link::receive() {
  if (filled_ < kMessageHeaderBytes) {
    if (!fill(header_.data() + filled_, kMessageHeaderBytes - filled_)) return std::nullopt;
    check_header();
  }
  const std::size_t have = filled_ - kMessageHeaderBytes;
  if (have < message_.size && !fill(message_.bytes.data() + have, message_.size - have)) {
    return std::nullopt;
  }
  filled_ = 0;
  return std::exchange(message_, Message{});
}

/// Receives up to `size` bytes; true when all of them are there.
bool Link::fill(char* buffer, std::size_t size) {
  iovec piece{buffer, size};
  alignas(cmsghdr) char control[CMSG_SPACE(kMaxDescriptors * sizeof(int))];
  msghdr message{};
  message.msg_iov = &piece;
  message.msg_iovlen = 1;
  message.msg_control = control;
  message.msg_controllen = sizeof(control);
  const ssize_t got = ::recvmsg(socket_.get(), &message, MSG_DONTWAIT | MSG_CMSG_CLOEXEC);
  if (got < 0) {
    if (errno == ECONNRESET) closed_ = true;
    if (closed_ || errno == EAGAIN || errno == EINTR) return false;
    garbage(fmt::format("nothing readable: {}", std::strerror(errno)));
  }
  take_descriptors(message);
  if (got == 0) closed_ = true;
  filled_ += static_cast<std::size_t>(got);
  return static_cast<std::size_t>(got) == size;
}

void Link::take_descriptors(msghdr& message) {
  for (cmsghdr* part = CMSG_FIRSTHDR(&message); part != nullptr;
       part = CMSG_NXTHDR(&message, part)) {
    if (part->cmsg_level != SOL_SOCKET || part->cmsg_type != SCM_RIGHTS) continue;
    const std::size_t count = (part->cmsg_len - CMSG_LEN(0)) / sizeof(int);
    for (std::size_t i = 0; i < count; ++i) {
      int descriptor = -1;
      std::memcpy(&descriptor, CMSG_DATA(part) + i * sizeof(int), sizeof(int));
      message_.descriptors.emplace_back(descriptor);
    }
  }
  if ((message.msg_flags & MSG_CTRUNC) != 0 || message_.descriptors.size() > kMaxDescriptors) {
    garbage(fmt::format("more than {} descriptors", kMaxDescriptors));
  }
}

void Link::check_header() {
  const std::string_view header(header_.data(), header_.size());
  message_.command = static_cast<Command>(load<std::int32_t>(header, 0));
  const auto size = load<std::uint64_t>(header, 8);
  const Shape& shape = shape_of(message_.command);
  const auto number = static_cast<std::int32_t>(message_.command);
  if (size != shape.payload) garbage(fmt::format("message {} with {} bytes", number, size));
  message_.size = static_cast<std::size_t>(size);
  const std::size_t descriptors = message_.descriptors.size();
  if (descriptors < shape.least_descriptors || descriptors > shape.most_descriptors) {
    garbage(fmt::format("message {} with {} descriptors", number, descriptors));
  }
}

void Link::reply(std::uint64_t value) {
  std::array<char, kMessageHeaderBytes + sizeof(value)> bytes{};
  const std::int32_t command = static_cast<std::int32_t>(Command::kReturn);
  const std::uint64_t size = sizeof(value);
  std::memcpy(bytes.data(), &command, sizeof(command));
  std::memcpy(bytes.data() + 8, &size, sizeof(size));
  std::memcpy(bytes.data() + kMessageHeaderBytes, &value, sizeof(value));
  send({bytes.data(), bytes.size()});
}

void Link::reply_empty() {
  std::array<char, kMessageHeaderBytes> bytes{};
  const std::int32_t command = static_cast<std::int32_t>(Command::kReturn);
  std::memcpy(bytes.data(), &command, sizeof(command));
  send({bytes.data(), bytes.size()});
}

void Link::send(std::string_view bytes) {
  iovec piece{const_cast<char*>(bytes.data()), bytes.size()};
  msghdr message{};
  message.msg_iov = &piece;
  message.msg_iovlen = 1;
  const ssize_t sent = ::sendmsg(socket_.get(), &message, MSG_DONTWAIT | MSG_NOSIGNAL);
  if (sent < 0 && (errno == EPIPE || errno == ECONNRESET)) {
    closed_ = true;
  } else if (sent != static_cast<ssize_t>(bytes.size())) {
    garbage("requests without reading the replies");
  }
}

}  // namespace sharebench::vboxsf
