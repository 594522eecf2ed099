// The parameters of an HGCM call: checked and turned into what a service takes, and written back.
#pragma once

#include <vector>

#include "harness/vboxsf/guest_memory.h"
#include "harness/vboxsf/hgcm_call.h"
#include "harness/vboxsf/packet.h"
#include "harness/vboxsf/status.h"

namespace sharebench::vboxsf {

/// HGCM_CALL32 has parameters of 12 bytes, HGCM_CALL64 of 16.
enum class CallForm { k32, k64 };

/// Limits of a call; Linux' driver keeps below both (VMMDEV_HGCM_MAX_PARMS,
/// VBG_MAX_HGCM_KERNEL_PARM for each buffer).
constexpr std::uint32_t kMaxParameters = 32;
constexpr std::uint64_t kMaxCallBytes = 32U << 20;

struct ParsedParameters {
  Status status = kOk;  ///< what a malformed call is answered with
  std::vector<Parameter> parameters{};
};

/// Reads the parameters of a CALL packet. A buffer's pages must be RAM: kInvalidPointer if not.
/// kInvalidParameter for anything else that does not fit the packet or the limits.
ParsedParameters parse_parameters(const Packet& packet, CallForm form, const GuestMemory& memory);

/// Writes the values back to where they came from; lengths of buffers stay as they are.
void write_back(const std::vector<Parameter>& parameters, CallForm form, Packet& packet);

}  // namespace sharebench::vboxsf
