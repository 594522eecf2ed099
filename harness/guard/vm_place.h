// Where the VM is: its address and the interface on which the host meets it.
#pragma once

#include <string>

#include "harness/guard/captured.h"

namespace sharebench::guard {

struct FoundVm {
  std::string address{}, interface {};  ///< empty: not found
};

/// From `vm-networks` (VBoxManage list hostonlyifs, docker-machine inspect) and `ifconfig`.
FoundVm find_vm(const Captured& captured);

}  // namespace sharebench::guard
