// One policy object, one table, loaded by the tree's nft.
#include "harness/lab/lab_guard.h"

#include "harness/guard/policy.h"
#include "harness/lab/network.h"
#include "harness/sys/entered_runner.h"

namespace sharebench::lab {

std::vector<std::string> enter_lab(const std::string& network_namespace,
                                   const std::filesystem::path& enter,
                                   const std::filesystem::path& tree,
                                   const std::filesystem::path& state_dir) {
  return in_namespace(network_namespace, {"sh", enter.string(), tree.string(), state_dir.string()});
}

NfsHost lab_nfs_host(std::vector<std::string> enter) {
  return {.enter = std::move(enter),
          .vm = kGuestAddress,
          .vm_interface = kTap,
          .relay_ports = {kRelayPort}};
}

void load_guard(sys::CommandRunner& runner, const NfsHost& host) {
  guard::Policy policy;
  policy.vm = host.vm;
  policy.vm_interface = host.vm_interface;
  policy.host = kHostAddress;
  policy.relay_ports = host.relay_ports;
  sys::EnteredRunner there(runner, host.enter);
  sys::run_or_throw(there, {.argv = {"nft", "-f", "-"}, .input = guard::nft_table(policy)},
                    "the kernel needs nf_tables: modprobe nf_tables nf_conntrack");
}

}  // namespace sharebench::lab
