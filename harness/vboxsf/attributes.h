// INFORMATION's setting half: times, permission bits and size of an open file.
#pragma once

#include <cstdint>

#include "harness/vboxsf/file_info.h"
#include "harness/vboxsf/status.h"

namespace sharebench::vboxsf {

/// Sets access and modification time and the nine permission bits; a time or mode of 0 stays as it
/// is. Works on any descriptor, also one that was opened by O_PATH. Set-user-id and its like are
/// cleared by a new mode.
Status set_attributes(int descriptor, const FileInfo& wanted);

/// Cuts or extends a file that is open for writing. kInvalidParameter for a negative size.
Status set_size(int descriptor, std::int64_t size_bytes);

}  // namespace sharebench::vboxsf
