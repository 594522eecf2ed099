// Config space is two arrays: the values, and the bits that a write may change.
#include "harness/vboxsf/pci_device.h"

#include <algorithm>

namespace sharebench::vboxsf {
namespace {

// PCI Local Bus Specification 3.0, section 6.1.
constexpr std::uint32_t kCommand = 0x04, kCacheLine = 0x0c, kLatency = 0x0d, kBar0 = 0x10,
                        kBar1 = 0x14, kInterruptLine = 0x3c, kInterruptPin = 0x3d;
constexpr std::uint32_t kIoSpace = 1;  // the lowest bit of an I/O BAR

template <std::size_t N>
void put(std::array<std::uint8_t, N>& bytes, std::uint32_t offset, std::uint32_t value,
         std::uint32_t length) {
  for (std::uint32_t i = 0; i < length; ++i) {
    bytes[offset + i] = static_cast<std::uint8_t>(value >> (8 * i));
  }
}

}  // namespace

PciDevice::PciDevice() {
  put(writable_, kCommand, 0x0407, 2);  // I/O, memory, bus master, interrupt disable
  put(writable_, kCacheLine, 0xff, 1);
  put(writable_, kLatency, 0xff, 1);
  put(writable_, kBar0, ~(kPortBytes - 1), 4);  // the fixed low bits tell the size
  put(writable_, kBar1, ~(kMemoryBytes - 1), 4);
  put(writable_, kInterruptLine, 0xff, 1);
  reset();
}

void PciDevice::reset() {
  values_.fill(0);
  put(values_, 0x00, 0xcafe80ee, 4);  // device and vendor
  put(values_, 0x08, 0x08800000, 4);  // base system peripheral, other; revision 0
  put(values_, kBar0, kIoSpace, 4);
  put(values_, kInterruptPin, 1, 1);
}

std::uint32_t PciDevice::read(std::uint32_t offset, std::uint32_t length) const {
  std::uint32_t value = 0;
  for (std::uint32_t i = 0; i < std::min<std::uint32_t>(length, 4); ++i) {
    if (offset < values_.size() && i < values_.size() - offset) {
      value |= std::uint32_t{values_[offset + i]} << (8 * i);
    }
  }
  return value;
}

void PciDevice::write(std::uint32_t offset, std::uint32_t value, std::uint32_t length) {
  for (std::uint32_t i = 0; i < std::min<std::uint32_t>(length, 4); ++i) {
    if (offset >= values_.size() || i >= values_.size() - offset) return;
    const std::uint8_t mask = writable_[offset + i];
    const auto byte = static_cast<std::uint8_t>(value >> (8 * i));
    values_[offset + i] = static_cast<std::uint8_t>((values_[offset + i] & ~mask) | (byte & mask));
  }
}

std::optional<BarPlace> PciDevice::place(std::uint64_t address, bool memory) const {
  const std::uint32_t size = memory ? kMemoryBytes : kPortBytes;
  const std::uint32_t base = read(memory ? kBar1 : kBar0, 4) & ~(size - 1);
  if (base == 0 || address < base || address - base >= size) return std::nullopt;
  return BarPlace{memory ? 1 : 0, static_cast<std::uint32_t>(address - base)};
}

}  // namespace sharebench::vboxsf
