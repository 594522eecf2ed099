// The list, by what each group is for.
#include "harness/vboxsf/syscall_filter.h"

#ifdef SHAREBENCH_SECCOMP
#include <fmt/format.h>
#include <seccomp.h>
#include <sys/mman.h>

#include <cstring>
#include <memory>

#include "harness/core/error.h"
#endif

namespace sharebench::vboxsf {

#ifdef SHAREBENCH_SECCOMP
namespace {

constexpr int kAllowed[] = {
    // QEMU's socket, the control socket, messages on stderr
    SCMP_SYS(poll), SCMP_SYS(ppoll), SCMP_SYS(recvmsg), SCMP_SYS(sendmsg), SCMP_SYS(accept4),
    SCMP_SYS(read), SCMP_SYS(write), SCMP_SYS(writev), SCMP_SYS(close),
    // files
    SCMP_SYS(openat2), SCMP_SYS(openat), SCMP_SYS(pread64), SCMP_SYS(pwrite64), SCMP_SYS(preadv),
    SCMP_SYS(pwritev), SCMP_SYS(preadv2), SCMP_SYS(pwritev2), SCMP_SYS(fstat), SCMP_SYS(newfstatat),
    SCMP_SYS(statx), SCMP_SYS(mkdirat), SCMP_SYS(unlinkat), SCMP_SYS(renameat), SCMP_SYS(renameat2),
    SCMP_SYS(symlinkat), SCMP_SYS(readlinkat), SCMP_SYS(chmod), SCMP_SYS(fchmod),
    SCMP_SYS(fchmodat), SCMP_SYS(utimensat), SCMP_SYS(ftruncate), SCMP_SYS(getdents64),
    SCMP_SYS(lseek), SCMP_SYS(statfs), SCMP_SYS(fstatfs), SCMP_SYS(dup), SCMP_SYS(fcntl),
    SCMP_SYS(umask),
    // the guest's RAM (never executable, see below), our own memory
    SCMP_SYS(munmap), SCMP_SYS(mremap), SCMP_SYS(madvise), SCMP_SYS(brk), SCMP_SYS(getrandom),
    // time
    SCMP_SYS(clock_gettime), SCMP_SYS(clock_nanosleep), SCMP_SYS(restart_syscall),
    // the C++ library, the end
    SCMP_SYS(futex), SCMP_SYS(rt_sigaction), SCMP_SYS(rt_sigprocmask), SCMP_SYS(rt_sigreturn),
    SCMP_SYS(exit), SCMP_SYS(exit_group)};

struct Release {
  void operator()(void* filter) const { seccomp_release(filter); }
};

void need_rule(int error) {
  if (error == 0) return;
  throw EnvironmentError(fmt::format("system calls cannot be filtered: {}", std::strerror(-error)),
                         "--no-sandbox serves without a filter");
}

}  // namespace

bool filter_system_calls() {
  const std::unique_ptr<void, Release> filter(seccomp_init(SCMP_ACT_KILL_PROCESS));
  if (!filter) need_rule(-ENOMEM);
  for (const int call : kAllowed)
    need_rule(seccomp_rule_add(filter.get(), SCMP_ACT_ALLOW, call, 0));
  for (const int call : {SCMP_SYS(mmap), SCMP_SYS(mprotect)}) {
    need_rule(seccomp_rule_add(filter.get(), SCMP_ACT_ALLOW, call, 1,
                               SCMP_A2(SCMP_CMP_MASKED_EQ, PROT_EXEC, 0)));
  }
  need_rule(seccomp_load(filter.get()));
  return true;
}
#else
bool filter_system_calls() {
  return false;
}
#endif

}  // namespace sharebench::vboxsf
