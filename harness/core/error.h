// The one family of errors that crosses room borders: a sentence for a person, a mend, an exit
// code.
#pragma once

#include <stdexcept>
#include <string>

namespace sharebench {

/// Exit codes that scripts may rely on (docs/cli.md).
enum class ExitCode {
  kYes = 0,
  kNo = 1,
  kUsage = 2,
  kCannotTell = 3,
  kEnvironment = 4,
  kMeasure = 5,
  kData = 6,
  kBug = 70,
  kInterrupted = 130,
  kTerminated = 143,
};

/// Base of the family. `what()` is the sentence (lower case, no full stop, names the thing and the
/// value); `hint()` is the mend, a command where there is one.
class Error : public std::runtime_error {
 public:
  Error(const std::string& sentence, std::string hint, ExitCode code);
  const std::string& hint() const { return hint_; }
  ExitCode code() const { return code_; }

 private:
  std::string hint_{};
  ExitCode code_;
};

/// A flag, a configuration value or a name that cannot be used (exit 2).
class UsageError : public Error {
 public:
  UsageError(const std::string& sentence, const std::string& hint);
};

/// A tool, engine, machine or directory that is not as needed (exit 4).
class EnvironmentError : public Error {
 public:
  EnvironmentError(const std::string& sentence, const std::string& hint);
};

/// The runner failed, or the data it checked was wrong (exit 5).
class MeasureError : public Error {
 public:
  MeasureError(const std::string& sentence, const std::string& hint);
};

/// A run file that is unreadable, newer than this program, or not ours (exit 6).
class DataError : public Error {
 public:
  DataError(const std::string& sentence, const std::string& hint);
};

/// The user or the system asked to stop (exit 130 for SIGINT, 143 for SIGTERM).
class Interrupted : public Error {
 public:
  explicit Interrupted(int signal_number);
};

}  // namespace sharebench
