// SIGINT, SIGTERM and SIGHUP: workloads stop at their next operation, and the area is left empty.
#pragma once

#include <memory>

#include "workloads/support/area.h"

namespace sharebench::runner {

/// Installs the handlers and ignores SIGPIPE. Call once, before any file is made.
void install_signal_handlers();

/// The signal that arrived, 0 when none.
int signal_received();

/// Becomes readable when a signal arrives; nobody reads it.
int signal_fd();

/// From now on, when the program has not ended two seconds after a signal (a call that hangs, a
/// workload that does not look), a thread empties `area` and ends the process.
void start_watchdog(std::shared_ptr<workloads::Area> area);

}  // namespace sharebench::runner
