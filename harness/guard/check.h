// The whole check: reads what was captured, tries every door, and says whether NFS is shut.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "harness/core/guard_state.h"
#include "harness/core/nfs_host.h"
#include "harness/guard/captured.h"
#include "harness/guard/nfs_services.h"

namespace sharebench::guard {

/// A pf.conf that is judged in place of the kernel's state.
struct ConfFile {
  std::string name{}, text{};
};

struct CheckRequest {
  std::string vm{};                 ///< address of the VM; empty: as `vm-networks` tells
  std::string vm_interface{};       ///< its interface on the host; empty: likewise
  std::vector<Service> services{};  ///< empty: from `rpcinfo`
  std::vector<int> relay_ports{};   ///< TCP ports beside them that lead to nfsd
  std::optional<ConfFile> conf{};
};

/// What is known of that host before it is captured.
CheckRequest request_for(const NfsHost& host);

/// Never throws for what was captured: what cannot be read makes the verdict unknown. Throws
/// UsageError when `vm` is no address.
GuardState check(const Captured& given, const CheckRequest& request);

/// The table for a person: who can reach what, by which rule.
std::string explain(const GuardState& state);

}  // namespace sharebench::guard
