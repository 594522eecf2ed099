// Answers the packets of HGCM; field offsets are those of vmmdev_hgcm_connect, _disconnect and
// _call (include/uapi/linux/vbox_vmmdev_types.h of Linux).
#include "harness/vboxsf/hgcm.h"

#include <string_view>

#include "harness/vboxsf/clock.h"

namespace sharebench::vboxsf {
namespace {

constexpr std::size_t kLocationType = 32, kServiceName = 36, kServiceNameBytes = 128,
                      kNewClient = 164, kConnectBytes = 168;
constexpr std::size_t kClient = 32, kDisconnectBytes = 36, kFunction = 36, kCallBytes = 44;
constexpr std::uint32_t kLocalExisting = 2;
constexpr std::uint32_t kNoClient = 0, kAnyClient = 0xffffffff;
constexpr std::size_t kByteCount = 3;  // where READ, WRITE, LIST and INFORMATION have theirs
constexpr std::string_view kShareService = "VBoxSharedFolders";

bool is_value32(const Call& call, std::size_t index) {
  return index < call.parameters.size() && call.parameters[index].kind == Parameter::Kind::kValue32;
}

std::uint64_t answered_bytes(const Call& call, std::int32_t status) {
  const bool counts = call.function == kFnRead || call.function == kFnWrite ||
                      call.function == kFnList || call.function == kFnInformation;
  if (!counts || !is_value32(call, kByteCount) || (status < 0 && status != kNoMoreFiles)) return 0;
  return call.parameters[kByteCount].value;
}

/// The root that a call names: its first parameter, or the second, an output, of map_folder.
std::optional<std::uint32_t> root_of(const Call& call, std::int32_t status) {
  std::size_t index = 0;
  switch (call.function) {
    case kFnMapFolder:
      if (status < 0) return std::nullopt;
      index = 1;
      break;
    case kFnCreate:
    case kFnClose:
    case kFnRead:
    case kFnWrite:
    case kFnList:
    case kFnInformation:
    case kFnRemove:
    case kFnUnmapFolder:
    case kFnRename:
    case kFnReadlink:
    case kFnSymlink:
      break;
    default:
      return std::nullopt;
  }
  if (!is_value32(call, index)) return std::nullopt;
  return static_cast<std::uint32_t>(call.parameters[index].value);
}

/// The bytes of a shfl string (capacity u16, length u16, bytes), cut to what is there.
std::string shfl_text(const GuestBuffer& buffer) {
  const std::string bytes = buffer.copy(4 + 256);
  if (bytes.size() < 4) return {};
  return bytes.substr(4, load<std::uint16_t>(bytes, 2));
}

}  // namespace

std::int32_t Hgcm::finish(Packet& packet, std::int32_t result) {
  packet.put(hgcm_request::kResult, result);
  packet.put(hgcm_request::kFlags,
             packet.get<std::uint32_t>(hgcm_request::kFlags) | hgcm_request::kDone);
  return kOk;
}

std::int32_t Hgcm::connect(Packet& packet) {
  if (packet.size() < kConnectBytes) return kInvalidParameter;
  std::string_view name = packet.copy().substr(kServiceName, kServiceNameBytes);
  name = name.substr(0, name.find('\0'));
  if (packet.get<std::uint32_t>(kLocationType) != kLocalExisting || name != kShareService) {
    ++instruments_.statistics.device.refused;
    return finish(packet, kServiceNotFound);
  }
  const std::uint32_t client = free_client();
  const std::int32_t status = client == kNoClient ? kTooManyOpenFiles : service_.connect(client);
  if (status < 0) {
    ++instruments_.statistics.device.refused;
    return finish(packet, status);
  }
  clients_.insert(client);
  ++instruments_.statistics.device.connects;
  packet.put(kNewClient, client);
  return finish(packet, kOk);
}

/// A number that no client has; kNoClient when there are enough of them.
std::uint32_t Hgcm::free_client() {
  if (clients_.size() >= kMaxClients) return kNoClient;
  do {
    ++last_client_;
  } while (last_client_ == kNoClient || last_client_ == kAnyClient ||
           clients_.count(last_client_) != 0);
  return last_client_;
}

std::int32_t Hgcm::disconnect(Packet& packet) {
  if (packet.size() < kDisconnectBytes) return kInvalidParameter;
  const auto client = packet.get<std::uint32_t>(kClient);
  if (clients_.erase(client) == 0) {
    ++instruments_.statistics.device.refused;
    return finish(packet, kInvalidClient);
  }
  service_.disconnect(client);
  ++instruments_.statistics.device.disconnects;
  return finish(packet, kOk);
}

std::int32_t Hgcm::call(Packet& packet, CallForm form, std::int64_t arrived_ns) {
  if (packet.size() < kCallBytes) return kInvalidParameter;
  const std::int32_t rc = finish(packet, answer(packet, form, arrived_ns));
  instruments_.pacer.hold(arrived_ns, monotonic_ns());
  return rc;
}

std::int32_t Hgcm::answer(Packet& packet, CallForm form, std::int64_t arrived_ns) {
  Statistics& statistics = instruments_.statistics;
  Call call{packet.get<std::uint32_t>(kClient), packet.get<std::uint32_t>(kFunction)};
  ParsedParameters parsed;
  if (clients_.count(call.client) == 0) {
    parsed.status = kInvalidClient;
  } else {
    parsed = parse_parameters(packet, form, memory_);
  }
  if (parsed.status != kOk) {
    ++statistics.device.refused;
    return parsed.status;
  }
  call.parameters = std::move(parsed.parameters);
  const auto fault = instruments_.faults.next(call.function);
  const std::int32_t status = fault ? *fault : service_.call(call);
  write_back(call.parameters, form, packet);
  const auto root = root_of(call, status);
  if (root && call.function == kFnMapFolder) {
    statistics.name_root(*root, shfl_text(call.parameters[0].buffer));
  }
  statistics.record(
      {call.function, root, answered_bytes(call, status), monotonic_ns() - arrived_ns});
  return status;
}

void Hgcm::reset() {
  clients_.clear();
  last_client_ = kNoClient;
  service_.reset();
}

}  // namespace sharebench::vboxsf
