// Clocks: one for durations, one for dates.
#pragma once

#include <string>

namespace sharebench::sys {

/// Seconds on a steady clock (std::chrono::steady_clock).
double steady_seconds();

/// User CPU seconds of all children that have ended and been waited for, with theirs (getrusage).
double children_user_seconds();

/// Now in UTC as "2026-11-24T18:30:00Z".
std::string utc_now();

/// Now in UTC as "20261124-183000", for file names.
std::string utc_stamp();

}  // namespace sharebench::sys
