// One array: the index is the function's number.
#include "harness/vboxsf/function_names.h"

namespace sharebench::vboxsf {
namespace {

constexpr std::array<std::string_view, kFunctionPlaces> kNames = {
    "OTHER",          "QUERY_MAPPINGS", "QUERY_MAP_NAME", "CREATE",      "CLOSE",    "READ",
    "WRITE",          "LOCK",           "LIST",           "INFORMATION", "",         "REMOVE",
    "MAP_FOLDER_OLD", "UNMAP_FOLDER",   "RENAME",         "FLUSH",       "SET_UTF8", "MAP_FOLDER",
    "READLINK",       "SYMLINK",        "SET_SYMLINKS"};

}  // namespace

std::size_t function_place(std::uint32_t number) {
  return number < kNames.size() && !kNames[number].empty() ? number : 0;
}

std::string_view function_name(std::size_t place) {
  return kNames.at(place);
}

std::optional<std::uint32_t> function_number(std::string_view name) {
  for (std::uint32_t number = 1; number < kNames.size(); ++number) {
    if (!name.empty() && kNames[number] == name) return number;
  }
  return std::nullopt;
}

}  // namespace sharebench::vboxsf
