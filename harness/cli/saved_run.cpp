// "~" for the home folder, and back.
#include "harness/cli/saved_run.h"

#include <cstdlib>
#include <string>

#include "harness/store/run_file.h"

namespace sharebench::cli {
namespace {

std::string home() {
  const char* home = std::getenv("HOME");
  return home != nullptr ? home : "";
}

/// True where a path may end: at the text's end, or before a separator.
bool ends_at(const std::string& text, std::size_t at) {
  return at >= text.size() || std::string("/,:; '\")\n").find(text[at]) != std::string::npos;
}

/// True where a path may begin, as in "local:~/x", "a=~/x,b=~/y" and "cannot write '~/x'".
bool begins_at(const std::string& text, std::size_t at) {
  return at == 0 || std::string(":=,; '\"(\n").find(text[at - 1]) != std::string::npos;
}

void replace_paths(std::string& text, const std::string& from, const std::string& to) {
  for (auto at = text.find(from); at != std::string::npos; at = text.find(from, at)) {
    const bool path = begins_at(text, at) && ends_at(text, at + from.size());
    if (path) text.replace(at, from.size(), to);
    at += path ? to.size() : 1;
  }
}

template <typename Change>
void each_value(std::map<std::string, std::string>& texts, const Change& change) {
  for (auto& [name, value] : texts) change(value);
}

/// What a run was asked for and what it found.
template <typename Change>
void each_path_of_places(Run& run, const Change& change) {
  each_value(run.host_facts, change);
  each_value(run.settings, change);
  for (TargetInfo& target : run.targets) {
    change(target.id);
    each_value(target.facts, change);
  }
  for (Mount& mount : run.mounts) {
    change(mount.share.host_dir);
    change(mount.guest_path);
    change(mount.observed.source);
  }
}

/// What went wrong, in words.
template <typename Change>
void each_path_of_troubles(Run& run, const Change& change) {
  for (Warning& warning : run.warnings) each_value(warning.values, change);
  for (Block& block : run.blocks) change(block.invalid);
  for (auto* samples : {&run.samples, &run.pilot}) {
    for (Sample& sample : *samples) change(sample.failure);
  }
  for (GuardState& state : run.guard) {
    for (auto* texts : {&state.evidence, &state.warnings}) {
      for (std::string& text : *texts) change(text);
    }
  }
}

/// Everything in a run that may name a folder of this machine.
template <typename Change>
void each_path(Run& run, const Change& change) {
  each_path_of_places(run, change);
  each_path_of_troubles(run, change);
}

}  // namespace

void save_run(const Run& run, const std::filesystem::path& file) {
  Run shown = run;
  if (home().size() > 1) {
    each_path(shown, [](std::string& text) { replace_paths(text, home(), "~"); });
  }
  store::save(shown, file);
}

void expand_home(Run& run) {
  if (home().empty()) return;
  each_path(run, [](std::string& text) { replace_paths(text, "~", home()); });
}

}  // namespace sharebench::cli
