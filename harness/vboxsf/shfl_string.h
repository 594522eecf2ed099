// SHFLSTRING: the counted strings in which guest and host name files.
#pragma once

#include <cstddef>
#include <string>

#include "harness/vboxsf/hgcm_call.h"
#include "harness/vboxsf/result.h"

namespace sharebench::vboxsf {

/// u16 capacity in bytes with NUL, u16 length without.
inline constexpr std::size_t kShflStringHeaderBytes = 4;

/// The string's bytes, copied out of guest memory once and then checked: length <= capacity <= the
/// bytes that are there, no NUL inside; else kInvalidParameter. Any other byte may stand in it: the
/// guest sends names as they are, whether they are UTF-8 or not.
Result<std::string> shfl_string(const GuestBuffer& buffer);

/// `name` with header and NUL, as the guest reads it in a listing. At most 65,534 bytes.
std::string packed_shfl_string(const std::string& name);

}  // namespace sharebench::vboxsf
