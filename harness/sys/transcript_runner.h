// Records every conversation with outside tools, and answers from such a recording: a user's bug
// report is a test fixture.
#pragma once

#include <filesystem>
#include <memory>

#include "harness/sys/command_runner.h"

namespace sharebench::sys {

/// Passes everything on to `inner` and writes a transcript (JSON, an entry a command, in order) to
/// `file` after every entry. Throws EnvironmentError when the file cannot be written.
std::unique_ptr<CommandRunner> make_recording_runner(CommandRunner& inner,
                                                     const std::filesystem::path& file);

/// Answers from a transcript. Entries are looked up by argv, each used once, in order; a command
/// that is not in it throws MeasureError naming the command. Throws DataError when the file is not
/// a transcript.
std::unique_ptr<CommandRunner> make_replay_runner(const std::filesystem::path& file);

}  // namespace sharebench::sys
