// The functions of the shared-folder service by number and name, as counters and faults name them.
#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <string_view>

namespace sharebench::vboxsf {

/// SHFL_FN_* of VirtualBox's VBoxGuestR0LibSharedFolders (Linux: fs/vboxsf/shfl_hostintf.h).
enum class Function : std::uint32_t {
  kCreate = 3,
  kClose = 4,
  kRead = 5,
  kWrite = 6,
  kList = 8,
  kInformation = 9,
  kRemove = 11,
  kUnmapFolder = 13,
  kRename = 14,
  kMapFolder = 17,
  kReadLink = 18,
  kSymlink = 19,
};

/// Numbers below this one have a place of their own in counters; all others share place 0.
constexpr std::size_t kFunctionPlaces = 21;

/// The place of a function number in counters.
std::size_t function_place(std::uint32_t number);

/// "CREATE" for 3, "OTHER" for 0; empty for a number between that the service does not have.
std::string_view function_name(std::size_t place);

/// The number of "CREATE"; nothing for a name that no function has.
std::optional<std::uint32_t> function_number(std::string_view name);

}  // namespace sharebench::vboxsf
