// The served face: one JSON request a line in, one JSON answer a line out, until quit or end of
// input.
#pragma once

#include "bench/runner/session.h"
#include "workloads/support/area.h"

namespace sharebench::runner {

/// Answers requests on standard input until quit, end of input or a signal. Every failure is an
/// answer; only an output that nobody reads ends it early.
void serve(workloads::Area& area, Session& session);

}  // namespace sharebench::runner
