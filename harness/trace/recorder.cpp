// strace, find, and the way from their text to a trace.
#include "harness/trace/recorder.h"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <cmath>
#include <fstream>
#include <iterator>
#include <numeric>

#include "harness/core/error.h"
#include "harness/core/version.h"
#include "harness/sys/clock.h"
#include "harness/sys/interrupt.h"

namespace sharebench::trace {
namespace {

namespace fs = std::filesystem;

constexpr double kFind_s = 600, kCalibrate_s = 60, kWaitForLine_s = 0.5;
constexpr int kCalibrationCalls = 2000;

/// Removes a folder of ours at the end.
class ScratchFolder {
 public:
  explicit ScratchFolder(sys::CommandRunner& runner) {
    std::string made = sys::run_or_throw(
        runner, {.argv = {"mktemp", "-d"}, .timeout_s = kCalibrate_s}, "set TMPDIR to a folder");
    made.erase(made.find_last_not_of('\n') + 1);
    path_ = made;
  }
  ~ScratchFolder() {
    std::error_code ignored;  // it lies in the system's folder for temporary files
    fs::remove_all(path_, ignored);
  }
  ScratchFolder(const ScratchFolder&) = delete;
  ScratchFolder& operator=(const ScratchFolder&) = delete;
  const fs::path& path() const { return path_; }

 private:
  fs::path path_{};
};

std::ifstream opened(const fs::path& file, const char* what) {
  std::ifstream stream(file, std::ios::binary);
  if (!stream) {
    throw DataError(fmt::format("{} '{}' cannot be read", what, file.string()),
                    "see docs/record.md for how the files are made");
  }
  return stream;
}

Snapshot read_snapshot(const fs::path& file) {
  std::ifstream stream = opened(file, "the list of files");
  return parse_snapshot(std::string(std::istreambuf_iterator<char>(stream), {}));
}

/// The mean without the longest twentieth, in which something else ran.
std::int64_t usual(std::vector<std::int64_t> values) {
  if (values.empty()) return 0;
  std::sort(values.begin(), values.end());
  const auto kept = static_cast<std::ptrdiff_t>(values.size() - values.size() / 20);
  return std::accumulate(values.begin(), values.begin() + kept, std::int64_t{0}) / kept;
}

/// The times of calls that do nothing are strace's own.
Overhead overhead_in(const fs::path& text) {
  std::ifstream stream = opened(text, "what strace wrote");
  StraceLines lines;
  StraceEvent event;
  std::vector<std::int64_t> inside, between;
  std::int64_t last_end_ns = 0;
  for (std::string line; std::getline(stream, line);) {
    lines.read(line, event);
    const bool moves =
        event.kind == EventKind::kCall && (event.name == "read" || event.name == "write");
    if (moves && last_end_ns > 0) {
      inside.push_back(event.end_ns - event.start_ns);
      between.push_back(event.start_ns - last_end_ns);
    }
    last_end_ns = moves ? event.end_ns : 0;
  }
  return {usual(inside), usual(between)};
}

Overhead calibrate(sys::CommandRunner& runner, const fs::path& folder) {
  const fs::path text = folder / "calibration";
  const auto result =
      runner.run({.argv = calibration_argv(text.string()), .timeout_s = kCalibrate_s});
  if (!result.ok()) {
    const std::string last = result.err.substr(0, result.err.find('\n'));
    throw EnvironmentError(fmt::format("strace cannot follow a program here: {}", last),
                           "in a container: docker run --cap-add SYS_PTRACE; on a host: sysctl "
                           "kernel.yama.ptrace_scope=0");
  }
  return overhead_in(text);
}

void read_lines(const fs::path& text, Recording& recording) {
  std::ifstream stream = opened(text, "what strace wrote");
  for (std::string line; std::getline(stream, line);) {
    sys::throw_if_interrupted();
    recording.line(line);
  }
}

void write_notes(TraceWriter& writer, const RecorderOptions& options, const Recorded& recorded) {
  writer.note("made_by", "sharebench " + version());
  writer.note("names", options.salt ? "hidden" : "kept");
  writer.note("wall_ns", std::to_string(recorded.totals.wall_ns));
  writer.note("strace_inside_ns", std::to_string(recorded.overhead.inside_ns));
  writer.note("strace_between_ns", std::to_string(recorded.overhead.between_ns));
  writer.note("kept_of_short_gaps", fmt::format("{:.6f}", recorded.shares.of_short));
  writer.note("kept_of_other_gaps", fmt::format("{:.6f}", recorded.shares.of_other));
  for (const auto& [what, count] : recorded.totals.lost) {
    writer.note("lost: " + what, std::to_string(count));
  }
}

/// The whole text as a trace, with the numbers of `recorded` in its notes.
void write_trace(const RecorderOptions& options, const RecordingOptions& recording_options,
                 const fs::path& text, const Snapshot& before, const Snapshot& after,
                 Recorded& recorded) {
  std::optional<HiddenNames> hidden;
  if (options.salt) hidden.emplace(*options.salt);
  TraceWriter writer(options.out,
                     [&](const std::string& name) { return hidden ? hidden->hide(name) : name; });
  Recording recording(recording_options, writer);
  read_lines(text, recording);
  recorded.totals = recording.finish(before, after);
  write_notes(writer, options, recorded);
  recorded.bytes = writer.finish();
}

/// Strace may have cost the command less a call than the calibration: then the CPU time of a run
/// without it does not fit into the gaps, and is given as much room as it needs. The last part of
/// the calibrated cost, 0 to 1, that `think_with` is asked for is the one that fits; none when
/// `whole` does.
void fit_overhead(const std::function<ThinkTime(double part)>& think_with, const ThinkTime& whole,
                  const CpuTime& cpu) {
  const auto lacks_ns = [&](const ThinkTime& think) {
    return *computed_ns(think, cpu) - gaps_ns(think);
  };
  constexpr int kMostPasses = 8;
  constexpr double kClose = 0.01;
  double low = 0, high = 1, high_lacks_ns = lacks_ns(whole);
  if (high_lacks_ns <= 0) return;
  double low_lacks_ns = lacks_ns(think_with(0));
  if (low_lacks_ns >= 0) return;
  // False position; the end that stays counts half, so that the other one moves.
  for (int i = 0; i < kMostPasses; ++i) {
    const double part = low + (high - low) * low_lacks_ns / (low_lacks_ns - high_lacks_ns);
    const ThinkTime think = think_with(part);
    const double lacks = lacks_ns(think);
    if (std::abs(lacks) < kClose * *computed_ns(think, cpu)) return;
    (lacks > 0 ? high : low) = part;
    (lacks > 0 ? high_lacks_ns : low_lacks_ns) = lacks;
    (lacks > 0 ? low_lacks_ns : high_lacks_ns) /= 2;
  }
}

Overhead part_of(const Overhead& overhead, double part) {
  const auto of = [&](std::int64_t ns) {
    return static_cast<std::int64_t>(static_cast<double>(ns) * part);
  };
  return {of(overhead.inside_ns), of(overhead.between_ns)};
}

/// Written more than once when the CPU time is known: what there was to share out shows at the end.
Recorded make_trace(const RecorderOptions& options, RecordingOptions recording_options,
                    const fs::path& text, const Snapshot& before, const Snapshot& after,
                    CpuTime cpu) {
  Recorded recorded;
  const Overhead calibrated = recording_options.overhead;
  const auto think_with = [&](double part) {
    recorded.overhead = recording_options.overhead = part_of(calibrated, part);
    write_trace(options, recording_options, text, before, after, recorded);
    return recorded.totals.think;
  };
  const ThinkTime whole = think_with(1);
  if (cpu.system_s && options.files_time) cpu.files_s = options.files_time();
  recorded.cpu = cpu;
  if (!cpu.user_s) return recorded;
  if (cpu.system_s) fit_overhead(think_with, whole, cpu);
  recorded.shares = think_shares(recorded.totals.think, cpu);
  recording_options.shares = recorded.shares;
  write_trace(options, recording_options, text, before, after, recorded);
  return recorded;
}

/// Runs the command under a strace that is not its parent, so that its CPU time can be told from
/// strace's. Returns that and its exit status when both have ended.
std::pair<double, int> run_followed(sys::CommandRunner& runner, const fs::path& text,
                                    const std::vector<std::string>& command,
                                    const std::function<void(const std::string&)>& print) {
  std::vector<std::string> argv = {"sh", "-c", "exec \"$@\" 2>&1 </dev/null", "sh"};
  for (const std::string& word : strace_argv(text.string(), command)) argv.push_back(word);
  argv.insert(std::find(argv.begin(), argv.end(), "strace") + 1, "--daemonize");
  const double user_s = sys::children_user_seconds();
  const auto child = runner.start({.argv = argv});
  while (true) {
    const double asked_s = sys::steady_seconds();
    const auto line = child->read_line(kWaitForLine_s);
    if (line) print(*line);
    // strace holds the output open until it has written all.
    const bool closed = !line && sys::steady_seconds() - asked_s < kWaitForLine_s;
    if (closed && !child->running()) break;
  }
  return {sys::children_user_seconds() - user_s, child->status()};
}

}  // namespace

std::vector<std::string> strace_argv(const std::string& text,
                                     const std::vector<std::string>& command) {
  std::string calls;
  for (const std::string& name : followed_calls()) {
    calls += (calls.empty() ? "?" : ",?") + name;  // a call that this machine lacks is no error
  }
  // Strings are cut to 2 bytes: contents are nobody's business; file names are never cut. Arrays
  // are cut to as many items, and pipe2 has two.
  std::vector<std::string> argv = {"strace",
                                   "-f",
                                   "--seccomp-bpf",
                                   "--absolute-timestamps=format:unix,precision:ns",
                                   "--syscall-times=ns",
                                   "--string-limit=2",
                                   "-e",
                                   "signal=none",
                                   "-e",
                                   "trace=" + calls,
                                   "-o",
                                   text,
                                   "--"};
  argv.insert(argv.end(), command.begin(), command.end());
  return argv;
}

std::vector<std::string> calibration_argv(const std::string& text) {
  return strace_argv(text, {"dd", "if=/dev/zero", "of=/dev/null", "bs=1",
                            fmt::format("count={}", kCalibrationCalls)});
}

std::vector<std::string> find_argv(const std::string& root) {
  return {"find", root, "-mindepth", "1", "-printf", kFindFormat};
}

Recorded record_command(sys::CommandRunner& runner, const RecorderOptions& options,
                        const std::vector<std::string>& command,
                        const std::function<void(const std::string&)>& print) {
  if (!sys::has_program(runner, "strace")) {
    throw EnvironmentError(
        "strace is not installed",
        "apt-get install strace; on a Mac record in a container: docs/record.md");
  }
  const ScratchFolder scratch(runner);
  RecordingOptions recording;
  recording.root = fs::canonical(options.root).string();
  recording.root_names = {fs::absolute(options.root).lexically_normal().string()};
  recording.folder = fs::canonical(fs::current_path()).string();
  recording.overhead = calibrate(runner, scratch.path());
  const auto list = [&] {
    return parse_snapshot(
        sys::run_or_throw(runner, {.argv = find_argv(recording.root), .timeout_s = kFind_s},
                          "every folder below --dir must be readable"));
  };
  const Snapshot before = list();
  const fs::path text = scratch.path() / "strace";
  const auto [user_s, status] = run_followed(runner, text, command, print);
  const CpuTime cpu = options.plain.user_s ? options.plain : CpuTime{.user_s = user_s};
  Recorded recorded = make_trace(options, recording, text, before, list(), cpu);
  recorded.status = status;
  recorded.wall_s = static_cast<double>(recorded.totals.wall_ns) * 1e-9;
  return recorded;
}

Recorded convert(const RecorderOptions& options, const StraceFiles& files) {
  RecordingOptions recording;
  recording.root = plain_path(files.root);
  recording.folder = plain_path(files.folder);
  if (!files.calibration.empty()) recording.overhead = overhead_in(files.calibration);
  return make_trace(options, recording, files.text, read_snapshot(files.before),
                    read_snapshot(files.after), options.plain);
}

}  // namespace sharebench::trace
