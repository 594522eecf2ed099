// The whole device: what each message of QEMU does to guest memory, config space and VMMDev.
#pragma once

#include "harness/vboxsf/mpqemu.h"
#include "harness/vboxsf/pci_device.h"
#include "harness/vboxsf/vmmdev.h"

namespace sharebench::vboxsf {

/// How a message is to be answered.
struct Reply {
  enum class Kind { kNone, kEmpty, kValue };
  Kind kind = Kind::kNone;
  std::uint64_t value = 0;
};

class Device {
 public:
  Device(Service& service, Instruments& instruments);

  /// Carries out a message that came at `arrived_ns`. Throws DataError for memory regions that
  /// cannot be mapped. Config reads of all ones are no more than 32 bits of them: QEMU takes 64 for
  /// a failure.
  Reply handle(const Message& message, std::int64_t arrived_ns);

 private:
  void sync_memory(const Message& message);
  void reset();
  std::uint64_t config(const Message& message);
  std::uint64_t read_bar(const Message& message);
  void write_bar(const Message& message, std::int64_t arrived_ns);

  Instruments& instruments_;
  GuestMemory memory_{};
  PciDevice pci_{};
  Hgcm hgcm_;
  VmmDev vmmdev_;
};

/// Reads and answers what has come; false when QEMU is gone. Throws DataError for garbage.
bool serve_arrived(Link& link, Device& device);

}  // namespace sharebench::vboxsf
