// Runs a piece of a test in a process of its own: what confines a process confines it for good.
#pragma once

#include <sys/wait.h>
#include <unistd.h>

#include <functional>

namespace sharebench::vboxsf {

/// The exit status of `work` in a child, or 128 and the signal that ended it.
inline int in_child(const std::function<int()>& work) {
  const pid_t child = ::fork();
  if (child == 0) ::_exit(work());
  int status = 0;
  ::waitpid(child, &status, 0);
  return WIFEXITED(status) ? WEXITSTATUS(status) : 128 + WTERMSIG(status);
}

}  // namespace sharebench::vboxsf
