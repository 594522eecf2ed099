// SHFLCREATEPARMS: 108 packed bytes that the guest sends and reads again.
#include <sys/stat.h>

#include "harness/vboxsf/create.h"
#include "harness/vboxsf/packed.h"

namespace sharebench::vboxsf {
namespace {

constexpr std::size_t kParametersBytes = 108;
constexpr std::size_t kFlagsAt = 12;
constexpr std::size_t kInfoAt = 16;

/// VirtualBox's SHFL_CF_*.
constexpr std::uint32_t kLookup = 0x1;
constexpr std::uint32_t kOpenParent = 0x2;
constexpr std::uint32_t kDirectory = 0x4;
constexpr std::uint32_t kIfExistsMask = 0xf0;
constexpr std::uint32_t kIfNewMask = 0xf00;
constexpr std::uint32_t kFailIfNew = 0x100;
constexpr std::uint32_t kRead = 0x1000;
constexpr std::uint32_t kWrite = 0x2000;
constexpr std::uint32_t kSetAttributes = 0x20000;
/// The guest says itself where it appends: Linux's pwrite(2) would ignore that with O_APPEND.
constexpr std::uint32_t kAppend = 0x40000;

Result<IfExists> if_exists(std::uint32_t flags) {
  switch (flags & kIfExistsMask) {
    case 0x00:
      return IfExists::kOpen;
    case 0x10:
      return IfExists::kFail;
    case 0x20:  // replace
    case 0x30:  // overwrite
      return IfExists::kOverwrite;
    default:
      return kInvalidParameter;
  }
}

}  // namespace

Result<CreateRequest> create_request(const GuestBuffer& parameters) {
  const std::string bytes = parameters.copy(kParametersBytes);
  if (bytes.size() < kParametersBytes) return kInvalidParameter;
  const auto flags = unpacked<std::uint32_t>(bytes, kFlagsAt);
  const Result<IfExists> action = if_exists(flags);
  const std::uint32_t if_new = flags & kIfNewMask;
  if (!action || (if_new != 0 && if_new != kFailIfNew)) return kInvalidParameter;
  if ((flags & kOpenParent) != 0) return kNotImplemented;

  CreateRequest request;
  request.lookup = (flags & kLookup) != 0;
  request.directory = (flags & kDirectory) != 0;
  request.if_exists = *action;
  request.create = if_new == 0;
  request.read = (flags & kRead) != 0;
  request.write = (flags & (kWrite | kAppend)) != 0;
  request.set_attributes = (flags & kSetAttributes) != 0;
  request.mode = unpacked_file_info(std::string_view(bytes).substr(kInfoAt)).mode & 0777U;
  return request;
}

void write_create_answer(GuestBuffer& parameters, std::uint64_t handle,
                         const CreateAnswer& answer) {
  std::string head(kFlagsAt, '\0');
  pack(head, 0, handle);
  pack(head, 8, static_cast<std::uint32_t>(answer.result));
  parameters.write(0, head);
  if (answer.info) parameters.write(kInfoAt, packed_file_info(*answer.info));
}

}  // namespace sharebench::vboxsf
