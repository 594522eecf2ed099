// One served runner under strace for each workload.
#include "harness/cli/explain_calls.h"

#include <fmt/format.h>

#include <filesystem>
#include <fstream>
#include <iterator>

#include "harness/core/error.h"
#include "harness/explain/call_counts.h"
#include "harness/sys/sandbox.h"
#include "harness/targets/runner_output.h"

namespace sharebench::cli {
namespace {

constexpr double kTraced_s = 1800;

std::string requests(const targets::Work& work) {
  std::string lines;
  for (const char* op : {"prepare", "run", "verify", "clean", "quit"}) {
    lines += targets::request_line(op, &work) + "\n";
  }
  return lines;
}

explain::KindCounts counted(const targets::Work& work, const std::filesystem::path& runner_file,
                            sys::Sandbox& sandbox, World& world) {
  const std::filesystem::path area = sandbox.fresh_area("area-" + std::to_string(work.seed));
  const std::filesystem::path trace = sandbox.dir() / "trace";
  sys::Command command;
  command.argv = {"strace",
                  "-f",
                  "-qq",
                  "-y",
                  "-s",
                  "0",
                  "-e",
                  "trace=%file,%desc",
                  "-o",
                  trace.string(),
                  runner_file.string(),
                  "--serve",
                  "--dir",
                  area.string()};
  command.input = requests(work);
  command.timeout_s = kTraced_s;
  // The leak checker of a build with sanitizers cannot work under a tracer.
  command.env = {{"ASAN_OPTIONS", "detect_leaks=0"}};
  const std::string answers = sys::run_or_throw(world.runner(), command, "apt-get install strace");
  if (answers.find("\"ok\":false") != std::string::npos) {
    throw MeasureError(
        fmt::format("{} failed under strace: {}", work.spec.label, answers),
        "try it without: sharebench run --target local --workloads " + work.spec.label);
  }
  std::ifstream in(trace, std::ios::binary);
  const std::string text{std::istreambuf_iterator<char>(in), std::istreambuf_iterator<char>()};
  return explain::parse_strace(text, area.string());
}

}  // namespace

explain::CallsByWorkload count_calls(const Run& run, const Arguments& arguments, World& world) {
  if (!sys::has_program(world.runner(), "strace")) {
    throw EnvironmentError("strace is not here, so no system calls can be counted",
                           "apt-get install strace");
  }
  const std::filesystem::path runner_file = runner_of_this_machine(arguments, world);
  sys::Sandbox sandbox(std::filesystem::temp_directory_path(), run.id + "-calls");
  explain::CallsByWorkload calls;
  targets::Work work;
  work.latency_every = 1000;
  for (const WorkloadSpec& spec : run.plan.workloads) {
    world.progress().step("counting calls of " + spec.label, 0, 0, 0);
    work.spec = spec;
    ++work.seed;
    calls[spec.label] = counted(work, runner_file, sandbox, world);
  }
  return calls;
}

}  // namespace sharebench::cli
