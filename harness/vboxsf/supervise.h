// The parent of both: QEMU and the service are processes of their own, so that the one can be
// confined and the other's end be reported.
#pragma once

#include <signal.h>
#include <sys/types.h>

#include <functional>
#include <string>
#include <vector>

namespace sharebench::vboxsf {

/// Blocks the signals that supervise() waits for; to be called before the first fork. Returns what
/// was blocked before as a mask for start_program().
sigset_t block_signals();

/// Runs `command` with `descriptor` inherited and the given signals blocked. A program that cannot
/// be started ends with status 4 and a sentence on stderr. Throws EnvironmentError when no process
/// can be made.
pid_t start_program(const std::vector<std::string>& command, int descriptor, const sigset_t& mask);

/// Runs `work` in a process of its own, which INT does not end (QEMU's end will), and which exits
/// with what it returns. Throws EnvironmentError.
pid_t start_service(const std::function<int()>& work);

/// Waits for `qemu` and passes INT and TERM on to it. When `service` ends first, says so on stderr
/// and waits on: the guest goes on with protocol errors. Ends `service` in the end and returns
/// QEMU's exit status, or 128 and the number of the signal that ended it.
int supervise(pid_t qemu, pid_t service);

}  // namespace sharebench::vboxsf
