// The guest's machine as QEMU's command line: pure, so that what is emulated can be read in a test.
#pragma once

#include <cstdint>
#include <filesystem>
#include <string>
#include <vector>

namespace sharebench::lab {

struct LabConfig {
  std::filesystem::path image;      ///< folder with vmlinux and initrd.img
  std::string accelerator = "tcg";  ///< "tcg" or "kvm"
  std::uint64_t memory_bytes = 1ULL << 30;
  std::vector<std::string> ninep_tags;     ///< a virtio-9p device each
  std::vector<std::string> virtiofs_tags;  ///< a vhost-user device each, socket virtiofs-TAG.sock
};

/// Argv of the guest. Paths of sockets, disk and served folder are relative to the lab's state
/// directory, which must be the working directory.
std::vector<std::string> qemu_argv(const LabConfig& config);

/// Argv of the machine that only shows whether `accelerator` works: its console is standard output.
std::vector<std::string> probe_argv(const std::filesystem::path& image,
                                    const std::string& accelerator);

}  // namespace sharebench::lab
