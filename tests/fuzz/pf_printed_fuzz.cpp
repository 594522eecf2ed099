// pfctl's output of any content, then a packet: whatever it says, a block on top is not undone by
// it.
#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <string>

#include "harness/guard/pf.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace sharebench::guard;
  if (size > 4096) return 0;
  const std::string text(reinterpret_cast<const char*>(data), size);
  Captured mac;
  mac["pfctl-info"].text = "Status: Enabled\n";
  mac["pfctl-nat"].text = "";
  mac["pfctl-anchors"].text = "  a\n  a/b\n";
  mac["pfctl-interfaces"].text = "en0\nlo0 (skip)\n";
  mac["pfctl-rules"].text = text;
  mac["anchors/a"].text = text;
  mac["tables/t"].text = text;
  mac["ifconfig"].text = text;
  Packet packet;
  packet.interface = "en0";
  packet.from = "10.0.0.9";
  packet.to = "10.0.0.5";
  packet.to_port = 2049;
  decide(read_printed(mac), packet);
  packet.fragment = true;
  decide(read_printed(mac), packet);
  mac["pfctl-rules"].text = "block drop quick all\n" + text;
  if (decide(read_printed(mac), packet).kind == Decision::Kind::kPass) std::abort();
  return 0;
}
