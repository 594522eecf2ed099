// The words of the control socket, apart from the socket: a line in, a line out.
#pragma once

#include <string>

#include "harness/vboxsf/instruments.h"

namespace sharebench::vboxsf {

/// Answers one request (all numbers are whole, so that no locale matters):
///   pace NS        "ok"; holds each call for NS nanoseconds and starts new statistics of `stats`
///   stats          "calls=N held_mean_ns=X held_max_ns=Y packets=.. refused=.. connects=..
///                  disconnects=.. resets=.. syncs=.."; the first three are since the last pace
///   counts [ROOT]  "root=R share=NAME calls=N bytes=B service_ns=T create=N/B/T close=N/B/T ...
///                  other=N/B/T", every function in the order of function_names.h; since the start.
///                  ROOT is a root number or `none` (calls that name no root); without it, all
///   roots          "0=home 3=work": the shares that were mapped, by root
///   fault SPEC     "ok"; SPEC as parse_fault() reads it, or `none`
/// Anything else is answered by "unknown request", what cannot be read by "error: " and a sentence.
std::string control_reply(Instruments& instruments, const std::string& request);

}  // namespace sharebench::vboxsf
