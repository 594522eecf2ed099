// The guest's clock beside this machine's, read through the console.
#pragma once

#include "harness/core/clock_reading.h"
#include "harness/lab/guest_console.h"

namespace sharebench::lab {

/// The quickest of a few readings, since a busy machine may take seconds for one. Throws
/// EnvironmentError when the guest does not answer.
ClockReading read_clocks(GuestConsole& console);

}  // namespace sharebench::lab
