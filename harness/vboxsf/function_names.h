// The functions of the shared-folder service, by number and name: what the service answers and what
// the statistics count.
#pragma once

#include <array>
#include <cstdint>

namespace sharebench::vboxsf {

/// VirtualBox's SHFL function numbers, those that Linux's vboxsf uses (fs/vboxsf/shfl_hostintf.h).
enum FolderFunction : std::uint32_t {
  kFnCreate = 3,
  kFnClose = 4,
  kFnRead = 5,
  kFnWrite = 6,
  kFnList = 8,
  kFnInformation = 9,
  kFnRemove = 11,
  kFnUnmapFolder = 13,
  kFnRename = 14,
  kFnSetUtf8 = 16,
  kFnMapFolder = 17,
  kFnReadlink = 18,
  kFnSymlink = 19,
  kFnSetSymlinks = 20,
};

struct FunctionName {
  std::uint32_t number = 0;
  const char* name = "";
};

inline constexpr std::array<FunctionName, 14> kFunctionNames = {{
    {kFnCreate, "create"},
    {kFnClose, "close"},
    {kFnRead, "read"},
    {kFnWrite, "write"},
    {kFnList, "list"},
    {kFnInformation, "information"},
    {kFnRemove, "remove"},
    {kFnUnmapFolder, "unmap_folder"},
    {kFnRename, "rename"},
    {kFnSetUtf8, "set_utf8"},
    {kFnMapFolder, "map_folder"},
    {kFnReadlink, "readlink"},
    {kFnSymlink, "symlink"},
    {kFnSetSymlinks, "set_symlinks"},
}};

/// The function's name, or "other" for a number that the service does not answer.
constexpr const char* function_name(std::uint32_t number) {
  for (const FunctionName& row : kFunctionNames) {
    if (row.number == number) return row.name;
  }
  return "other";
}

}  // namespace sharebench::vboxsf
