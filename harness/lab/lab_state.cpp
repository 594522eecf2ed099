// Marks, locks and removes the directory of one lab.
#include "harness/lab/lab_state.h"

#include <fmt/format.h>

#include <fstream>
#include <iterator>

#include "harness/core/error.h"
#include "harness/lab/lab.h"
#include "harness/lab/network.h"
#include "harness/sys/clock.h"
#include "harness/sys/interrupt.h"

namespace sharebench::lab {
namespace {

namespace fs = std::filesystem;

constexpr const char* kMarker = "sharebench-lab";

}  // namespace

FileLock::FileLock(sys::CommandRunner& runner, const fs::path& file, int patience_s) {
  sys::Command command;
  command.argv = {"flock", "-w", std::to_string(patience_s), file.string(), "cat"};
  command.input = "locked\n";
  holder_ = runner.start(command);
  if (!holder_->read_line(patience_s + 5)) {
    throw EnvironmentError(
        fmt::format("{} is in use by another sharebench, or cannot be written", file.string()),
        "wait for it to end, or: sharebench lab down");
  }
}

std::unique_ptr<FileLock> make_state_dir(sys::CommandRunner& runner, const fs::path& dir,
                                         const std::string& network_namespace) {
  std::error_code problem;
  fs::create_directories(dir, problem);
  if (problem || !fs::is_empty(dir, problem)) {
    throw EnvironmentError(
        fmt::format("{} is not an empty directory that can be written", dir.string()),
        "sharebench lab down");
  }
  // Locked before it is marked: a marked directory that nobody locks is a leftover.
  auto lock = std::make_unique<FileLock>(runner, dir / "lock", 0);
  std::ofstream(dir / kMarker) << network_namespace << "\n";
  for (const char* folder : {"root", "run", "run/ganesha", "run/sshd", "run/rpcbind", "var",
                             "var/ganesha", "srv", "log"}) {
    fs::create_directories(dir / folder);
  }
  // sshd refuses a privilege separation directory that others may write.
  fs::permissions(dir / "run/sshd", fs::perms::owner_all | fs::perms::group_read |
                                        fs::perms::group_exec | fs::perms::others_read |
                                        fs::perms::others_exec);
  return lock;
}

std::string noted_namespace(const fs::path& dir) {
  std::string name;
  std::ifstream in(dir / kMarker);
  std::getline(in, name);
  return name;
}

void write_facts(const fs::path& file, const std::map<std::string, std::string>& facts) {
  std::ofstream out(file);
  for (const auto& [name, value] : facts) out << name << "=" << value << "\n";
}

std::map<std::string, std::string> read_facts(const fs::path& file) {
  std::map<std::string, std::string> facts;
  std::ifstream in(file);
  for (std::string line; std::getline(in, line);) {
    const auto equals = line.find('=');
    if (equals != std::string::npos) facts[line.substr(0, equals)] = line.substr(equals + 1);
  }
  return facts;
}

bool has_mount_below(const std::string& mountinfo, const fs::path& dir) {
  std::string escaped = " ";  // as the kernel writes it
  for (const char c : dir.string()) escaped += c == ' ' ? "\\040" : std::string(1, c);
  return mountinfo.find(escaped + "/") != std::string::npos ||
         mountinfo.find(escaped + " ") != std::string::npos;
}

void remove_tree(const fs::path& dir) noexcept {
  try {
    std::ifstream in("/proc/self/mountinfo");
    const std::string mounts{std::istreambuf_iterator<char>(in), {}};
    if (!has_mount_below(mounts, fs::absolute(dir))) fs::remove_all(dir);
  } catch (const std::exception&) {
    // What cannot be removed stays for clean_leftovers() or a person.
  }
}

void remove_lab(sys::CommandRunner& runner, const std::string& network_namespace,
                const fs::path& state_dir) noexcept {
  const sys::InterruptShield shield;
  try {
    delete_namespace(runner, network_namespace);
  } catch (const std::exception&) {
    return;  // the marked directory stays, by which clean_leftovers() finds the rest
  }
  if (noted_namespace(state_dir) == network_namespace) remove_tree(state_dir);
}

std::vector<fs::path> abandoned_labs(sys::CommandRunner& runner, const fs::path& root) {
  std::vector<fs::path> candidates = {root};
  std::error_code none;
  for (const auto& entry : fs::directory_iterator(root, none)) candidates.push_back(entry.path());
  std::vector<fs::path> abandoned;
  for (const fs::path& dir : candidates) {
    const std::string name = noted_namespace(dir);
    if (name.empty()) continue;
    if (fs::exists(dir / "kept", none) && !namespace_processes(runner, name).empty()) continue;
    try {
      const FileLock lock(runner, dir / "lock", 0);
      abandoned.push_back(dir);
    } catch (const EnvironmentError&) {
      continue;  // its process lives
    }
  }
  return abandoned;
}

}  // namespace sharebench::lab
