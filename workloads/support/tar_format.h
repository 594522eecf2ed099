// The ustar format (POSIX.1-1988 tar): archives are written before a sample and read inside it.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include "workloads/support/tree_plan.h"

namespace sharebench::workloads::tar {

inline constexpr std::size_t kBlock = 512;
inline constexpr std::size_t kRecord = 20 * kBlock;         ///< what tar reads and writes at a time
inline constexpr std::int64_t kModified_s = 1'000'000'000;  ///< mtime of every member

/// What a header says of a member.
struct Member {
  std::string path;  ///< without / at the end
  bool folder = false;
  std::uint64_t size = 0;
  std::int64_t modified_s = 0;
};

/// A header of 512 bytes. Throws WorkloadError when the path is longer than 255 bytes or cannot be
/// split at a / into at most 155 and 100.
std::string header(const Member& member);

/// The member that a header names. Throws WorkloadError when the checksum is wrong.
Member parse(std::string_view header, const std::string& archive);

/// Whether a block is the end of an archive: zeros.
bool is_end(std::string_view block);

/// Writes an archive of the whole plan, its root left out, and syncs it. Throws WorkloadError.
void write_archive(const std::string& path, const TreePlan& plan, const Slices& contents);

}  // namespace sharebench::workloads::tar
