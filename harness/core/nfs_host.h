// The machine that serves NFS to a target, as the guard must look at it.
#pragma once

#include <string>
#include <vector>

namespace sharebench {

struct NfsHost {
  std::vector<std::string> enter{};  ///< argv before a command that runs there; empty: right here
  std::string vm{};                  ///< address of the target; empty: found out there
  std::string vm_interface{};        ///< that machine's interface to it; empty: likewise
  std::vector<int> relay_ports{};    ///< TCP ports that lead to nfsd and that rpcinfo does not know
};

}  // namespace sharebench
