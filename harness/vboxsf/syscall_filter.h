// A seccomp filter: the system calls that serving needs, and death for any other.
#pragma once

namespace sharebench::vboxsf {

/// Filters this process for good; no_new_privs must be set. A call that is not on the list ends the
/// process by SIGSYS: the service never makes one, so whoever does has taken it over. False, and
/// nothing filtered, in builds with sanitizers, whose own calls no list could name. Throws
/// EnvironmentError.
bool filter_system_calls();

}  // namespace sharebench::vboxsf
