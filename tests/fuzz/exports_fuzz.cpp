// /etc/exports of any content.
#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <string>

#include "harness/guard/exports.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace sharebench::guard;
  std::vector<std::string> unread;
  for (const Export& one : parse_exports({reinterpret_cast<const char*>(data), size}, unread))
    if (one.folders.empty()) std::abort();
  return 0;
}
