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

  friend bool operator==(const Exposure&, const Exposure&) = default;
};

struct GuardState {
  GuardVerdict verdict = GuardVerdict::kUnknown;
  std::vector<Exposure> exposures{};
  std::vector<std::string> evidence{};  ///< what the verdict rests on, or what is missing
  std::vector<std::string> warnings{};  ///< false comforts

  friend bool operator==(const GuardState&, const GuardState&) = default;
};

/// "protected", "exposed", "vm_blocked" or "unknown".
std::string guard_verdict_name(GuardVerdict verdict);

/// True when `a` is further from "protected" than `b`: exposed, unknown, vm_blocked, protected.
bool worse(GuardVerdict a, GuardVerdict b);

/// The verdict of that name. Throws DataError for another word.
GuardVerdict guard_verdict(const std::string& name);

/// A sentence: the verdict and what it rests on, the open doors first.
std::string guard_sentence(const GuardState& state);

}  // namespace sharebench
