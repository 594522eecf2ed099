// The options of `guard ask` as a packet.
#pragma once

#include "harness/cli/command.h"
#include "harness/guard/packet.h"

namespace sharebench::cli {

/// The options that describe a packet.
std::vector<Option> packet_options();

/// Throws UsageError naming the option that is missing or cannot be.
guard::Packet packet_of(const Arguments& arguments);

}  // namespace sharebench::cli
