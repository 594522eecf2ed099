// Runs a command under strace and turns what strace writes into a trace file.
#pragma once

#include <filesystem>
#include <functional>
#include <optional>
#include <string>
#include <vector>

#include "harness/sys/command_runner.h"
#include "harness/trace/hidden_names.h"
#include "harness/trace/recording.h"

namespace sharebench::trace {

/// The command line that records `command` into the file `text`; a container needs the same one.
std::vector<std::string> strace_argv(const std::string& text,
                                     const std::vector<std::string>& command);

/// The command line that records, into the file `text`, a program whose calls do nothing: it tells
/// what strace costs a call there.
std::vector<std::string> calibration_argv(const std::string& text);

/// The command line that lists what is below `root`, for parse_snapshot().
std::vector<std::string> find_argv(const std::string& root);

struct RecorderOptions {
  std::filesystem::path root{};             ///< only what is below it is kept; it exists
  std::filesystem::path out{};              ///< the trace
  std::optional<Salt> salt = std::nullopt;  ///< how names are hidden; nothing: they are kept
  CpuTime plain{};                          ///< of the command without strace
  /// CPU seconds of the operations of the trace that was written to `out`, by replaying it; asked
  /// once when both CPU times of `plain` are known. Empty, or answering nothing: strace's are
  /// taken.
  std::function<std::optional<double>()> files_time{};
};

/// How a recorded command ended.
struct Recorded {
  RecordingTotals totals{};
  int status = 0;           ///< exit status of the command
  double wall_s = 0;        ///< of the command under strace
  Overhead overhead{};      ///< what strace costs a call on this machine
  CpuTime cpu{};            ///< what was known of it; only user_s when that was under strace
  ThinkShares shares{};     ///< what was kept
  std::uint64_t bytes = 0;  ///< of the trace file
};

/// Lists the root, runs `command` in the working directory under strace, lists the root again, and
/// writes the trace. What the command prints goes line by line to `print`. Throws EnvironmentError
/// when strace is missing or may not trace.
Recorded record_command(sys::CommandRunner& runner, const RecorderOptions& options,
                        const std::vector<std::string>& command,
                        const std::function<void(const std::string&)>& print);

/// A recording that was made elsewhere: what strace wrote, and what find printed before and after.
struct StraceFiles {
  std::filesystem::path text{}, before{}, after{};
  std::filesystem::path calibration{};  ///< of calibration_argv(); empty: strace's cost is unknown
  std::string root{};                   ///< absolute, where it was made
  std::string folder{};                 ///< where the command was started there; absolute
};

/// Makes a trace of it. Throws DataError when a file is not what it should be.
Recorded convert(const RecorderOptions& options, const StraceFiles& files);

}  // namespace sharebench::trace
