// Folders, argv and counters of sharebench-vboxsf.
#include "harness/lab/vboxsf_server.h"

#include <fmt/format.h>

#include <algorithm>
#include <cctype>
#include <cstdlib>
#include <sstream>

#include "harness/core/error.h"

namespace sharebench::lab {
namespace {

// nobody: the server needs no right on this machine but to these folders.
constexpr const char* kUser = "65534:65534";

std::string folder(const std::string& share) {
  return "vboxsf/" + share;
}

}  // namespace

const std::vector<std::string>& vboxsf_shares() {
  static const std::vector<std::string> shares = {"lab0", "lab1", "lab2", "lab3"};
  return shares;
}

void make_vboxsf_folders(sys::CommandRunner& runner, const std::filesystem::path& state_dir) {
  sys::Command make;
  make.argv = {"install", "-d", "-m", "755", "-o", "65534", "-g", "65534"};
  for (const std::string& share : vboxsf_shares()) {
    make.argv.push_back((state_dir / folder(share)).string());
  }
  make.timeout_s = 10;
  sys::run_or_throw(runner, make, "is the state directory writable for root?");
}

std::vector<std::string> vboxsf_argv(const std::filesystem::path& program,
                                     const std::vector<std::string>& qemu) {
  std::vector<std::string> argv = {program.string(), "--control", kVboxsfControl, "--user", kUser};
  for (const std::string& share : vboxsf_shares()) {
    argv.insert(argv.end(), {"--share", fmt::format("{}={}", share, folder(share))});
  }
  argv.push_back("--");
  argv.insert(argv.end(), qemu.begin(), qemu.end());
  return argv;
}

std::string vboxsf_counts_request(const std::string& share) {
  const auto& all = vboxsf_shares();
  return fmt::format("counts {}", std::find(all.begin(), all.end(), share) - all.begin());
}

Counts parse_vboxsf_counts(const std::string& line) {
  if (line.rfind("root=", 0) != 0) {
    throw EnvironmentError(fmt::format("sharebench-vboxsf answered \"{}\" for its counters", line),
                           "build both programs from one source: scripts/run");
  }
  Counts counts;
  std::istringstream words(line);
  for (std::string word; words >> word;) {
    const auto equals = word.find('=');
    std::string name = word.substr(0, equals);
    const std::string value = word.substr(equals + 1);
    const std::uint64_t number = std::strtoull(value.c_str(), nullptr, 10);
    if (name == "bytes") counts[kWireBytes] = number;
    if (name == "service_ns") counts[kServiceNs] = number;
    const auto slash = value.find('/');
    if (slash == std::string::npos || number == 0) continue;
    std::transform(name.begin(), name.end(), name.begin(),
                   [](unsigned char c) { return static_cast<char>(std::toupper(c)); });
    counts[name] = number;
    const std::uint64_t bytes = std::strtoull(value.c_str() + slash + 1, nullptr, 10);
    if (bytes > 0) counts.merge(as_wire_bytes({{name, bytes}}));
  }
  return counts;
}

}  // namespace sharebench::lab
