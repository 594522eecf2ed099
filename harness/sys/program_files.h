// Where this program and the files that belong to it are.
#pragma once

#include <filesystem>
#include <string>

namespace sharebench::sys {

/// Remembers argv[0]; call once from main.
void set_program_path(const char* argv0);

/// This program, absolute.
std::filesystem::path program_path();

/// The runner for an architecture ("x86_64", "aarch64"): `override_file` where given, else
/// sharebench-runner.<arch> beside this program, in ../runner beside its folder, in
/// ../lib/sharebench where it is installed, in data_root(), or (for a native build)
/// sharebench-runner. Throws EnvironmentError naming where it looked.
std::filesystem::path find_runner(const std::filesystem::path& override_file,
                                  const std::string& arch);

/// "x86_64" or "aarch64" of a Linux program, as its ELF header says (elf(5), e_machine); empty for
/// anything else.
std::string elf_arch(const std::filesystem::path& file);

/// sharebench-vboxsf or sharebench-async-export.so, beside `program` (sharebench), in the folder
/// vboxsf there or in ../lib/sharebench. Throws EnvironmentError.
std::filesystem::path find_lab_part(const std::filesystem::path& program, const std::string& name);

/// The folder that holds containers/lab: SHAREBENCH_SOURCE_DIR where set, else found upwards from
/// this program, else ../share/sharebench. Throws EnvironmentError.
std::filesystem::path find_source_dir();

}  // namespace sharebench::sys
