// Tools of macOS and files of Linux, asked as commands so that they are recorded.
#include "harness/sys/host_state.h"

#include <fmt/format.h>

#include <cstdlib>
#include <locale>
#include <sstream>

#include "harness/core/units.h"

namespace sharebench::sys {
namespace {

constexpr std::uint64_t kLowDisk_bytes = std::uint64_t{1} << 30;
constexpr double kBusy_percent = 50;

std::string answer_of(CommandRunner& runner, const std::vector<std::string>& argv) {
  const CommandResult result = runner.run({.argv = argv, .timeout_s = 10});
  return result.ok() ? result.out : "";
}

std::string first_line(const std::string& text) {
  return text.substr(0, text.find('\n'));
}

bool holds(const std::string& text, const std::string& part) {
  return text.find(part) != std::string::npos;
}

/// A number with a point, in whatever locale this program runs.
double number_of(const std::string& text) {
  std::istringstream in(text);
  in.imbue(std::locale::classic());
  double value = 0;
  in >> value;
  return value;
}

/// Names with .noindex at their end are left out by Spotlight, whatever the volume is set to.
bool is_left_out(const std::string& dir) {
  return holds(dir + "/", ".noindex/") || holds(dir, "/.");
}

bool is_mac(const std::string& kernel) {
  return kernel.rfind("Darwin", 0) == 0;
}

void look_at_mac(CommandRunner& runner, HostState& state) {
  state.facts["model"] = first_line(answer_of(runner, {"sysctl", "-n", "hw.model"}));
  std::string power = power_of_pmset(answer_of(runner, {"pmset", "-g", "batt"}));
  if (low_power_of_pmset(answer_of(runner, {"pmset", "-g"}))) {
    power += power.empty() ? "in low power mode" : " in low power mode";
  }
  state.facts["power"] = power;
  const auto busy =
      busiest_of_ps(answer_of(runner, {"ps", "-A", "-r", "-o", "%cpu=,comm="}), kBusy_percent);
  if (!busy) return;
  state.warnings.push_back(
      {.code = WarningCode::kOtherLoad,
       .values = {{"program", busy->name}, {"percent", fmt::format("{:.0f}", busy->percent)}}});
}

void look_at_linux(CommandRunner& runner, HostState& state) {
  state.facts["model"] = first_line(answer_of(runner, {"cat", "/sys/class/dmi/id/product_name"}));
  state.facts["power"] = power_of_supplies(
      answer_of(runner, {"sh", "-c",
                         "for s in /sys/class/power_supply/*; do [ -f \"$s/online\" ] && echo "
                         "\"$(cat \"$s/type\") $(cat \"$s/online\")\"; done; true"}));
}

void look_at_spotlight(CommandRunner& runner, const std::string& dir, HostState& state) {
  const auto indexing = indexing_of_mdutil(answer_of(runner, {"mdutil", "-s", dir}));
  if (!indexing) return;
  const bool indexed = *indexing && !is_left_out(dir);
  state.facts["spotlight"] = indexed ? "indexes " + dir : "does not index " + dir;
  if (!indexed) return;
  state.warnings.push_back({.code = WarningCode::kSpotlight, .values = {{"dir", dir}}});
}

void look_at_disk(CommandRunner& runner, const std::string& dir, HostState& state) {
  const auto free = free_of_df(answer_of(runner, {"df", "-Pk", dir}));
  if (!free) return;
  const std::string text = format_bytes(static_cast<double>(*free));
  state.facts["disk free"] = text;
  if (*free >= kLowDisk_bytes) return;
  state.warnings.push_back({.code = WarningCode::kLowDisk,
                            .values = {{"where", "the file system of " + dir}, {"free", text}}});
}

void look_at_journal(CommandRunner& runner, const std::string& dir, HostState& state) {
  // "/sys/fs/ext4/DEVICE/journal_task" holds the journal's thread, and "<none>" where there is
  // none.
  const std::string script =
      "cat \"/sys/fs/ext4/$(basename \"$(readlink \"/sys/dev/block/$(stat -c %Hd:%Ld "
      "\"$1\")\")\")/journal_task\"";
  if (first_line(answer_of(runner, {"sh", "-c", script, "sh", dir})) != "<none>") return;
  state.facts["journal"] = "none on the ext4 of " + dir;
  state.warnings.push_back({.code = WarningCode::kNoJournal, .values = {{"dir", dir}}});
}

}  // namespace

HostState read_host_state(CommandRunner& runner, const std::string& kernel) {
  HostState state;
  if (is_mac(kernel)) {
    look_at_mac(runner, state);
  } else {
    look_at_linux(runner, state);
  }
  const std::string power = state.facts["power"];
  if (holds(power, "battery") || holds(power, "low power")) {
    state.warnings.push_back({.code = WarningCode::kPower, .values = {{"state", power}}});
  }
  std::erase_if(state.facts, [](const auto& fact) { return fact.second.empty(); });
  return state;
}

HostState read_directory_state(CommandRunner& runner, const std::string& kernel,
                               const std::string& dir) {
  HostState state;
  if (is_mac(kernel)) {
    look_at_spotlight(runner, dir, state);
  } else {
    look_at_journal(runner, dir, state);
  }
  look_at_disk(runner, dir, state);
  return state;
}

std::string power_of_pmset(const std::string& text) {
  if (holds(text, "'Battery Power'")) return "on battery";
  return holds(text, "'AC Power'") ? "on mains" : "";
}

bool low_power_of_pmset(const std::string& text) {
  std::istringstream lines(text);
  for (std::string line; std::getline(lines, line);) {
    std::istringstream words(line);
    std::string name, value;
    if (words >> name >> value && name == "lowpowermode") return value == "1";
  }
  return false;
}

std::string power_of_supplies(const std::string& text) {
  std::istringstream lines(text);
  bool any = false;
  std::string type, online;
  while (lines >> type >> online) {
    if (type != "Mains" && type != "USB") continue;
    if (online == "1") return "on mains";
    any = true;
  }
  return any ? "on battery" : "";
}

std::optional<bool> indexing_of_mdutil(const std::string& text) {
  if (holds(text, "Indexing enabled")) return true;
  if (holds(text, "ndexing disabled") || holds(text, "erver is disabled")) return false;
  return std::nullopt;
}

std::optional<std::uint64_t> free_of_df(const std::string& text) {
  std::istringstream lines(text);
  std::string line;
  if (!std::getline(lines, line) || !std::getline(lines, line)) return std::nullopt;
  // A file system's name may hold blanks: the numbers before the one with the percent sign count.
  const auto percent = line.find('%');
  if (percent == std::string::npos) return std::nullopt;
  std::istringstream words(line.substr(0, percent));
  std::vector<std::string> all;
  for (std::string word; words >> word;) all.push_back(word);
  if (all.size() < 5) return std::nullopt;
  return std::strtoull(all[all.size() - 2].c_str(), nullptr, 10) * 1024;
}

std::optional<BusyProgram> busiest_of_ps(const std::string& text, double least) {
  std::istringstream lines(text);
  for (std::string line; std::getline(lines, line);) {
    std::istringstream words(line);
    std::string percent, path;
    if (!(words >> percent) || !std::getline(words >> std::ws, path)) continue;
    const std::string name = path.substr(path.find_last_of('/') + 1);
    const bool machine = holds(name, "com.apple.Virtualization") || holds(name, "VBoxHeadless") ||
                         holds(name, "qemu-system") || holds(name, "com.docker") ||
                         holds(name, "sharebench") || holds(name, "OrbStack");
    BusyProgram program{number_of(percent), name};
    if (program.percent >= least && !machine) return program;
  }
  return std::nullopt;
}

}  // namespace sharebench::sys
