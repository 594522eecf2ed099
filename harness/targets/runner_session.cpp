// Asks the runner one thing at a time; a runner that is gone or silent ends the conversation.
#include "harness/targets/runner_session.h"

#include <fmt/format.h>

#include <fstream>

#include "harness/core/error.h"
#include "harness/core/units.h"
#include "harness/sys/interrupt.h"
#include "harness/targets/runner_output.h"

namespace sharebench::targets {
namespace {

constexpr double kGrace_s = 5;
constexpr std::size_t kHandedAtOnce = 256 * 1024;  // a request is at most a megabyte
constexpr int kKilled = 128 + 9;  // SIGKILL: what the kernel does when memory runs out

std::string late(const std::string& op, double deadline_s) {
  return fmt::format("no answer to '{}' within {}; the runner was killed", op,
                     format_seconds(deadline_s));
}

std::string with_colon(const std::string& text) {
  const auto end = text.find_last_not_of(" \n");
  return end == std::string::npos ? "" : ": " + text.substr(0, end + 1);
}

}  // namespace

RunnerSession::RunnerSession(std::unique_ptr<sys::Child> child, double deadline_s)
    : child_(std::move(child)) {
  child_->write_line(request_line("hello", nullptr));
  const auto line = child_->read_line(deadline_s);
  if (!line) {
    throw EnvironmentError(
        fmt::format("the runner did not start{}", with_colon(child_->error_text())),
        "see what is missing: sharebench doctor");
  }
  facts_ = parse_hello(*line);
}

RunnerSession::~RunnerSession() {
  const sys::InterruptShield shield;
  child_->stop(kGrace_s);
}

/// Nothing when the deadline passed; the runner is killed then.
std::optional<std::string> RunnerSession::answer(const std::string& op, const Work* work,
                                                 double deadline_s) {
  child_->write_line(request_line(op, work));
  if (auto line = child_->read_line(deadline_s)) return line;
  if (child_->running()) {
    child_->stop(0);
    killed_ = true;
    return std::nullopt;
  }
  throw MeasureError(fmt::format("{}: the runner ended in the middle of '{}' (status {}){}",
                                 work != nullptr ? work->spec.label : op, op, child_->status(),
                                 with_colon(child_->error_text())),
                     child_->status() == kKilled
                         ? "the container was killed, perhaps for want of memory; finished blocks "
                           "are in the run file"
                         : "was the container killed? finished blocks are in the run file");
}

std::string RunnerSession::ask(const std::string& op, const Work* work, double deadline_s) {
  if (auto line = answer(op, work, deadline_s)) return *line;
  throw MeasureError(
      fmt::format("{}: {}", work != nullptr ? work->spec.label : op, late(op, deadline_s)),
      "raise --sample-timeout, or look whether the share hangs");
}

namespace {

/// What helps against an errno's words at the end of the runner's sentence.
std::string mend_for(const std::string& failure) {
  const auto says = [&](const char* words) { return failure.find(words) != std::string::npos; };
  if (says("quota exceeded")) {
    return "a quota holds that directory small: raise it, or measure elsewhere (--dir DIR)";
  }
  if (says("No space left")) return "free some space there, or choose smaller parameters";
  if (says("Read-only file system")) return "share the directory read-write";
  return "mend what it names, or choose other parameters (sharebench list workloads)";
}

}  // namespace

void RunnerSession::hand_over(const std::string& file, double deadline_s) {
  if (handed_over_.count(file) != 0) return;
  std::ifstream stream(file, std::ios::binary);
  if (!stream) {
    throw EnvironmentError(fmt::format("the file '{}' cannot be read", file),
                           "is it there? its name is the value of a parameter of the workload");
  }
  std::string part(kHandedAtOnce, '\0');
  do {
    stream.read(part.data(), static_cast<std::streamsize>(part.size()));
    child_->write_line(file_line(file, part.substr(0, static_cast<std::size_t>(stream.gcount()))));
    const auto line = child_->read_line(deadline_s);
    const std::string failure = line ? parse_answer(*line) : late("file", deadline_s);
    if (!failure.empty()) {
      throw MeasureError(fmt::format("'{}' could not be handed to the runner: {}", file, failure),
                         "build runner and command from one source: scripts/run");
    }
  } while (stream);
  handed_over_.insert(file);
}

void RunnerSession::prepare(const Work& work, double deadline_s) {
  const std::string failure = parse_answer(ask("prepare", &work, deadline_s));
  if (!failure.empty()) {
    throw MeasureError(fmt::format("{} could not be prepared: {}", work.spec.label, failure),
                       mend_for(failure));
  }
}

Sample RunnerSession::run(const Work& work, double deadline_s) {
  return sample("run", work, deadline_s);
}

Sample RunnerSession::again(const Work& work, double deadline_s) {
  return sample("again", work, deadline_s);
}

Sample RunnerSession::sample(const std::string& op, const Work& work, double deadline_s) {
  if (const auto line = answer(op, &work, deadline_s)) return parse_sample(*line);
  Sample failed;
  failed.failure = late(op, deadline_s);
  return failed;
}

std::string RunnerSession::verify(const Work& work, double deadline_s) {
  const auto line = answer("verify", &work, deadline_s);
  return line ? parse_answer(*line) : late("verify", deadline_s);
}

bool RunnerSession::drop(const Work& work, double deadline_s) {
  return parse_answer(ask("drop", &work, deadline_s)).empty();
}

void RunnerSession::clean(const Work& work, double deadline_s) {
  const std::string failure = parse_answer(ask("clean", &work, deadline_s));
  if (!failure.empty()) {
    throw MeasureError(fmt::format("{} could not be cleaned up: {}", work.spec.label, failure),
                       "look at the share: is it still there, and writable?");
  }
}

}  // namespace sharebench::targets
