// Who can reach what: every interface, family and service, tried from a stranger, from a neighbour
// with the VM's address, and from the VM.
#pragma once

#include <string>
#include <vector>

#include "harness/core/guard_state.h"
#include "harness/guard/nfs_services.h"
#include "harness/guard/witness.h"

namespace sharebench::guard {

/// The VM and its side of the host.
struct VmPlace {
  IpAddress address{};
  std::string interface {};
};

/// Which doors are tried.
struct Doors {
  std::vector<std::string> interfaces{};
  std::vector<Service> services{};
  VmPlace vm{};                     ///< the one that must get in
  std::vector<VmPlace> others{};    ///< VMs that may
  bool addresses_invented = false;  ///< the host may have others than those of the model
};

/// True when NFS is for that address.
bool is_for(const Doors& doors, const IpAddress& address);

/// A source, destination and ports are looked for that pass; a door is shut only when there are
/// none. Loopback is not tried: local accounts are not the network.
std::vector<Exposure> try_doors(const Filter& filter, const Doors& doors);

}  // namespace sharebench::guard
