// Joins standard input and output to a UNIX socket, so that a conversation over a socket is a Child
// like any other to the harness.
#pragma once

#include <string>

namespace sharebench::lab {

/// Runs until either side ends; returns the exit status.
int bridge_main(const std::string& path);

}  // namespace sharebench::lab
