// Stands for the relay where it cannot be built: the lab needs Linux.
#include "harness/core/error.h"
#include "harness/lab/rpc_relay.h"

namespace sharebench::lab {

int rpc_relay_main(std::vector<std::string>) {
  throw EnvironmentError("the lab's relay needs Linux", "run the lab on a Debian 12 machine");
}

}  // namespace sharebench::lab
