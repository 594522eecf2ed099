// One measurement of jar_bench.sh, in seconds on standard output: jar_memory as a whole, its
// packing alone, or a command; one program, so that all are timed by the same clock.
#include <fmt/format.h>
#include <spawn.h>
#include <sys/resource.h>
#include <sys/wait.h>

#include <cstdio>
#include <filesystem>
#include <string>
#include <utility>
#include <vector>

#include "workloads/support/jar_open.h"
#include "workloads/support/jar_writer.h"
#include "workloads/workload.h"

extern char** environ;

namespace {

namespace fs = std::filesystem;
namespace workloads = sharebench::workloads;
namespace jar = sharebench::workloads::jar;

double cpu_seconds(int who) {
  rusage usage{};
  ::getrusage(who, &usage);
  const auto seconds = [](const timeval& time) {
    return static_cast<double>(time.tv_sec) + static_cast<double>(time.tv_usec) / 1e6;
  };
  return seconds(usage.ru_utime) + seconds(usage.ru_stime);
}

/// Prints what passed since it was made.
class Watch {
 public:
  /// RUSAGE_SELF or RUSAGE_CHILDREN.
  explicit Watch(int who) : who_(who), cpu_s_(cpu_seconds(who)), start_ns_(workloads::now_ns()) {}
  void print() const {
    const double wall_s = static_cast<double>(workloads::now_ns() - start_ns_) / 1e9;
    fmt::print("{:.6f} {:.6f}\n", wall_s, cpu_seconds(who_) - cpu_s_);
  }

 private:
  int who_;
  double cpu_s_;
  std::uint64_t start_ns_;
};

/// The timed part of jar_memory on the jars of a folder: open, read, inflate, merge, deflate,
/// write, SHA-1. Verified after the clock stops.
void time_whole(const std::string& jars, const fs::path& folder) {
  workloads::Context context;
  context.dir = folder;
  context.latency_every = 1'000'000;
  context.params = {{"preset", "small"}, {"scale", "1"}, {"jars", jars}, {"on_conflict", "error"}};
  const std::unique_ptr<workloads::Workload> workload = workloads::make_workload("jar_memory");
  workload->prepare(context);
  const Watch watch(RUSAGE_SELF);
  workload->run(context);
  watch.print();
  workload->verify(context);
}

/// Deflating and writing what is in memory already.
void time_pack(const std::string& jar_path, const fs::path& folder) {
  jar::JarReader reader(jar_path);
  std::vector<std::pair<std::string, std::string>> contents;
  for (const jar::Entry& entry : reader.entries()) {
    contents.emplace_back(entry.name, reader.read(entry));
  }
  const Watch watch(RUSAGE_SELF);
  jar::Deflater deflater;
  jar::JarWriter writer(jar::File::create((folder / "packed.jar").string()));
  for (const auto& [name, content] : contents) writer.add(jar::pack(name, content, deflater));
  writer.finish();
  watch.print();
}

/// A command from its start to its end.
void time_command(char** command) {
  const Watch watch(RUSAGE_CHILDREN);
  pid_t child = 0;
  int status = 0;
  if (::posix_spawnp(&child, command[0], nullptr, nullptr, command, environ) != 0 ||
      ::waitpid(child, &status, 0) != child || status != 0) {
    throw workloads::WorkloadError(fmt::format("'{}' failed", command[0]));
  }
  watch.print();
}

}  // namespace

int main(int argc, char** argv) {
  const std::string mode = argc > 3 ? argv[1] : "";
  try {
    if (mode == "whole") {
      time_whole(argv[2], argv[3]);
    } else if (mode == "pack") {
      time_pack(argv[2], argv[3]);
    } else if (mode == "command") {
      time_command(argv + 2);
    } else {
      fmt::print(stderr,
                 "usage: jar_pack_bench whole JARS FOLDER | pack JAR FOLDER | command ...\n");
      return 2;
    }
  } catch (const std::exception& error) {
    fmt::print(stderr, "error: {}\n", error.what());
    return 1;
  }
  return 0;
}
