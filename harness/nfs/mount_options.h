// NFS mount options: what each does, what it can cost, and the command that measures it here.
#pragma once

#include <string>
#include <vector>

namespace sharebench::nfs {

/// Where nfsd listens (IANA, "nfs").
inline constexpr int kNfsPort = 2049;

struct MountOption {
  std::string name{};     ///< "actimeo"
  std::string example{};  ///< "actimeo=0"
  bool set = false;       ///< part of every mount that we make
  std::string does{};     ///< what it does
  std::string costs{};    ///< what it can cost, or why it is set
  std::string measure{};  ///< shares for `sharebench run --shares`; empty: it changes no timing
  std::string figure{};   ///< what was measured, with unit, spread and n; empty: nothing yet
};

/// Every option that is explained, in the order of the table.
const std::vector<MountOption>& mount_options();

/// The row of an option as a user writes it ("actimeo=1"); null when none explains it.
const MountOption* explained(const std::string& option);

/// The options of a mount over TCP to the ports that the guard lets through, `given` ("actimeo=1,
/// noacl") put in place of ours of the same name or added. Throws UsageError for an option that
/// would lead to another port, protocol or version, or that a shell would read.
std::string joined_options(int nfs_port, const std::string& given);

/// The table as Markdown: docs/nfs.md has it word for word.
std::string options_table();

/// The command that measures a row.
std::string measuring_command(const MountOption& option);

}  // namespace sharebench::nfs
