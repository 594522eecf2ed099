// Where the VM is: its address and the interface on which the host meets it.
#pragma once

#include <string>
#include <vector>

#include "harness/guard/captured.h"

namespace sharebench::guard {

struct FoundVm {
  std::string address{}, interface {};  ///< empty: not found
};

/// From `vm-networks` (VBoxManage list hostonlyifs, docker-machine inspect) and `ifconfig`.
FoundVm find_vm(const Captured& captured);

/// The VMs beside `vm` that exports name between our marks: NFS was set up for them too. Lines of
/// others do not count, whatever they offer.
std::vector<FoundVm> find_other_vms(const Captured& captured, const std::string& vm);

}  // namespace sharebench::guard
