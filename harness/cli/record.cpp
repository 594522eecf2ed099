// `sharebench record`: the file operations of a command as a trace that the workload replay does
// again on any share.
#include <fmt/format.h>

#include <cstdio>
#include <nlohmann/json.hpp>

#include "harness/cli/files_time.h"
#include "harness/cli/rows.h"
#include "harness/cli/world.h"
#include "harness/core/units.h"
#include "harness/trace/recorder.h"

namespace sharebench::cli {
namespace {

namespace fs = std::filesystem;

trace::RecorderOptions recorder_options(const Arguments& arguments) {
  trace::RecorderOptions options;
  options.root = arguments.get("dir", ".");
  options.out = arguments.get("trace", "command.trace");
  if (!arguments.has("keep-names")) options.salt = trace::random_salt();
  if (arguments.has("user-time")) {
    options.plain.user_s = parse_seconds(arguments.get("user-time"), "--user-time");
  }
  if (arguments.has("system-time")) {
    if (!options.plain.user_s) {
      throw UsageError("--system-time needs --user-time too", "`time COMMAND` prints both");
    }
    options.plain.system_s = parse_seconds(arguments.get("system-time"), "--system-time");
  }
  if (arguments.has("files-time")) {
    if (!options.plain.system_s) {
      throw UsageError("--files-time needs --user-time and --system-time too",
                       "it is a part of their sum");
    }
    const double files_s = parse_seconds(arguments.get("files-time"), "--files-time");
    options.files_time = [files_s] { return files_s; };
  }
  return options;
}

trace::Recorded convert(const Arguments& arguments) {
  trace::StraceFiles files;
  files.text = arguments.get("from");
  for (const char* name : {"before", "after", "dir"}) {
    if (arguments.has(name)) continue;
    throw UsageError(fmt::format("--from needs --{} too", name),
                     "docs/record.md shows how to record in a container");
  }
  files.before = arguments.get("before");
  files.after = arguments.get("after");
  files.calibration = arguments.get("calibration");
  files.root = arguments.get("dir");
  files.folder = arguments.get("started-in", files.root);
  if (files.root.front() != '/' || files.folder.front() != '/') {
    throw UsageError("with --from, --dir and --started-in must be absolute",
                     "they are the paths where strace ran");
  }
  return trace::convert(recorder_options(arguments), files);
}

trace::Recorded record(const Arguments& arguments) {
  trace::RecorderOptions options = recorder_options(arguments);
  if (!fs::is_directory(options.root)) {
    throw UsageError(fmt::format("--dir '{}' is no folder", options.root.string()),
                     "name the folder whose files are to be recorded");
  }
  World world(arguments);
  if (!options.files_time) {
    options.files_time = [&] {
      world.progress().note("replaying it without think time, for the CPU time of its files");
      return files_seconds(world, runner_of_this_machine(arguments, world), options.root,
                           options.out);
    };
  }
  return trace::record_command(world.runner(), options, arguments.positionals,
                               [&](const std::string& line) { world.progress().note(line); });
}

double bytes_each(const trace::Recorded& recorded) {
  const auto operations = static_cast<double>(recorded.totals.operations);
  return operations == 0 ? 0 : static_cast<double>(recorded.bytes) / operations;
}

void print_json(const std::string& file, const trace::Recorded& recorded) {
  fmt::print("{}\n", nlohmann::json{{"trace", file},
                                    {"bytes", recorded.bytes},
                                    {"operations", recorded.totals.operations},
                                    {"threads", recorded.totals.threads},
                                    {"wall_ns", recorded.totals.wall_ns},
                                    {"status", recorded.status},
                                    {"strace_inside_ns", recorded.overhead.inside_ns},
                                    {"strace_between_ns", recorded.overhead.between_ns},
                                    {"user_s", recorded.cpu.user_s.value_or(0)},
                                    {"system_s", recorded.cpu.system_s.value_or(0)},
                                    {"think_short_ns", recorded.totals.think.short_ns},
                                    {"think_other_ns", recorded.totals.think.other_ns},
                                    {"files_ns", recorded.totals.think.files_ns},
                                    {"files_s", recorded.cpu.files_s.value_or(0)},
                                    {"kept_of_short_gaps", recorded.shares.of_short},
                                    {"kept_of_other_gaps", recorded.shares.of_other},
                                    {"calls", recorded.totals.calls},
                                    {"lost", recorded.totals.lost}}
                         .dump(2));
}

void print_text(const std::string& file, const trace::Recorded& recorded) {
  const trace::RecordingTotals& totals = recorded.totals;
  fmt::print("{}: {} operations on files by {} threads, {} bytes ({:.1f} an operation)\n", file,
             totals.operations, totals.threads, recorded.bytes, bytes_each(recorded));
  fmt::print("under strace the command took {}",
             format_seconds(static_cast<double>(totals.wall_ns) * 1e-9));
  if (recorded.overhead.between_ns > 0) {
    const auto each_ns = recorded.overhead.inside_ns + recorded.overhead.between_ns;
    fmt::print("; strace costs {} a call here (mean), which was taken out of the think time",
               format_seconds(static_cast<double>(each_ns) * 1e-9));
  }
  fmt::print("\n");
  if (recorded.cpu.user_s) {
    fmt::print("by its CPU time {} of what was left in short gaps is its own, {} in others\n",
               format_percent(recorded.shares.of_short), format_percent(recorded.shares.of_other));
  }
  if (recorded.cpu.files_s) {
    fmt::print("its file operations alone take {} of CPU time\n",
               format_seconds(*recorded.cpu.files_s));
  } else if (recorded.cpu.system_s) {
    fmt::print("its file operations were not timed alone; what they took under strace stands in\n");
  }
  for (const auto& [what, count] : totals.lost) fmt::print("lost: {} x {}\n", count, what);
  if (recorded.status != 0) fmt::print("the command ended with status {}\n", recorded.status);
  fmt::print("replay it: sharebench run --workloads replay:trace={}\n", file);
}

ExitCode run_record(const Arguments& arguments) {
  const std::string file = recorder_options(arguments).out.string();
  const bool from = arguments.has("from");
  if (from == !arguments.positionals.empty()) {
    throw UsageError(from ? "--from and a command were both given" : "no command was given",
                     "sharebench record -- make");
  }
  if (arguments.has("show-commands")) {
    fmt::print("{}\n{}\n{}\n", sys::display(trace::find_argv(arguments.get("dir", "."))),
               sys::display(trace::calibration_argv("calibration.txt")),
               sys::display(trace::strace_argv("strace.txt", arguments.positionals)));
    return ExitCode::kYes;
  }
  const trace::Recorded recorded = from ? convert(arguments) : record(arguments);
  arguments.has("json") ? print_json(file, recorded) : print_text(file, recorded);
  return recorded.status == 0 ? ExitCode::kYes : ExitCode::kNo;
}

}  // namespace

Command record_command() {
  return {
      "record",
      "the file operations of a command as a trace, for the workload replay; exit code 1 when "
      "the command failed",
      {{"COMMAND", "what to run, after --", false, true}},
      {{"dir", "DIR", "record what happens below this folder (default: here)"},
       {"trace", "FILE", "where the trace goes (default: command.trace)"},
       {"keep-names", "", "keep the names of files (default: replaced by secret ones)"},
       {"show-commands", "", "print the find, calibration and strace commands, and stop"},
       {"user-time", "T",
        "CPU time outside the kernel of the command without strace, as `time` prints it, of the "
        "median run (default: that under strace, which is more)"},
       {"system-time", "T", "CPU time in the kernel of the same run (default: unknown)"},
       {"files-time", "T",
        "CPU time of its file operations alone, which these two hold (default: that of replays "
        "without think time, beside --dir; with --from: what they took under strace)"},
       {"runner", "FILE", "the runner that replays (default: found beside this program)"},
       {"from", "FILE", "make a trace of what strace wrote elsewhere, as in a container"},
       {"before", "FILE", "for --from: what find printed before"},
       {"after", "FILE", "for --from: what find printed afterwards"},
       {"calibration", "FILE",
        "for --from: what strace wrote of the calibration (default: its cost stays in)"},
       {"started-in", "DIR", "for --from: where the command was started (default: --dir)"}},
      {"sharebench record -- make -j2",
       "sharebench record --dir src --trace build.trace -- make -C src",
       "sharebench record --user-time 3.2s --system-time 0.4s -- make",
       "sharebench record --show-commands -- make",
       "sharebench record --from strace.txt --before before --after after --dir /src",
       "sharebench run --shares nfs3,vboxsf --workloads replay:trace=command.trace"},
      run_record};
}

}  // namespace sharebench::cli
