// A signal ends every wait soon, except while clean-up is shielded.
#include "harness/sys/interrupt.h"

#include <gtest/gtest.h>

#include <csignal>

#include "harness/core/error.h"
#include "harness/sys/clock.h"
#include "harness/sys/process_runner.h"

namespace sharebench::sys {
namespace {

// Runs in a process of its own (death test), because a signal that arrived is never forgotten.
[[noreturn]] void interrupted_command() {
  install_interrupt_handlers();
  const auto runner = make_process_runner();
  const double started = steady_seconds();
  int code = 1;
  try {
    runner->run({.argv = {"sh", "-c", "kill -TERM $PPID; sleep 30"}, .timeout_s = 30});
  } catch (const Interrupted& error) {
    const InterruptShield shield;
    const bool shielded = runner->run({.argv = {"true"}}).ok();
    if (shielded && steady_seconds() - started < 10) code = static_cast<int>(error.code());
  }
  _exit(code);
}

TEST(InterruptDeathTest, ACommandEndsAndCleanUpStillRuns) {
  EXPECT_EXIT(interrupted_command(), testing::ExitedWithCode(143), "");
}

}  // namespace
}  // namespace sharebench::sys
