// READ and WRITE: between a file and the guest's memory, without a copy here.
#pragma once

#include <cstddef>
#include <cstdint>

#include "harness/vboxsf/hgcm_call.h"
#include "harness/vboxsf/result.h"

namespace sharebench::vboxsf {

/// Reads up to `count` bytes at `offset` into the buffer. Less only at the end of the file, since
/// the guest takes a short read for that; an error on the way is an error. kInvalidParameter for a
/// negative offset.
Result<std::size_t> read_file(int descriptor, const GuestBuffer& buffer, std::size_t count,
                              std::int64_t offset);

/// Writes up to `count` bytes of the buffer at `offset`; what was written before an error counts as
/// a short write. kInvalidParameter for a negative offset.
Result<std::size_t> write_file(int descriptor, const GuestBuffer& buffer, std::size_t count,
                               std::int64_t offset);

}  // namespace sharebench::vboxsf
