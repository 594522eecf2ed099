// A handler that sets a flag and writes to a pipe, and a thread that waits for what does not react.
#include "bench/runner/signals.h"

#include <fcntl.h>
#include <poll.h>
#include <unistd.h>

#include <atomic>
#include <cerrno>
#include <chrono>
#include <csignal>
#include <thread>
#include <utility>

#include "workloads/support/io.h"
#include "workloads/support/stop.h"

namespace sharebench::runner {

namespace {

constexpr auto kGrace = std::chrono::seconds(2);
constexpr int kRemovalAttempts = 20;  // a workload that still runs may be making files meanwhile

std::atomic<int> received{0};
int wake_pipe[2] = {-1, -1};

void on_signal(int number) {
  const int before = errno;
  received.store(number);
  workloads::stop_flag.store(true);
  const char byte = 0;
  // A full pipe is as readable as can be.
  [[maybe_unused]] const ssize_t written = ::write(wake_pipe[1], &byte, 1);
  errno = before;
}

void watch(workloads::Area& area) {
  pollfd waiting{wake_pipe[0], POLLIN, 0};
  while (::poll(&waiting, 1, -1) <= 0) {
  }
  std::this_thread::sleep_for(kGrace);
  for (int attempt = 0; attempt < kRemovalAttempts && !area.remove_all(); ++attempt) {
  }
  ::_exit(128 + received.load());
}

}  // namespace

void install_signal_handlers() {
  if (::pipe(wake_pipe) != 0) workloads::fail_errno("make", "a pipe");
  for (const int end : wake_pipe) {
    ::fcntl(end, F_SETFD, FD_CLOEXEC);
    ::fcntl(end, F_SETFL, O_NONBLOCK);
  }
  struct sigaction action {};
  action.sa_handler = on_signal;
  action.sa_flags = SA_RESTART;  // a file call in the middle of a workload is not a failure
  for (const int number : {SIGINT, SIGTERM, SIGHUP}) ::sigaction(number, &action, nullptr);
  std::signal(SIGPIPE, SIG_IGN);
}

int signal_received() {
  return received.load();
}

int signal_fd() {
  return wake_pipe[0];
}

void start_watchdog(std::shared_ptr<workloads::Area> area) {
  std::thread([kept = std::move(area)] { watch(*kept); }).detach();
}

}  // namespace sharebench::runner
