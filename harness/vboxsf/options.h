// The command line of sharebench-vboxsf.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "harness/vboxsf/account.h"
#include "harness/vboxsf/fault.h"

namespace sharebench::vboxsf {

/// A share as the command line names it.
struct ShareOption {
  std::string name{};
  std::string directory{};
  bool read_only = false;
};

struct Options {
  std::vector<ShareOption> shares{};
  std::int64_t pace_ns = 0;
  std::optional<Fault> fault{};
  std::string control{};  ///< path of the control socket; empty for none
  std::optional<Account> account{};
  bool sandbox = true;
  bool help = false;
  bool version = false;
  std::vector<std::string> qemu{};  ///< what stands behind `--`
};

/// Reads the words behind the program's name. Throws UsageError: an unknown option, a value that
/// cannot be read, a share that is no directory, no share, a QEMU command that cannot work.
Options parse_options(const std::vector<std::string>& words);

/// The text of --help.
std::string help_text();

}  // namespace sharebench::vboxsf
