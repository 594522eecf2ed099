// QEMU's end of the socket: messages as x-pci-proxy-dev sends them, and a device that answers in
// the same thread.
#pragma once

#include <optional>
#include <string>

#include "harness/vboxsf/device.h"
#include "tests/unit/vboxsf/fake_guest_helper.h"

namespace sharebench::vboxsf {

/// Bases at which a test's firmware places the BARs.
constexpr std::uint32_t kPortBase = 0xc040, kMemoryBase = 0xfebf1000;

/// Payloads of messages.
std::string config_payload(std::uint32_t offset, std::uint32_t value, std::uint32_t length);
std::string bar_payload(std::uint64_t address, std::uint64_t value, std::uint32_t size,
                        bool memory);
std::string sync_payload(const std::vector<MemoryRegion>& regions);

class FakePeer {
 public:
  FakePeer();

  /// The other end, to be given to a Link once.
  FileDescriptor take_device_end() { return std::move(device_end_); }

  /// Sends a message; `files` go beside the header.
  void send(std::int32_t command, std::string_view payload, const std::vector<int>& files = {});

  /// Sends bytes as they are.
  void send_bytes(std::string_view bytes, const std::vector<int>& files = {});

  /// Shares the guest's RAM by SYNC_SYSMEM.
  void sync(const FakeGuest& guest);
  void sync(const std::vector<MemoryRegion>& regions, const std::vector<int>& files);

  /// The bytes of a reply, header and payload; empty when none is there.
  std::string reply();

  /// Waits for a reply (for a device that answers in another process) and returns its value.
  std::uint64_t wait_for_value();

  void close() { own_end_ = FileDescriptor(); }
  int descriptor() const { return own_end_.get(); }

 private:
  FileDescriptor own_end_, device_end_;
};

/// A device behind a link, with RAM synced and BARs placed, that serves one service.
class FakeMachine {
 public:
  explicit FakeMachine(Service& service, FakeGuest& guest,
                       std::vector<std::string> shares = {"home"});

  /// Sends a message, lets the device serve it and returns the reply's value. No reply, or one
  /// without a value, is nothing.
  std::optional<std::uint64_t> ask(std::int32_t command, std::string_view payload);

  /// Writes the address of a packet to the port; true when the device answered the write.
  bool ring(std::uint64_t address = kPacketAddress);

  /// Connects to the shared folders and returns the client id.
  std::uint32_t connect();

  /// Rings for a built call and returns the result field.
  std::int32_t run(FakeCall& call);

  FakePeer peer{};
  Instruments instruments;
  FakeGuest& guest;
  Device device;
  Link link;
};

}  // namespace sharebench::vboxsf
