// What macOS calls a folder that is exported, and whose lines stand in /etc/exports already.
#pragma once

#include <string>
#include <vector>

namespace sharebench::nfs {

/// The mount point of a folder as `df -P FOLDER` prints it; empty when it prints none.
std::string mount_point_in(const std::string& df);

/// Since macOS 10.15 user data lies on a volume of its own, and nfsd refuses `/Users` with
/// "exported dir/fs mismatch: /Users /System/Volumes/Data" (adlogix/docker-machine-nfs#100): a
/// folder whose volume is that one gets its path there. `version` as sw_vers prints it.
std::string exported_path(const std::string& version, const std::string& folder,
                          const std::string& mount_point);

/// True for 10.15 and later. Throws EnvironmentError for what is no version.
bool has_data_volume(const std::string& version);

/// Sections of docker-machine-nfs, Vagrant and d4m-nfs, exports to everybody, and lines that export
/// one of `folders` to `vm` as ours would: a sentence each, with line numbers.
std::vector<std::string> foreign_exports(const std::string& text,
                                         const std::vector<std::string>& folders,
                                         const std::string& vm);

}  // namespace sharebench::nfs
