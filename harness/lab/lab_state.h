// The directory of one lab: marked and locked, so that what a killed process left is known as ours,
// and known as nobody's.
#pragma once

#include <filesystem>
#include <map>
#include <memory>
#include <string>
#include <vector>

#include "harness/sys/command_runner.h"

namespace sharebench::lab {

/// An exclusive lock on a file for as long as it lives. flock(1) holds it while its standard input
/// is open, so it is free as soon as this process is gone, however it ended.
class FileLock {
 public:
  /// Waits up to `patience_s`. Throws EnvironmentError naming the file when it stays taken.
  FileLock(sys::CommandRunner& runner, const std::filesystem::path& file, int patience_s);

 private:
  std::unique_ptr<sys::Child> holder_;
};

/// Makes `dir` (which must not exist or be empty), locks and marks it and notes the namespace in
/// it. Throws EnvironmentError.
std::unique_ptr<FileLock> make_state_dir(sys::CommandRunner& runner,
                                         const std::filesystem::path& dir,
                                         const std::string& network_namespace);

/// The namespace noted in a marked directory; empty when `dir` is not one of ours.
std::string noted_namespace(const std::filesystem::path& dir);

/// Facts as `name=value` lines.
void write_facts(const std::filesystem::path& file,
                 const std::map<std::string, std::string>& facts);
std::map<std::string, std::string> read_facts(const std::filesystem::path& file);

/// Ends every process in the namespace, deletes it, removes the directory. Does what it can and
/// never throws.
void remove_lab(sys::CommandRunner& runner, const std::string& network_namespace,
                const std::filesystem::path& state_dir) noexcept;

/// remove_all without exceptions; does nothing while something is mounted below (it could be this
/// machine's /dev, bound there by a build that was killed).
void remove_tree(const std::filesystem::path& dir) noexcept;

/// True when /proc/self/mountinfo, given as text, has a mount at or below `dir` (absolute).
bool has_mount_below(const std::string& mountinfo, const std::filesystem::path& dir);

/// Marked directories below `root` (and `root` itself) whose lock is free and which no living lab
/// was told to keep.
std::vector<std::filesystem::path> abandoned_labs(sys::CommandRunner& runner,
                                                  const std::filesystem::path& root);

}  // namespace sharebench::lab
