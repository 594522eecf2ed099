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

void hide_home(Run& run) {
  const std::string prefix = home();
  if (prefix.size() < 2) return;
  const auto hide = [&](std::string& text) {
    for (auto at = text.find(prefix); at != std::string::npos; at = text.find(prefix, at + 1)) {
      text.replace(at, prefix.size(), "~");
    }
  };
  for (auto& [name, value] : run.settings) hide(value);
  for (TargetInfo& target : run.targets) hide(target.id);
  for (Mount& mount : run.mounts) {
    hide(mount.share.host_dir);
    hide(mount.guest_path);
    hide(mount.observed.source);
  }
}

}  // namespace

void save_run(const Run& run, const std::filesystem::path& file) {
  Run shown = run;
  hide_home(shown);
  store::save(shown, file);
}

void expand_home(Run& run) {
  if (home().empty()) return;
  for (Mount& mount : run.mounts) {
    std::string& dir = mount.share.host_dir;
    if (dir.rfind("~", 0) == 0) dir = home() + dir.substr(1);
  }
}

}  // namespace sharebench::cli
