// Host facts on Linux and macOS; which commands are asked depends on what uname answers, not on how
// this file was compiled.
#include "harness/sys/host_facts.h"

#include <fmt/format.h>
#include <stdlib.h>

#include <sstream>
#include <vector>

namespace sharebench::sys {
namespace {

std::string trimmed(const std::string& text) {
  const auto first = text.find_first_not_of(" \t\n\"");
  if (first == std::string::npos) return "";
  return text.substr(first, text.find_last_not_of(" \t\n\"") - first + 1);
}

std::string ask(CommandRunner& runner, const std::vector<std::string>& argv) {
  const CommandResult result = runner.run({.argv = argv, .timeout_s = 10});
  return result.ok() ? trimmed(result.out) : "";
}

/// What follows `key` and its separator on the first line that begins with it.
std::string value_after(const std::string& text, const std::string& key, char separator) {
  std::istringstream lines(text);
  for (std::string line; std::getline(lines, line);) {
    if (line.rfind(key, 0) != 0) continue;
    const auto at = line.find(separator);
    if (at != std::string::npos) return trimmed(line.substr(at + 1));
  }
  return "";
}

}  // namespace

std::string cpu_of_cpuinfo(const std::string& cpuinfo) {
  return value_after(cpuinfo, "model name", ':');
}

unsigned long long memory_of_meminfo(const std::string& meminfo) {
  const std::string kib = value_after(meminfo, "MemTotal", ':');
  return kib.empty() ? 0 : std::strtoull(kib.c_str(), nullptr, 10) * 1024;
}

std::string name_of_os_release(const std::string& os_release) {
  return value_after(os_release, "PRETTY_NAME", '=');
}

std::map<std::string, std::string> read_host_facts(CommandRunner& runner) {
  std::map<std::string, std::string> facts;
  facts["host"] = ask(runner, {"uname", "-n"});
  facts["kernel"] = ask(runner, {"uname", "-sr"});
  facts["arch"] = ask(runner, {"uname", "-m"});
  facts["cores"] = ask(runner, {"getconf", "_NPROCESSORS_ONLN"});
  if (facts["kernel"].rfind("Darwin", 0) == 0) {
    facts["os"] = "macOS " + ask(runner, {"sw_vers", "-productVersion"});
    facts["cpu"] = ask(runner, {"sysctl", "-n", "machdep.cpu.brand_string"});
    facts["memory_bytes"] = ask(runner, {"sysctl", "-n", "hw.memsize"});
  } else {
    facts["os"] = name_of_os_release(ask(runner, {"cat", "/etc/os-release"}));
    facts["cpu"] = cpu_of_cpuinfo(ask(runner, {"cat", "/proc/cpuinfo"}));
    const auto memory = memory_of_meminfo(ask(runner, {"cat", "/proc/meminfo"}));
    if (memory > 0) facts["memory_bytes"] = std::to_string(memory);
  }
  for (auto it = facts.begin(); it != facts.end();) {
    it = it->second.empty() ? facts.erase(it) : std::next(it);
  }
  return facts;
}

double load_average() {
  double value = 0;
  return getloadavg(&value, 1) == 1 ? value : -1;
}

}  // namespace sharebench::sys
