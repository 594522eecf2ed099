// What the guest boots from: a Debian tree, its disk, kernel and initramfs, built once and cached
// under a hash of everything that went into them.
#pragma once

#include <filesystem>
#include <string>
#include <vector>

#include "harness/sys/command_runner.h"
#include "harness/sys/progress.h"

namespace sharebench::lab {

struct LabOptions;

struct BuiltImage {
  std::filesystem::path dir;  ///< holds tree/, root.img, vmlinux, initrd.img
  std::string key;            ///< hash of the inputs
  double build_s = 0;         ///< 0 when it was in the cache

  std::filesystem::path tree() const { return dir / "tree"; }
};

/// The image for these inputs, from the cache or built now (about half a minute and 1.2 GiB).
/// Throws EnvironmentError when a tool is missing, Debian's mirror does not answer or we are not
/// root.
BuiltImage build_image(sys::CommandRunner& runner, const LabOptions& options,
                       sys::Progress& progress);

/// 16 hex digits over the texts, each with its length, so that moved boundaries change the key.
std::string cache_key(const std::vector<std::string>& inputs);

/// Everything that goes into an image but Debian's packages themselves; its key is cache_key() of
/// it. `data` is containers/lab. Without tools nothing of packages-tools.txt is in it.
std::vector<std::string> image_inputs(const std::filesystem::path& data, bool with_tools);

/// Package names of packages.txt: one a line, # starts a comment.
std::vector<std::string> package_list(const std::string& text);

/// The mmdebstrap call: suite bookworm, the tree at `tree`, APT sources from `sources`.
std::vector<std::string> mmdebstrap_argv(const std::vector<std::string>& packages,
                                         const std::filesystem::path& tree,
                                         const std::vector<std::string>& sources);

}  // namespace sharebench::lab
