// Payload layouts are those of MPQemuMsg in QEMU 7.2 (include/hw/remote/mpqemu-link.h).
#include "harness/vboxsf/device.h"

#include "harness/vboxsf/bytes.h"
#include "harness/vboxsf/clock.h"

namespace sharebench::vboxsf {
namespace {

/// A BAR access: addr u64 @0, value u64 @8, size u32 @16, memory u8 @20.
struct BarAccess {
  std::uint64_t address;
  std::uint64_t value;
  std::uint32_t size;
  bool memory;
};

BarAccess bar_access(const Message& message) {
  const std::string_view bytes = message.payload();
  return {load<std::uint64_t>(bytes, 0), load<std::uint64_t>(bytes, 8),
          load<std::uint32_t>(bytes, 16), load<std::uint8_t>(bytes, 20) != 0};
}

std::uint64_t ones(std::uint32_t bytes) {
  return bytes >= 8 ? ~std::uint64_t{0} : (std::uint64_t{1} << (8 * bytes)) - 1;
}

}  // namespace

Device::Device(Service& service, Instruments& instruments)
    : instruments_(instruments),
      hgcm_(memory_, service, instruments),
      vmmdev_(memory_, hgcm_, instruments.statistics) {}

Reply Device::handle(const Message& message, std::int64_t arrived_ns) {
  switch (message.command) {
    case Command::kBarWrite:
      write_bar(message, arrived_ns);
      return {Reply::Kind::kValue, 0};
    case Command::kBarRead:
      return {Reply::Kind::kValue, read_bar(message)};
    case Command::kConfigRead:
    case Command::kConfigWrite:
      return {Reply::Kind::kValue, config(message)};
    case Command::kDeviceReset:
      reset();
      return {Reply::Kind::kEmpty};
    case Command::kSyncSystemMemory:
      sync_memory(message);
      return {};
    case Command::kSetIrqFd:  // without KVM nobody would hear an interrupt
    case Command::kReturn:
      break;
  }
  return {};
}

/// Eight starts u64 @0, eight lengths u64 @64, eight file offsets i64 @128.
void Device::sync_memory(const Message& message) {
  std::vector<MemoryRegion> regions;
  const std::string_view bytes = message.payload();
  for (std::size_t i = 0; i < message.descriptors.size(); ++i) {
    regions.push_back({load<std::uint64_t>(bytes, 8 * i), load<std::uint64_t>(bytes, 64 + 8 * i),
                       load<std::int64_t>(bytes, 128 + 8 * i)});
  }
  memory_.replace(regions, message.descriptors);
  ++instruments_.statistics.device.syncs;
}

void Device::reset() {
  pci_.reset();
  hgcm_.reset();
  ++instruments_.statistics.device.resets;
}

/// Address u32 @0, value u32 @4, length i32 @8.
std::uint64_t Device::config(const Message& message) {
  const std::string_view bytes = message.payload();
  const auto offset = load<std::uint32_t>(bytes, 0);
  const auto length = load<std::uint32_t>(bytes, 8);
  if (message.command == Command::kConfigRead) return pci_.read(offset, length);
  pci_.write(offset, load<std::uint32_t>(bytes, 4), length);
  return 0;
}

std::uint64_t Device::read_bar(const Message& message) {
  const BarAccess access = bar_access(message);
  const auto place = pci_.place(access.address, access.memory);
  if (!place || place->bar == 0) return ones(access.size);
  return VmmDev::read_memory(place->offset, access.size);
}

/// Only the port at the start of BAR0 takes anything.
void Device::write_bar(const Message& message, std::int64_t arrived_ns) {
  const BarAccess access = bar_access(message);
  const auto place = pci_.place(access.address, access.memory);
  if (!place || place->bar != 0 || place->offset != 0 || access.size != 4) return;
  vmmdev_.request(access.value & 0xffffffff, arrived_ns);
}

bool serve_arrived(Link& link, Device& device) {
  const auto message = link.receive();
  if (!message) return !link.closed();
  const Reply reply = device.handle(*message, monotonic_ns());
  if (reply.kind == Reply::Kind::kValue) link.reply(reply.value);
  if (reply.kind == Reply::Kind::kEmpty) link.reply_empty();
  return !link.closed();
}

}  // namespace sharebench::vboxsf
