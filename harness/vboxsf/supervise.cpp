// Forks, forwards, waits.
#include "harness/vboxsf/supervise.h"

#include <fcntl.h>
#include <fmt/format.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cerrno>
#include <csignal>
#include <cstdio>
#include <cstring>

#include "harness/core/error.h"

namespace sharebench::vboxsf {
namespace {

sigset_t waited_for() {
  sigset_t set;
  ::sigemptyset(&set);
  for (const int signal : {SIGINT, SIGTERM, SIGCHLD}) ::sigaddset(&set, signal);
  return set;
}

pid_t fork_or_throw() {
  const pid_t child = ::fork();
  if (child < 0) {
    throw EnvironmentError(fmt::format("no process can be made: {}", std::strerror(errno)),
                           "end some programs and try again");
  }
  return child;
}

int exit_status(int status) {
  return WIFEXITED(status) ? WEXITSTATUS(status) : 128 + WTERMSIG(status);
}

void end(pid_t process) {
  ::kill(process, SIGTERM);
  while (::waitpid(process, nullptr, 0) < 0 && errno == EINTR) {
  }
}

void report_service_end(int status) {
  fmt::print(stderr, "error: the service ended ({}); the guest sees protocol errors from now on\n",
             WIFSIGNALED(status) ? fmt::format("signal {}", WTERMSIG(status))
                                 : fmt::format("status {}", WEXITSTATUS(status)));
}

}  // namespace

sigset_t block_signals() {
  const sigset_t set = waited_for();
  sigset_t before;
  ::sigprocmask(SIG_BLOCK, &set, &before);
  return before;
}

pid_t start_program(const std::vector<std::string>& command, int descriptor, const sigset_t& mask) {
  std::vector<char*> words;
  for (const std::string& word : command) words.push_back(const_cast<char*>(word.c_str()));
  words.push_back(nullptr);
  const pid_t child = fork_or_throw();
  if (child != 0) return child;
  ::fcntl(descriptor, F_SETFD, 0);
  ::sigprocmask(SIG_SETMASK, &mask, nullptr);
  ::execvp(words[0], words.data());
  fmt::print(stderr, "error: {} cannot be started: {}\nhint: apt install qemu-system-x86\n",
             words[0], std::strerror(errno));
  ::_exit(static_cast<int>(ExitCode::kEnvironment));
}

pid_t start_service(const std::function<int()>& work) {
  const pid_t child = fork_or_throw();
  if (child != 0) return child;
  ::signal(SIGINT, SIG_IGN);
  const sigset_t set = waited_for();
  ::sigprocmask(SIG_UNBLOCK, &set, nullptr);
  ::_exit(work());
}

int supervise(pid_t qemu, pid_t service) {
  const sigset_t set = waited_for();
  for (;;) {
    int status = 0;
    const pid_t ended = ::waitpid(-1, &status, WNOHANG);
    if (ended == qemu) {
      if (service > 0) end(service);
      return exit_status(status);
    }
    if (ended == service) {
      service = 0;
      if (status != 0) report_service_end(status);  // 0: QEMU closed its end, and ends itself
    }
    if (ended > 0) continue;
    const int signal = ::sigwaitinfo(&set, nullptr);
    if (signal == SIGINT || signal == SIGTERM) ::kill(qemu, signal);
  }
}

}  // namespace sharebench::vboxsf
