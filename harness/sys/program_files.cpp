// Finds the runner and the lab's data from the place of this program.
#include "harness/sys/program_files.h"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <array>
#include <cstdlib>
#include <fstream>
#include <sstream>
#include <vector>

#include "harness/core/error.h"
#include "harness/sys/sandbox.h"

namespace sharebench::sys {
namespace fs = std::filesystem;
namespace {

fs::path remembered = "sharebench";

fs::path found_in_path(const fs::path& name) {
  const char* path = std::getenv("PATH");
  std::istringstream folders(path != nullptr ? path : "");
  for (std::string folder; std::getline(folders, folder, ':');) {
    std::error_code error;
    if (fs::exists(fs::path(folder) / name, error)) return fs::path(folder) / name;
  }
  return name;
}

/// PREFIX/lib/sharebench, for a program that is PREFIX/bin/sharebench.
fs::path installed_folder(const fs::path& program) {
  return program.parent_path().parent_path() / "lib" / "sharebench";
}

}  // namespace

void set_program_path(const char* argv0) {
  const fs::path given = argv0;
  std::error_code error;
  const fs::path found = given.has_parent_path() ? given : found_in_path(given);
  const fs::path real = fs::canonical(found, error);
  remembered = error ? fs::absolute(found) : real;
}

fs::path program_path() {
  return remembered;
}

fs::path find_runner(const fs::path& override_file, const std::string& arch) {
  std::error_code error;
  if (!override_file.empty()) {
    if (fs::is_regular_file(override_file, error)) return fs::absolute(override_file);
    throw EnvironmentError(fmt::format("the runner {} does not exist", override_file.string()),
                           "leave --runner out, or build it: scripts/build-runner");
  }
  const fs::path folder = program_path().parent_path();
  const std::vector<fs::path> places = {
      folder / ("sharebench-runner." + arch),
      folder.parent_path() / ("sharebench-runner." + arch),
      folder.parent_path() / "runner" / ("sharebench-runner." + arch),
      folder.parent_path().parent_path() / "runner" / ("sharebench-runner." + arch),
      installed_folder(program_path()) / ("sharebench-runner." + arch),
      data_root() / ("sharebench-runner." + arch),
      folder.parent_path() / "bench" / "runner" / "sharebench-runner"};
  std::vector<std::string> looked;
  for (const fs::path& place : places) {
    if (fs::is_regular_file(place, error)) return place;
    looked.push_back(place.string());
  }
  throw EnvironmentError(
      fmt::format("no runner for {} was found; looked at {}", arch, fmt::join(looked, ", ")),
      "build it: scripts/build-runner, or name it: --runner FILE");
}

std::string elf_arch(const fs::path& file) {
  constexpr std::size_t kMachine = 18;  // offset of e_machine, little-endian
  std::array<unsigned char, kMachine + 2> head{};
  std::ifstream in(file, std::ios::binary);
  in.read(reinterpret_cast<char*>(head.data()), head.size());
  if (!in || head[0] != 0x7f || head[1] != 'E' || head[2] != 'L' || head[3] != 'F') return "";
  const int machine = head[kMachine] + 256 * head[kMachine + 1];
  return machine == 62 ? "x86_64" : machine == 183 ? "aarch64" : fmt::format("machine {}", machine);
}

fs::path find_lab_part(const fs::path& program, const std::string& name) {
  const fs::path folder = program.parent_path();
  std::error_code error;
  for (const fs::path& place :
       {folder / name, folder / "vboxsf" / name, installed_folder(program) / name}) {
    if (fs::is_regular_file(place, error)) return place;
  }
  throw EnvironmentError(fmt::format("{} was not found beside {}", name, program.string()),
                         "build it (Linux only): cmake --build build/release");
}

fs::path find_source_dir() {
  const char* set = std::getenv("SHAREBENCH_SOURCE_DIR");
  if (set != nullptr && *set != '\0') return set;
  std::error_code error;
  for (fs::path at = program_path().parent_path(); at.has_relative_path(); at = at.parent_path()) {
    if (fs::exists(at / "containers" / "lab" / "packages.txt", error)) return at;
    const fs::path installed = at / "share" / "sharebench";
    if (fs::exists(installed / "containers" / "lab" / "packages.txt", error)) return installed;
  }
  throw EnvironmentError("the lab's files (containers/lab) were not found",
                         "set SHAREBENCH_SOURCE_DIR to the source tree of sharebench");
}

}  // namespace sharebench::sys
