// Puts the guard in place: what would change is shown first, every change can be undone exactly.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "harness/core/guard_state.h"
#include "harness/guard/policy.h"
#include "harness/sys/command_runner.h"

namespace sharebench::guard {

/// One file as it is and as it would be.
struct FileChange {
  std::string path{};
  std::optional<std::string> before{};  ///< nothing: it is not there
  std::string after{};
};

struct Setup {
  std::vector<FileChange> files{};                         ///< only those that change
  std::vector<std::vector<std::string>> load{}, unload{};  ///< commands for root, in order
  std::vector<std::string> notes{};                        ///< what the user should know
};

enum class Style { kRecommended, kArticle };

/// The texts of the files that a setup edits; nothing: not there.
struct Found {
  std::string kernel = "Darwin";
  std::optional<std::string> pf_conf{}, nfs_conf{}, exports{}, plist{}, nft{};
};

/// The label of our LaunchDaemon and the places of the files.
extern const char* const kGuardLabel;

/// Reads them through the runner.
Found find_files(sys::CommandRunner& runner);

/// What `apply` would do. Pure. Throws DataError when /etc/pf.conf cannot be loaded as it is.
Setup plan_setup(const Policy& policy, Style style, const Found& found);

/// The plan for a person: a diff of every file, every command, the notes.
std::string show(const Setup& setup);

/// A text without our marked sections, and with new ones: scrub behind the last scrub statement,
/// filter rules before the first filter statement (the article's at the end).
std::string edit_pf_conf(const std::string& text, const Policy& policy, Style style);

/// Every setting that is pinned replaced where it stands, or added at the end.
std::string edit_nfs_conf(const std::string& text);

/// Our marked line replaced or added; empty policy folders leave the text alone.
std::string edit_exports(const std::string& text, const Policy& policy);

/// Lines with `-` and `+` before what differs; nothing when the texts are equal.
std::string diff(const FileChange& change);

}  // namespace sharebench::guard
