// The wire to QEMU's x-pci-proxy-dev (hw/remote/mpqemu-link.c of QEMU 7.2, a private protocol):
// messages of a 16-byte header and a payload, file descriptors beside the header.
#pragma once

#include <sys/socket.h>

#include <array>
#include <cstdint>
#include <optional>
#include <string_view>
#include <vector>

#include "harness/vboxsf/file_descriptor.h"

namespace sharebench::vboxsf {

/// Header: command i32 @0, padding, payload size u64 @8.
constexpr std::size_t kMessageHeaderBytes = 16;

/// The largest payload, that of SYNC_SYSMEM.
constexpr std::size_t kMaxPayloadBytes = 192;

/// The most descriptors in one message.
constexpr std::size_t kMaxDescriptors = 8;

/// MPQemuCmd of include/hw/remote/mpqemu-link.h.
enum class Command : std::int32_t {
  kSyncSystemMemory = 0,
  kReturn = 1,
  kConfigWrite = 2,
  kConfigRead = 3,
  kBarWrite = 4,
  kBarRead = 5,
  kSetIrqFd = 6,
  kDeviceReset = 7,
};

/// A whole message of QEMU; command, size and number of descriptors fit each other.
struct Message {
  Command command = Command::kReturn;
  std::array<char, kMaxPayloadBytes> bytes{};
  std::size_t size = 0;
  std::vector<FileDescriptor> descriptors{};
  std::string_view payload() const { return {bytes.data(), size}; }
};

class Link {
 public:
  /// Takes one end of a stream socket pair.
  explicit Link(FileDescriptor socket) : socket_(std::move(socket)) {}

  /// To be polled for input.
  int descriptor() const { return socket_.get(); }

  /// Does not block. Nothing while the next message has not come in full, or when QEMU has closed
  /// its end (see closed()). Throws DataError for what QEMU 7.2 would not send; the stream cannot
  /// be understood from there on.
  std::optional<Message> receive();

  /// QEMU is gone.
  bool closed() const { return closed_; }

  /// RET with a value. A socket that takes no more, because QEMU does not read, throws DataError; a
  /// closed one is noted.
  void reply(std::uint64_t value);

  /// RET without a payload, the answer to DEVICE_RESET.
  void reply_empty();

 private:
  bool fill(char* buffer, std::size_t size);
  void take_descriptors(msghdr& message);
  void check_header();
  void send(std::string_view bytes);

  FileDescriptor socket_;
  std::array<char, kMessageHeaderBytes> header_{};
  std::size_t filled_ = 0;  // bytes of header and payload that have come
  Message message_{};
  bool closed_ = false;
};

}  // namespace sharebench::vboxsf
