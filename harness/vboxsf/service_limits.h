// What the service asks of its own process before it serves: room for its guests' open files.
#pragma once

namespace sharebench::vboxsf {

/// Raises the soft limit of open files to the hard one, where that is allowed (else guests meet
/// "too many open files" sooner), and has a file that grows beyond RLIMIT_FSIZE answer EFBIG
/// instead of ending the process.
void prepare_process();

}  // namespace sharebench::vboxsf
