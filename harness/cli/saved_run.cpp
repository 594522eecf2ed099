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

/// True where a path may end in a setting: at its end, or before a separator.
bool ends_at(const std::string& text, std::size_t at) {
  return at >= text.size() || std::string("/,: ").find(text[at]) != std::string::npos;
}

/// True where a path may begin in a setting, as in "local:~/x" and "a=~/x,b=~/y".
bool begins_at(const std::string& text, std::size_t at) {
  return at == 0 || std::string(":=, ").find(text[at - 1]) != std::string::npos;
}

void replace_paths(std::string& text, const std::string& from, const std::string& to) {
  for (auto at = text.find(from); at != std::string::npos; at = text.find(from, at)) {
    const bool path = begins_at(text, at) && ends_at(text, at + from.size());
    if (path) text.replace(at, from.size(), to);
    at += path ? to.size() : 1;
  }
}

/// Everything in a run that may name a folder of this machine.
template <typename Change>
void each_path(Run& run, const Change& change) {
  for (auto& [name, value] : run.settings) change(value);
  for (TargetInfo& target : run.targets) change(target.id);
  for (Mount& mount : run.mounts) {
    change(mount.share.host_dir);
    change(mount.guest_path);
    change(mount.observed.source);
  }
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
