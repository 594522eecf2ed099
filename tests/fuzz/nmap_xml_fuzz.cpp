// nmap's XML of any content: refused, or judged.
#include <cstddef>
#include <cstdint>
#include <string>

#include "harness/core/error.h"
#include "harness/guard/probe.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace sharebench::guard;
  ProbeInput input;
  try {
    input.scan = parse_nmap({reinterpret_cast<const char*>(data), size});
  } catch (const sharebench::DataError&) {
    return 0;
  }
  input.services = parse_service_ports("tcp/2049,udp/2049");
  input.control_port = 80;
  judge_probe(input);
  return 0;
}
