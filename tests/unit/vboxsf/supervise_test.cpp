// QEMU's end is ours, signals reach it, and the service's end is only reported.
#include "harness/vboxsf/supervise.h"

#include <fcntl.h>
#include <gtest/gtest.h>

#include <csignal>

#include "harness/vboxsf/file_descriptor.h"
#include "tests/unit/vboxsf/child_helper.h"

namespace sharebench::vboxsf {
namespace {

/// The status of supervising a shell script in QEMU's place. The script has a pipe's end as
/// descriptor $0; the service reads the other one until it is closed, then does `after`.
int supervised(const std::string& script, const std::function<int()>& after) {
  return in_child([&] {
    int ends[2];
    if (::pipe2(ends, O_CLOEXEC) != 0) return 99;
    FileDescriptor reads(ends[0]), writes(ends[1]);
    const sigset_t mask = block_signals();
    const pid_t qemu =
        start_program({"/bin/sh", "-c", script, std::to_string(writes.get())}, writes.get(), mask);
    writes = FileDescriptor();
    const pid_t service = start_service([&] {
      char byte;
      while (::read(reads.get(), &byte, 1) > 0) {
      }
      return after();
    });
    return supervise(qemu, service);
  });
}

int nothing() {
  return 0;
}

TEST(Supervise, QemusStatusIsOurs) {
  EXPECT_EQ(supervised("exit 0", nothing), 0);
  EXPECT_EQ(supervised("exit 42", nothing), 42);
}

TEST(Supervise, ASignalThatEndedQemuIsToldAsAShellWould) {
  EXPECT_EQ(supervised("kill -KILL $$", nothing), 128 + SIGKILL);
}

TEST(Supervise, QemuHasTheDescriptor) {
  EXPECT_EQ(supervised("test -p /proc/self/fd/$0 || exit 3", nothing), 0);
}

TEST(Supervise, AProgramThatIsMissingIsStatusFour) {
  EXPECT_EQ(in_child([] {
              const sigset_t mask = block_signals();
              const pid_t qemu = start_program({"/no/such/program"}, 0, mask);
              return supervise(qemu, start_service(nothing));
            }),
            4);
}

TEST(Supervise, SignalsArePassedOn) {
  EXPECT_EQ(supervised("trap 'exit 5' TERM; kill -TERM $PPID; while :; do :; done", nothing), 5);
}

TEST(Supervise, QemuGoesOnWithoutTheService) {
  // The service fails when QEMU closes its end, and QEMU still has something to say.
  EXPECT_EQ(supervised("eval \"exec $0>&-\"; exit 6", [] { return 70; }), 6);
}

TEST(Supervise, AServiceThatNeverEndsIsEnded) {
  EXPECT_EQ(supervised("exit 8",
                       [] {
                         for (;;) ::pause();
                         return 0;
                       }),
            8);
}

}  // namespace
}  // namespace sharebench::vboxsf
