// A TCP relay between guest and NFS server that holds each RPC call for a set time, many at once,
// so that the cost of a round trip can be chosen. It runs as a process of its own in the lab's
// namespace.
#pragma once

#include <string>
#include <vector>

namespace sharebench::lab {

/// The hidden subcommand, without the words before it; returns the exit status.
///   --listen ADDR:PORT --to ADDR:PORT --control PATH   relays until killed
///   --connect PATH                                     joins standard input and output to a socket
/// The control socket takes lines: "pace NANOSECONDS" answers "ok" and starts new statistics;
/// "stats" answers "calls=N held_mean_ns=X held_max_ns=Y". Whole numbers, so that no locale
/// matters.
int rpc_relay_main(std::vector<std::string> args);

}  // namespace sharebench::lab
