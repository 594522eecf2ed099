// A change of this machine as steps that are shown before they are taken, and taken back in reverse
// order: files of this host and of the VM, commands, and checks in between.
#pragma once

#include <filesystem>
#include <functional>
#include <optional>
#include <string>
#include <vector>

#include "harness/sys/command_runner.h"

namespace sharebench::guard {

enum class Side { kHost, kVm };

/// One file as it is and as it would be.
struct FileChange {
  std::string path{};
  std::optional<std::string> before{};  ///< nothing: it is not there
  std::string after{};
  std::string mode{};  ///< for a file that is not there yet ("755"); empty: as the system makes it
};

/// One step: a file to write, a command to run, a check to pass, or only something to be undone at
/// this place in the order.
struct Step {
  std::string why{};  ///< for a person, a phrase
  Side side = Side::kHost;
  bool as_root = true;
  std::optional<FileChange> file{};
  std::vector<std::string> run{};
  std::string check{};              ///< the name of a check that the caller makes
  std::vector<std::string> undo{};  ///< run when it is taken back
  bool token = false;               ///< `run` prints "Token : N", which goes behind `undo`
};

/// The kinds of steps. A write is of a file of this host until `side` says otherwise.
Step write_step(const std::string& why, const FileChange& change);
Step run_step(const std::string& why, const std::vector<std::string>& argv,
              const std::vector<std::string>& undo = {});
Step undo_step(const std::vector<std::string>& undo);
Step check_step(const std::string& why, const std::string& name);

/// Who runs a step; `vm` may be absent where no step is on that side.
struct Sides {
  sys::CommandRunner* host = nullptr;
  sys::CommandRunner* vm = nullptr;
};

/// Empty when the named check is passed, else why not.
using Check = std::function<std::string(const std::string& name)>;

struct Applied {
  bool kept = false;
  std::vector<std::string> told{};  ///< what was done, a line each
};

/// What an apply left to be taken back.
struct Journal {
  std::filesystem::path file{};
  std::string undo_command{};                                ///< for hints: "sharebench guard undo"
  std::vector<std::pair<std::string, std::string>> about{};  ///< the caller's own facts
};

/// Takes the steps in order. The journal is written first, with every file as it was, and grows
/// with each step. When a step fails, a check says no or a signal arrives, what was done is taken
/// back (`kept` is false, or the signal's exception goes on). Throws EnvironmentError when there is
/// a journal already: it holds the originals and must be undone first.
Applied apply_steps(const Sides& sides, const std::vector<Step>& steps, const Journal& journal,
                    const Check& check);

/// The facts that the caller put into the journal. Throws DataError when there is no journal.
std::vector<std::pair<std::string, std::string>> journal_facts(const std::filesystem::path& file);

struct UndoOptions {
  bool force = false;       ///< put files back though somebody else changed them since
  bool without_vm = false;  ///< leave what was done in the VM: it is gone
};

struct Undone {
  bool clean = true;                ///< every command succeeded
  std::vector<std::string> told{};  ///< what was done, a line each
};

/// Files that are neither as they were before apply nor as apply left them: from what apply wrote
/// to what stands there now. Throws DataError when there is no journal.
std::vector<FileChange> changed_since(const Sides& sides, const std::filesystem::path& file,
                                      bool without_vm);

/// Takes the journal's steps back, last one first: files byte for byte with mode and owner, files
/// that were not there removed, then removes the journal. Commands that fail are told and do not
/// stop it. Unless `force`, throws EnvironmentError while changed_since() has something.
Undone undo_steps(const Sides& sides, const Journal& journal, const UndoOptions& options);

/// The steps for a person: diffs and commands in their order, who must be root, what undoes them.
std::string show(const std::vector<Step>& steps);

/// Lines with `-` and `+` before what differs; nothing when the texts are equal.
std::string diff(const FileChange& change);

}  // namespace sharebench::guard
