// Makes, fills and empties the network namespace of a lab with iproute2.
#include "harness/lab/network.h"

#include <fmt/format.h>

#include <random>
#include <sstream>

#include "harness/core/error.h"
#include "harness/lab/guest_image.h"
#include "harness/sys/clock.h"
#include "harness/sys/interrupt.h"

namespace sharebench::lab {
namespace {

void ip(sys::CommandRunner& runner, const std::vector<std::string>& words) {
  sys::Command command;
  command.argv = {"ip"};
  command.argv.insert(command.argv.end(), words.begin(), words.end());
  command.timeout_s = 10;
  sys::run_or_throw(runner, command, "apt-get install iproute2, and run as root");
}

/// Gives the open interface of a namespace its addresses.
void join(sys::CommandRunner& runner, const std::string& name, const std::string& address,
          const std::string& address6) {
  ip(runner, {"-n", name, "addr", "add", address + "/24", "dev", kOpenInterface});
  ip(runner, {"-n", name, "addr", "add", address6 + "/64", "dev", kOpenInterface, "nodad"});
  ip(runner, {"-n", name, "link", "set", kOpenInterface, "up"});
}

}  // namespace

std::string new_namespace_name(const std::filesystem::path& state_dir) {
  const std::string path = std::filesystem::absolute(state_dir).string();
  const std::string key = cache_key({path, fmt::format("{:08x}", std::random_device()()),
                                     fmt::format("{}", sys::steady_seconds())});
  return "sharebench-" + key.substr(0, 8);
}

std::string stranger_namespace(const std::string& name) {
  return name + "-stranger";
}

void make_namespace(sys::CommandRunner& runner, const std::string& name) {
  const std::string stranger = stranger_namespace(name);
  ip(runner, {"netns", "add", name});
  ip(runner, {"-n", name, "link", "set", "lo", "up"});
  ip(runner, {"-n", name, "tuntap", "add", kTap, "mode", "tap"});
  ip(runner, {"-n", name, "addr", "add", fmt::format("{}/24", kHostAddress), "dev", kTap});
  ip(runner, {"-n", name, "link", "set", kTap, "up"});
  ip(runner, {"netns", "add", stranger});
  ip(runner, {"-n", stranger, "link", "set", "lo", "up"});
  ip(runner, {"-n", name, "link", "add", kOpenInterface, "type", "veth", "peer", "name",
              kOpenInterface, "netns", stranger});
  join(runner, name, kOpenAddress, kOpenAddress6);
  join(runner, stranger, kStrangerAddress, kStrangerAddress6);
}

bool namespace_exists(sys::CommandRunner& runner, const std::string& name) {
  sys::Command list;
  list.argv = {"ip", "netns", "list"};
  list.timeout_s = 10;
  std::istringstream lines(runner.run(list).out);
  for (std::string line; std::getline(lines, line);) {
    if (line.substr(0, line.find(' ')) == name) return true;
  }
  return false;
}

std::vector<int> namespace_processes(sys::CommandRunner& runner, const std::string& name) {
  sys::Command command;
  command.argv = {"ip", "netns", "pids", name};
  command.timeout_s = 10;
  std::istringstream words(runner.run(command).out);
  std::vector<int> processes;
  for (int process = 0; words >> process;) processes.push_back(process);
  return processes;
}

namespace {

void delete_one(sys::CommandRunner& runner, const std::string& name) {
  if (!namespace_exists(runner, name)) return;
  const double end = sys::steady_seconds() + 10;
  for (;;) {
    const std::vector<int> processes = namespace_processes(runner, name);
    if (processes.empty() || sys::steady_seconds() > end) break;
    sys::Command kill;
    kill.argv = {"kill", "-KILL"};
    for (const int process : processes) kill.argv.push_back(std::to_string(process));
    kill.timeout_s = 10;
    runner.run(kill);
    sys::interruptible_sleep(0.02);
  }
  ip(runner, {"netns", "del", name});
}

}  // namespace

void delete_namespace(sys::CommandRunner& runner, const std::string& name) {
  if (name.empty()) return;
  delete_one(runner, name);
  delete_one(runner, stranger_namespace(name));
}

std::vector<std::string> in_namespace(const std::string& name,
                                      const std::vector<std::string>& argv) {
  std::vector<std::string> whole = {"ip", "netns", "exec", name};
  whole.insert(whole.end(), argv.begin(), argv.end());
  return whole;
}

std::vector<std::string> in_directory(const std::filesystem::path& dir,
                                      const std::vector<std::string>& argv) {
  std::vector<std::string> whole = {"sh", "-c", "cd \"$1\" && shift && exec \"$@\"", "sh",
                                    dir.string()};
  whole.insert(whole.end(), argv.begin(), argv.end());
  return whole;
}

void start_detached(sys::CommandRunner& runner, const std::string& name,
                    const std::filesystem::path& dir, const std::string& log,
                    const std::vector<std::string>& argv) {
  // The session is new before the program starts: the runner kills what is left of its own group.
  std::vector<std::string> shell = {
      "setsid", "-w", "sh", "-c", "log=log/$1; shift; \"$@\" </dev/null >\"$log\" 2>&1 &",
      "sh",     log};
  shell.insert(shell.end(), argv.begin(), argv.end());
  sys::Command command;
  command.argv = in_namespace(name, in_directory(dir, shell));
  command.timeout_s = 10;
  sys::run_or_throw(runner, command, "sharebench lab down, then: sharebench lab up");
}

}  // namespace sharebench::lab
