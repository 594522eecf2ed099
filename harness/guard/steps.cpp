// Takes steps and takes them back. The journal knows of a step before it is begun.
#include "harness/guard/steps.h"

#include <fmt/format.h>

#include <algorithm>

#include "harness/core/error.h"
#include "harness/guard/journal.h"
#include "harness/guard/text.h"
#include "harness/sys/interrupt.h"

namespace sharebench::guard {
namespace {

sys::CommandRunner& runner_of(const Sides& sides, Side side) {
  sys::CommandRunner* runner = side == Side::kVm ? sides.vm : sides.host;
  if (runner == nullptr)
    throw EnvironmentError("the VM is needed for this and cannot be reached",
                           "start it: docker-machine start default");
  return *runner;
}

struct Ran {
  bool ok = false;
  std::string line{}, out{};
};

Ran run(sys::CommandRunner& runner, bool as_root, const std::vector<std::string>& argv,
        const std::string& input = "") {
  const sys::CommandResult result =
      runner.run({.argv = argv, .input = input, .timeout_s = 120, .as_root = as_root});
  const std::vector<std::string> lines = lines_of(result.err.empty() ? result.out : result.err);
  const std::string failed =
      result.timed_out ? "no end within 120 s" : fmt::format("status {}", result.status);
  const std::string said = lines.empty() ? "" : ", " + lines.back();
  return {result.ok(),
          fmt::format("{}: {}", sys::display(argv), result.ok() ? "done" : failed + said),
          result.out + result.err};
}

/// Throws EnvironmentError when it fails.
void must_run(sys::CommandRunner& runner, bool as_root, const std::vector<std::string>& argv,
              const std::string& input = "") {
  const Ran ran = run(runner, as_root, argv, input);
  if (!ran.ok)
    throw EnvironmentError(ran.line,
                           "see whether root may write there: ls -lO on a Mac shows flags");
}

/// The enable reference that `pfctl -E` printed: "Token : 1544".
std::string token_in(const std::string& text) {
  for (const std::string& line : lines_of(text)) {
    const std::vector<std::string> words = words_of(line);
    if (words.size() == 3 && words[0] == "Token" && parse_decimal(words[2], UINT64_MAX))
      return words[2];
  }
  return "";
}

JournalText begin_journal(const Sides& sides, const std::vector<Step>& steps,
                          const Journal& journal) {
  JournalText text;
  text.about = journal.about;
  for (const Step& step : steps) {
    JournalEntry entry{step.side, step.as_root, false, "", {}, "", step.undo};
    if (step.token) entry.undo.clear();  // until there is one
    if (step.file) {
      entry.path = step.file->path;
      entry.after = step.file->after;
      entry.before = read_file_state(runner_of(sides, step.side), entry.path);
      if (entry.before.bytes != step.file->before)
        throw EnvironmentError(fmt::format("{} was changed while the plan was made", entry.path),
                               "make the plan again");
    }
    text.entries.push_back(std::move(entry));
  }
  write_journal(journal.file, text);
  return text;
}

void write_file(sys::CommandRunner& runner, const Step& step) {
  const FileChange& change = *step.file;
  must_run(runner, step.as_root, {"tee", change.path}, change.after);
  if (!change.before && !change.mode.empty())
    must_run(runner, step.as_root, {"chmod", change.mode, change.path});
  if (read_file_state(runner, change.path).bytes != change.after)
    throw EnvironmentError(fmt::format("{} does not hold what was written to it", change.path),
                           "is the disk full? df -h");
}

/// What one step says when it is done. Throws EnvironmentError when it fails.
std::string take(const Sides& sides, const Step& step, JournalEntry& entry, const Check& check) {
  if (!step.check.empty()) {
    const std::string why = check(step.check);
    if (!why.empty()) throw EnvironmentError(why, "see: sharebench guard check");
    return "checked: " + step.why;
  }
  if (step.file) {
    write_file(runner_of(sides, step.side), step);
    return "wrote " + step.file->path;
  }
  if (step.run.empty()) return "";
  const Ran ran = run(runner_of(sides, step.side), step.as_root, step.run);
  if (const std::string token = token_in(ran.out); step.token && !token.empty()) {
    entry.undo = step.undo;
    entry.undo.push_back(token);
  }
  if (!ran.ok) throw EnvironmentError(ran.line, "");
  return ran.line;
}

std::string put_back(sys::CommandRunner& runner, const JournalEntry& entry) {
  const FileState now = read_file_state(runner, entry.path);
  if (!entry.before.bytes) {
    if (!now.bytes) return entry.path + " is gone already";
    must_run(runner, entry.as_root, {"rm", "-f", entry.path});
    return "removed " + entry.path;
  }
  if (now.bytes != entry.before.bytes)
    must_run(runner, entry.as_root, {"tee", entry.path}, *entry.before.bytes);
  const FileState then = read_file_state(runner, entry.path);
  if (then.owner != entry.before.owner)
    must_run(runner, entry.as_root, {"chown", entry.before.owner, entry.path});
  if (then.mode != entry.before.mode || then.owner != entry.before.owner)
    must_run(runner, entry.as_root, {"chmod", entry.before.mode, entry.path});
  const FileState back = read_file_state(runner, entry.path);
  if (back.bytes != entry.before.bytes || back.mode != entry.before.mode ||
      back.owner != entry.before.owner)
    throw EnvironmentError(fmt::format("{} could not be put back as it was", entry.path),
                           "is the disk full? df -h");
  return "put back " + entry.path;
}

Undone take_back(const Sides& sides, const JournalText& text, bool without_vm) {
  Undone undone;
  for (auto entry = text.entries.rbegin(); entry != text.entries.rend(); ++entry) {
    if (!entry->begun || (entry->path.empty() && entry->undo.empty())) continue;
    if (without_vm && entry->side == Side::kVm) continue;
    sys::CommandRunner& runner = runner_of(sides, entry->side);
    if (!entry->path.empty()) undone.told.push_back(put_back(runner, *entry));
    if (entry->undo.empty()) continue;
    const Ran ran = run(runner, entry->as_root, entry->undo);
    undone.told.push_back(ran.line);
    undone.clean = undone.clean && ran.ok;
  }
  return undone;
}

}  // namespace

Step write_step(const std::string& why, const FileChange& change) {
  Step step;
  step.why = why;
  step.file = change;
  return step;
}

Step run_step(const std::string& why, const std::vector<std::string>& argv,
              const std::vector<std::string>& undo) {
  Step step;
  step.why = why;
  step.run = argv;
  step.undo = undo;
  return step;
}

Step undo_step(const std::vector<std::string>& undo) {
  return run_step("", {}, undo);
}

Step check_step(const std::string& why, const std::string& name) {
  Step step;
  step.why = why;
  step.check = name;
  return step;
}

Applied apply_steps(const Sides& sides, const std::vector<Step>& steps, const Journal& journal,
                    const Check& check) {
  if (std::filesystem::exists(journal.file))
    throw EnvironmentError(
        fmt::format("{} holds the files of an earlier apply", journal.file.string()),
        "put them back first: " + journal.undo_command);
  JournalText text = begin_journal(sides, steps, journal);
  Applied applied;
  const auto back = [&] {
    const sys::InterruptShield shield;
    for (const std::string& line : take_back(sides, text, false).told) applied.told.push_back(line);
    std::filesystem::remove(journal.file);
  };
  try {
    for (std::size_t i = 0; i < steps.size(); ++i) {
      text.entries[i].begun = true;
      if (steps[i].file || !steps[i].run.empty()) write_journal(journal.file, text);
      const std::string line = take(sides, steps[i], text.entries[i], check);
      if (steps[i].token) write_journal(journal.file, text);
      if (!line.empty()) applied.told.push_back(line);
    }
    applied.kept = true;
  } catch (const Interrupted&) {
    back();
    throw;
  } catch (const Error& error) {
    applied.told.push_back(fmt::format("taken back, because: {}", error.what()));
    back();
  }
  return applied;
}

std::vector<std::pair<std::string, std::string>> journal_facts(const std::filesystem::path& file) {
  return read_journal(file).about;
}

std::vector<FileChange> changed_since(const Sides& sides, const std::filesystem::path& file,
                                      bool without_vm) {
  std::vector<FileChange> changed;
  for (const JournalEntry& entry : read_journal(file).entries) {
    if (!entry.begun || entry.path.empty()) continue;
    if (without_vm && entry.side == Side::kVm) continue;
    const FileState now = read_file_state(runner_of(sides, entry.side), entry.path);
    const bool as_before = now.bytes == entry.before.bytes;
    if (as_before || now.bytes == entry.after) continue;
    changed.push_back({entry.path, entry.after, now.bytes.value_or(""), ""});
  }
  return changed;
}

Undone undo_steps(const Sides& sides, const Journal& journal, const UndoOptions& options) {
  const JournalText text = read_journal(journal.file);
  const std::vector<FileChange> changed = changed_since(sides, journal.file, options.without_vm);
  if (!changed.empty() && !options.force)
    throw EnvironmentError(
        fmt::format("{} was changed by somebody else since apply", changed[0].path),
        fmt::format("take that change away, or lose it: {} --force", journal.undo_command));
  const Undone undone = take_back(sides, text, options.without_vm);
  std::filesystem::remove(journal.file);
  return undone;
}

}  // namespace sharebench::guard
