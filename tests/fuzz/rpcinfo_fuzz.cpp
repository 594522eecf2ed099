// rpcinfo's table, nfs.conf and ifconfig of any content.
#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <string>

#include "harness/guard/interfaces.h"
#include "harness/guard/nfs_services.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace sharebench::guard;
  const std::string text(reinterpret_cast<const char*>(data), size);
  std::vector<std::string> unread;
  for (const Service& one : parse_rpcinfo(text, unread))
    if (!one.port || *one.port < 1 || *one.port > 65535) std::abort();
  parse_nfs_conf(text);
  parse_ifconfig(text, unread);
  return 0;
}
