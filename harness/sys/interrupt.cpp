// Signal handlers that only set a flag, and the waits that look at it.
#include "harness/sys/interrupt.h"

#include <csignal>
#include <ctime>

#include <atomic>

#include "harness/core/error.h"
#include "harness/sys/clock.h"

namespace sharebench::sys {
namespace {

volatile std::sig_atomic_t arrived = 0;
std::atomic<int> shields{0};

void remember(int signal_number) {
  arrived = signal_number;
}

}  // namespace

void install_interrupt_handlers() {
  struct sigaction action {};
  action.sa_handler = remember;
  sigemptyset(&action.sa_mask);
  for (const int signal_number : {SIGINT, SIGTERM, SIGHUP}) {
    sigaction(signal_number, &action, nullptr);
  }
  struct sigaction ignore {};
  ignore.sa_handler = SIG_IGN;
  sigemptyset(&ignore.sa_mask);
  sigaction(SIGPIPE, &ignore, nullptr);
}

int interrupt_signal() {
  return arrived;
}

void throw_if_interrupted() {
  if (arrived != 0 && shields.load() == 0) throw Interrupted(arrived);
}

InterruptShield::InterruptShield() {
  shields.fetch_add(1);
}

InterruptShield::~InterruptShield() {
  shields.fetch_sub(1);
}

void interruptible_sleep(double seconds) {
  const double end = steady_seconds() + seconds;
  for (double left = seconds; left > 0; left = end - steady_seconds()) {
    throw_if_interrupted();
    const double nap = left < 0.1 ? left : 0.1;
    const timespec request{0, static_cast<long>(nap * 1e9)};
    nanosleep(&request, nullptr);
  }
  throw_if_interrupted();
}

}  // namespace sharebench::sys
