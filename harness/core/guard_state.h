// The answer to "may NFS be measured here?": a verdict, every door that was tried, and why.
#pragma once

#include <string>
#include <vector>

namespace sharebench {

enum class GuardVerdict {
  kProtected,  ///< everybody but the VM is shut out, and the VM gets in
  kExposed,    ///< somebody else gets in
  kVmBlocked,  ///< everybody is shut out, the VM too
  kUnknown,    ///< something could not be read: never taken for protected
};

/// One door, open or shut, and the rule that says so.
struct Exposure {
  std::string service{};  ///< rpcbind, nfsd, mountd, lockd, statd, rquotad
  std::string proto{};    ///< tcp or udp
  int port = 0;           ///< 0: any port, since the real one is not known
  std::string interface {};
  std::string family{};    ///< inet or inet6
  std::string from{};      ///< stranger, neighbour (with the VM's address) or vm
  std::string decision{};  ///< pass, block or undecided
  std::string rule{};      ///< the deciding line, or what decided in place of one
  bool fragment = false;   ///< a packet in fragments
};

struct GuardState {
  GuardVerdict verdict = GuardVerdict::kUnknown;
  std::vector<Exposure> exposures{};
  std::vector<std::string> evidence{};  ///< what the verdict rests on, or what is missing
  std::vector<std::string> warnings{};  ///< false comforts
};

/// "protected", "exposed", "vm_blocked" or "unknown".
std::string guard_verdict_name(GuardVerdict verdict);

}  // namespace sharebench
