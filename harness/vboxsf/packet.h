// A request packet of the guest: read from a copy, answered in place.
#pragma once

#include <cstdint>
#include <string_view>

#include "harness/vboxsf/bytes.h"
#include "harness/vboxsf/guest_memory.h"

namespace sharebench::vboxsf {

/// The guest can change its packet at any time, so what is judged and used is the copy that was
/// taken first; outputs go field by field to where the guest waits for them.
class Packet {
 public:
  /// `copy` is what stood at the guest-physical `address` of `memory`, and outlives this object.
  Packet(GuestMemory& memory, std::uint64_t address, std::string_view copy)
      : memory_(memory), address_(address), copy_(copy) {}

  std::size_t size() const { return copy_.size(); }
  std::string_view copy() const { return copy_; }

  template <typename T>
  T get(std::size_t offset) const {
    return load<T>(copy_, offset);
  }

  /// Writes an output into the guest's packet; what would lie outside of it is not written.
  template <typename T>
  void put(std::size_t offset, T value) {
    if (offset > size() || sizeof(T) > size() - offset) return;
    memory_.write(address_ + offset, field(value));
  }

 private:
  GuestMemory& memory_;
  std::uint64_t address_;
  std::string_view copy_;
};

/// Offsets of VMMDevRequestHeader, 24 bytes, which every packet starts with
/// (include/uapi/linux/vbox_vmmdev_types.h of Linux).
namespace request {
constexpr std::size_t kSize = 0, kVersion = 4, kType = 8, kRc = 12, kHeaderBytes = 24;
}

/// Offsets of vmmdev_hgcmreq_header, which the packets of HGCM start with.
namespace hgcm_request {
constexpr std::size_t kFlags = 24, kResult = 28, kHeaderBytes = 32;
constexpr std::uint32_t kDone = 1;  ///< the only flag that we set
}  // namespace hgcm_request

}  // namespace sharebench::vboxsf
