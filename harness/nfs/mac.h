// What docker-machine and Docker Desktop have in common: the Mac that serves.
#pragma once

#include <string>

#include "harness/nfs/place.h"

namespace sharebench::nfs {

/// The interface by which this host meets `policy.vm`, and the host's address on it. Throws
/// EnvironmentError when there is none.
void find_network(sys::CommandRunner& runner, guard::Policy& policy);

/// macOS, its files, the exported paths and whose accesses the VM's are. `found.policy` has the VM
/// and its interface already. Throws EnvironmentError where this is no Mac, for a folder that is
/// not there and when root is asked on behalf of nobody.
void look_at_mac(const Request& request, sys::CommandRunner& runner, Found& found);

/// The guard's steps with exports and nfs.conf.
void plan_mac(const Found& found, const std::vector<guard::Setting>& settings, Plan& plan);

}  // namespace sharebench::nfs
