// Hands over to the lab's relay.
#include "harness/cli/internal.h"

#include <string>
#include <vector>

#include "harness/lab/rpc_relay.h"

namespace sharebench::cli {

std::optional<int> run_internal(int argc, char** argv) {
  if (argc < 2 || std::string(argv[1]) != "--internal-rpc-relay") return std::nullopt;
  return lab::rpc_relay_main(std::vector<std::string>(argv + 2, argv + argc));
}

}  // namespace sharebench::cli
