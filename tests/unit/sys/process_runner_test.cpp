// Real processes: status, output, deadlines, whole groups killed, conversations.
#include "harness/sys/process_runner.h"

#include <gtest/gtest.h>

#include <csignal>

#include "harness/core/error.h"
#include "harness/sys/clock.h"

namespace sharebench::sys {
namespace {

TEST(ProcessRunner, ReportsStatusAndBothOutputs) {
  const auto runner = make_process_runner();
  const auto result = runner->run({.argv = {"sh", "-c", "echo out; echo err >&2; exit 3"}});
  EXPECT_EQ(result.status, 3);
  EXPECT_EQ(result.out, "out\n");
  EXPECT_EQ(result.err, "err\n");
}

TEST(ProcessRunner, FeedsMoreInputThanAPipeHolds) {
  const auto runner = make_process_runner();
  const std::string input(1 << 20, 'x');
  EXPECT_EQ(runner->run({.argv = {"cat"}, .input = input}).out, input);
}

TEST(ProcessRunner, AMissingProgramIsAResult) {
  const auto runner = make_process_runner();
  const auto result = runner->run({.argv = {"no-such-program-of-sharebench"}});
  EXPECT_EQ(result.status, 127);
  EXPECT_NE(result.err.find("no-such-program-of-sharebench"), std::string::npos);
}

TEST(ProcessRunner, KillsTheWholeGroupAtTheDeadline) {
  const auto runner = make_process_runner();
  const auto result =
      runner->run({.argv = {"sh", "-c", "sleep 1000 & echo $!; wait"}, .timeout_s = 0.3});
  EXPECT_TRUE(result.timed_out);
  const pid_t grandchild = std::stoi(result.out);
  const auto state =
      runner->run({.argv = {"sh", "-c", "cat /proc/$1/stat 2>/dev/null || ps -o stat= -p $1", "sh",
                            std::to_string(grandchild)}});
  EXPECT_TRUE(state.out.empty() || state.out.find(" Z ") != std::string::npos) << state.out;
}

TEST(ProcessRunner, ABackgroundedGrandchildDoesNotHoldUsUp) {
  const auto runner = make_process_runner();
  const double started = steady_seconds();
  const auto result =
      runner->run({.argv = {"sh", "-c", "sleep 30 & echo started"}, .timeout_s = 20});
  EXPECT_EQ(result.out, "started\n");
  EXPECT_LT(steady_seconds() - started, 15);
}

TEST(ProcessRunner, AddsToTheEnvironment) {
  const auto runner = make_process_runner();
  EXPECT_EQ(runner->run({.argv = {"sh", "-c", "echo $FLAVOUR"}, .env = {{"FLAVOUR", "plain"}}}).out,
            "plain\n");
}

TEST(Child, TalksLineByLine) {
  const auto runner = make_process_runner();
  const auto child = runner->start({.argv = {"cat"}});
  child->write_line("first");
  child->write_line("second");
  EXPECT_EQ(child->read_line(5), "first");
  EXPECT_EQ(child->read_line(5), "second");
  EXPECT_TRUE(child->running());
  child->stop(1);
  EXPECT_FALSE(child->running());
}

TEST(Child, TellsSilenceFromTheEnd) {
  const auto runner = make_process_runner();
  const auto silent = runner->start({.argv = {"sleep", "30"}});
  EXPECT_EQ(silent->read_line(0.05), std::nullopt);
  EXPECT_TRUE(silent->running());
  const auto gone = runner->start({.argv = {"sh", "-c", "echo why >&2; exit 7"}});
  EXPECT_EQ(gone->read_line(5), std::nullopt);
  EXPECT_FALSE(gone->running());
  EXPECT_EQ(gone->status(), 7);
  EXPECT_EQ(gone->error_text(), "why\n");
}

TEST(Child, StopKillsWhatIgnoresSigterm) {
  const auto runner = make_process_runner();
  const auto child =
      runner->start({.argv = {"sh", "-c", "trap '' TERM; echo ready; while :; do sleep 1; done"}});
  ASSERT_EQ(child->read_line(5), "ready");
  child->stop(0.2);
  EXPECT_EQ(child->status(), 128 + SIGKILL);
}

TEST(Child, AProgramThatCannotStartThrows) {
  const auto runner = make_process_runner();
  EXPECT_THROW(runner->start({.argv = {"no-such-program-of-sharebench"}}), EnvironmentError);
}

TEST(Display, QuotesWhatAShellWouldSplit) {
  EXPECT_EQ(display({"echo", "two words", "it's", ""}), "echo 'two words' 'it'\\''s' ''");
}

TEST(RunOrThrow, NamesTheCommandAndItsLastWords) {
  const auto runner = make_process_runner();
  try {
    run_or_throw(*runner, {.argv = {"sh", "-c", "echo no space left >&2; exit 1"}}, "free some");
    FAIL();
  } catch (const EnvironmentError& error) {
    EXPECT_NE(std::string(error.what()).find("failed with status 1: no space left"),
              std::string::npos);
    EXPECT_EQ(error.hint(), "free some");
  }
}

}  // namespace
}  // namespace sharebench::sys
