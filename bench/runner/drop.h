// Forgetting cached pages, apart because not every system can and the call is spelled per system.
#pragma once

#include <cstdint>
#include <filesystem>
#include <string>

namespace sharebench::runner {

struct DropResult {
  std::uint64_t files = 0;
  std::string method;  ///< "fadvise"; empty when this system offers no way
};

/// Writes back and drops the cached pages of every file below `folder`. It is advice: pages in use
/// elsewhere stay. Throws WorkloadError.
DropResult drop_cached(const std::filesystem::path& folder);

}  // namespace sharebench::runner
