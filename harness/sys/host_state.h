// What the host is busy with besides the measurement: power, indexing, a full disk, other programs.
#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "harness/core/warning.h"
#include "harness/sys/command_runner.h"

namespace sharebench::sys {

struct HostState {
  std::map<std::string, std::string>
      facts{};  ///< model, power; spotlight, journal, disk free: for the run file
  std::vector<Warning> warnings{};
};

/// Asks about the host. `kernel` is the host's, "Darwin 24.4.0": which tools are asked depends on
/// it and not on how this was compiled.
HostState read_host_state(CommandRunner& runner, const std::string& kernel);

/// Asks about a directory of the host: is it indexed, is it on ext4 without a journal, and is its
/// disk full? Never about one of another machine, which may be here as well by chance. Without a
/// journal ext4 gives the number of a file that was deleted in the last 60 s (300 s while its block
/// is not written) to no other file, and looks at all of them for each new one (Linux
/// fs/ext4/ialloc.c, recently_deleted).
HostState read_directory_state(CommandRunner& runner, const std::string& kernel,
                               const std::string& dir);

/// "on battery" or "on mains" of `pmset -g batt`; empty where it does not say.
std::string power_of_pmset(const std::string& text);

/// True when `pmset -g` says that low power mode is on.
bool low_power_of_pmset(const std::string& text);

/// "on battery" or "on mains" of lines "TYPE ONLINE", one a power supply of Linux; empty without
/// any.
std::string power_of_supplies(const std::string& text);

/// What `mdutil -s DIR` says of indexing: true when it is on; nothing where it does not say.
std::optional<bool> indexing_of_mdutil(const std::string& text);

/// Free bytes of `df -Pk DIR`: column 4 of the line after the heading; nothing when it has none.
std::optional<std::uint64_t> free_of_df(const std::string& text);

/// The first line of `ps -A -r -o %cpu=,comm=` above `least` percent of a processor that is not a
/// program of ours: its percentage and its name.
struct BusyProgram {
  double percent = 0;
  std::string name{};
};
/// Finds it in the text; nothing when there is none.
std::optional<BusyProgram> busiest_of_ps(const std::string& text, double least);

}  // namespace sharebench::sys
