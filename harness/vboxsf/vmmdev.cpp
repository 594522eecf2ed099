// One row for each request that has a plain answer; HGCM's go on to hgcm.
#include "harness/vboxsf/vmmdev.h"

#include <algorithm>

#include "harness/vboxsf/clock.h"
#include "harness/vboxsf/pci_device.h"

namespace sharebench::vboxsf {
namespace {

constexpr std::uint32_t kRequestVersion = 0x10001;
constexpr std::int32_t kVersionMismatch = -11, kNotFound = -78;

// VMMDevReq_* of include/uapi/linux/vbox_vmmdev_types.h.
enum Type : std::uint32_t {
  kGetMouseStatus = 1,
  kSetMouseStatus = 2,
  kGetHostVersion = 4,
  kGetHypervisorInfo = 20,
  kSetHypervisorInfo = 21,
  kAcknowledgeEvents = 41,
  kCtlGuestFilterMask = 42,
  kReportGuestInfo = 50,
  kSetGuestCapabilities = 56,
  kReportGuestInfo2 = 58,
  kReportGuestStatus = 59,
  kHgcmConnect = 60,
  kHgcmDisconnect = 61,
  kHgcmCall32 = 62,
  kHgcmCall64 = 63,
  kHgcmCancel = 64,
  kHgcmCancel2 = 65,
  kGetSessionId = 217,
  kGuestHeartbeat = 219,
  kHeartbeatConfigure = 220,
};

/// A request that is answered by its rc and by zeros in its outputs.
struct PlainRequest {
  std::uint32_t type;
  std::size_t bytes;
  std::int32_t rc;
  std::size_t output, output_words;  // 32-bit words from the offset on
};

constexpr PlainRequest kPlainRequests[] = {
    {kReportGuestInfo2, 168, kOk, 0, 0},
    {kReportGuestInfo, 32, kOk, 0, 0},
    {kCtlGuestFilterMask, 32, kOk, 0, 0},
    {kSetGuestCapabilities, 32, kOk, 0, 0},
    {kGetMouseStatus, 36, kOk, 24, 3},
    {kSetMouseStatus, 36, kOk, 0, 0},
    // A size of 0: the guest need reserve no address space.
    {kGetHypervisorInfo, 32, kOk, 24, 2},
    {kSetHypervisorInfo, 32, kOk, 0, 0},
    // Accepted, Linux 6.1 would beat at every timer tick, 250 times a second, for it arms its timer
    // with a relative time as an absolute one.
    {kHeartbeatConfigure, 36, kNotImplemented, 0, 0},
    {kGuestHeartbeat, 24, kOk, 0, 0},
    {kReportGuestStatus, 36, kOk, 0, 0},
    {kAcknowledgeEvents, 28, kOk, 24, 1},
    // Nothing is ever under way that could be cancelled.
    {kHgcmCancel, 24, kNotFound, 0, 0},
    {kHgcmCancel2, 28, kNotFound, 0, 0},
};

std::int32_t answer_plain(Packet& packet, std::uint32_t type) {
  for (const PlainRequest& row : kPlainRequests) {
    if (row.type != type) continue;
    if (packet.size() < row.bytes) return kInvalidParameter;
    for (std::size_t i = 0; i < row.output_words; ++i) {
      packet.put(row.output + 4 * i, std::uint32_t{0});
    }
    return row.rc;
  }
  return kNotImplemented;
}

/// VirtualBox 6.1.50; feature bit 0 (physical page lists) must be set or the driver refuses us.
std::int32_t answer_host_version(Packet& packet) {
  if (packet.size() < 40) return kInvalidParameter;
  packet.put(24, std::uint16_t{6});
  packet.put(26, std::uint16_t{1});
  packet.put(28, std::uint32_t{50});
  packet.put(32, std::uint32_t{161033});
  packet.put(36, std::uint32_t{1});
  return kOk;
}

}  // namespace

VmmDev::VmmDev(GuestMemory& memory, Hgcm& hgcm, Statistics& statistics)
    : memory_(memory),
      hgcm_(hgcm),
      statistics_(statistics),
      session_(static_cast<std::uint64_t>(monotonic_ns())) {}

void VmmDev::request(std::uint64_t address, std::int64_t arrived_ns) {
  ++statistics_.device.packets;
  const auto header = memory_.at(address, request::kHeaderBytes);
  if (header == nullptr) {
    ++statistics_.device.refused;
    return;
  }
  copy_.assign(header, request::kHeaderBytes);
  const std::int32_t rc = judge(address, arrived_ns);
  if (rc < 0) ++statistics_.device.refused;
  memory_.write(address + request::kRc, field(rc));
}

/// Checks the header, which was copied, and copies the rest behind it.
std::int32_t VmmDev::judge(std::uint64_t address, std::int64_t arrived_ns) {
  const auto size = load<std::uint32_t>(copy_, request::kSize);
  if (size < request::kHeaderBytes || size > kMaxPacketBytes) return kInvalidParameter;
  if (load<std::uint32_t>(copy_, request::kVersion) != kRequestVersion) return kVersionMismatch;
  const char* bytes = memory_.at(address, size);
  if (bytes == nullptr) return kInvalidPointer;
  copy_.append(bytes + request::kHeaderBytes, size - request::kHeaderBytes);
  Packet packet(memory_, address, copy_);
  return answer(packet, arrived_ns);
}

std::int32_t VmmDev::answer(Packet& packet, std::int64_t arrived_ns) {
  const auto type = packet.get<std::uint32_t>(request::kType);
  switch (type) {
    case kHgcmCall64:
      return hgcm_.call(packet, CallForm::k64, arrived_ns);
    case kHgcmCall32:
      return hgcm_.call(packet, CallForm::k32, arrived_ns);
    case kHgcmConnect:
      return hgcm_.connect(packet);
    case kHgcmDisconnect:
      return hgcm_.disconnect(packet);
    case kGetHostVersion:
      return answer_host_version(packet);
    case kGetSessionId:
      if (packet.size() < 32) return kInvalidParameter;
      packet.put(24, session_);
      return kOk;
    default:
      return answer_plain(packet, type);
  }
}

/// VMMDevMemory: size u32 @0, version u32 @4, a byte @8 that tells of events, of which we have
/// none.
std::uint64_t VmmDev::read_memory(std::uint32_t offset, std::uint32_t length) {
  constexpr std::uint32_t kWords[] = {kMemoryBytes, 1};
  const std::string_view words(reinterpret_cast<const char*>(kWords), sizeof(kWords));
  char bytes[8] = {};
  if (offset < words.size()) words.copy(bytes, std::min<std::size_t>(length, 8), offset);
  return load<std::uint64_t>({bytes, sizeof(bytes)}, 0);
}

}  // namespace sharebench::vboxsf
