// The PCI face of the VMMDev device: config space as drivers probe it, and which BAR an address
// that QEMU names belongs to.
#pragma once

#include <array>
#include <cstdint>
#include <optional>

namespace sharebench::vboxsf {

/// A place in a BAR.
struct BarPlace {
  int bar = 0;
  std::uint32_t offset = 0;
};

constexpr std::uint32_t kPortBytes = 0x20;      ///< BAR0: I/O; offset 0 takes packet addresses
constexpr std::uint32_t kMemoryBytes = 0x1000;  ///< BAR1: memory of VMMDev

/// VirtualBox's VMMDev: 80ee:cafe, subsystem 0:0 (the driver's id table asks for that), class
/// 0880, BAR0 and BAR1, interrupt pin A.
class PciDevice {
 public:
  PciDevice();

  /// `length` (1, 2 or 4) bytes at `offset`, zero-extended. What lies beyond 256 bytes reads as
  /// zero.
  std::uint32_t read(std::uint32_t offset, std::uint32_t length) const;

  /// Writes the writable bits among `length` bytes at `offset`.
  void write(std::uint32_t offset, std::uint32_t value, std::uint32_t length);

  /// The place of the absolute address `address` of memory or I/O space; nothing when neither BAR
  /// is mapped there.
  std::optional<BarPlace> place(std::uint64_t address, bool memory) const;

  /// Back to the state after power-on: no BAR is placed, the device is off.
  void reset();

 private:
  std::array<std::uint8_t, 256> values_{};
  std::array<std::uint8_t, 256> writable_{};
};

}  // namespace sharebench::vboxsf
