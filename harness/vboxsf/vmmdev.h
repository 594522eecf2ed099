// VMMDev, the device through which a VirtualBox guest speaks with its host: request packets at its
// port, a little memory.
#pragma once

#include <cstdint>
#include <string>

#include "harness/vboxsf/hgcm.h"

namespace sharebench::vboxsf {

/// Packets are 24 bytes to 1 MiB long.
constexpr std::uint32_t kMaxPacketBytes = 1U << 20;

class VmmDev {
 public:
  VmmDev(GuestMemory& memory, Hgcm& hgcm, Statistics& statistics);

  /// The guest wrote the address of a packet to the port: copies the packet, answers it. A packet
  /// whose header is not in RAM cannot be answered and is only counted.
  void request(std::uint64_t address, std::int64_t arrived_ns);

  /// `length` bytes (up to 8) of the device's memory at `offset`, zero-extended.
  static std::uint64_t read_memory(std::uint32_t offset, std::uint32_t length);

 private:
  std::int32_t judge(std::uint64_t address, std::int64_t arrived_ns);
  std::int32_t answer(Packet& packet, std::int64_t arrived_ns);

  GuestMemory& memory_;
  Hgcm& hgcm_;
  Statistics& statistics_;
  std::string copy_{};  // of the packet in work; kept for its room
  std::uint64_t session_;
};

}  // namespace sharebench::vboxsf
