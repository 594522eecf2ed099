// Ctrl-C and SIGTERM set a flag; every wait looks at it.
#pragma once

namespace sharebench::sys {

/// Installs handlers for SIGINT, SIGTERM and SIGHUP (once; SIGPIPE is ignored).
void install_interrupt_handlers();

/// The signal that arrived, 0 when none.
int interrupt_signal();

/// Throws Interrupted when a signal arrived.
void throw_if_interrupted();

/// While one of these lives, waits are not ended by a signal: clean-up must be able to run
/// commands after Ctrl-C.
class InterruptShield {
 public:
  InterruptShield();
  ~InterruptShield();
  InterruptShield(const InterruptShield&) = delete;
  InterruptShield& operator=(const InterruptShield&) = delete;
};

/// Sleeps at most `seconds`, ends early (throws Interrupted) on a signal.
void interruptible_sleep(double seconds);

}  // namespace sharebench::sys
