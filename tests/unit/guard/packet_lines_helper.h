// Reads tests/captured/pf: rulesets, and packets with the decision that the kernel would make.
#pragma once

#include <string>
#include <vector>

#include "harness/guard/captured.h"
#include "harness/guard/packet.h"

namespace sharebench::guard {

struct PacketLine {
  std::string decision, options, reason;
  Packet packet;
};

/// The text of a file below tests/captured/pf.
std::string pf_text(const std::string& name);

/// All lines of a `.packets` file.
std::vector<PacketLine> packet_lines(const std::string& name);

/// The host of the rulesets: its ifconfig.
Captured pf_host();

/// Options as on the command line, blanks between them.
Packet packet_from(const std::string& options);

}  // namespace sharebench::guard
