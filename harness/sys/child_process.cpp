// posix_spawn, pipes and poll: the only place that starts processes.
#include "harness/sys/child_process.h"

#include <fcntl.h>
#include <fmt/format.h>
#include <poll.h>
#include <spawn.h>
#include <sys/wait.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <csignal>
#include <cstring>
#include <utility>

#include "harness/core/error.h"
#include "harness/sys/clock.h"
#include "harness/sys/interrupt.h"

extern char** environ;

namespace sharebench::sys {
namespace {

constexpr std::size_t kErrorTextLimit = 64 * 1024;
constexpr double kLastBreath_s = 2;  // a process closes its output shortly before it ends

struct Pipe {
  int read = -1, write = -1;
};

Pipe make_pipe() {
  std::array<int, 2> ends{};
  if (pipe(ends.data()) != 0) {
    throw EnvironmentError(fmt::format("no pipe could be made: {}", std::strerror(errno)),
                           "raise the limit on open files: ulimit -n 1024");
  }
  for (const int fd : ends) fcntl(fd, F_SETFD, FD_CLOEXEC);
  return {ends[0], ends[1]};
}

void close_fd(int& fd) {
  if (fd >= 0) close(fd);
  fd = -1;
}

std::vector<std::string> environment_with(const std::map<std::string, std::string>& added) {
  std::vector<std::string> all;
  for (char** entry = environ; *entry != nullptr; ++entry) {
    const std::string text = *entry;
    if (added.count(text.substr(0, text.find('='))) == 0) all.push_back(text);
  }
  for (const auto& [name, value] : added) all.push_back(name + "=" + value);
  return all;
}

std::vector<char*> pointers(std::vector<std::string>& texts) {
  std::vector<char*> out;
  for (std::string& text : texts) out.push_back(text.data());
  out.push_back(nullptr);
  return out;
}

int decode(int wait_status) {
  if (WIFSIGNALED(wait_status)) return 128 + WTERMSIG(wait_status);
  return WEXITSTATUS(wait_status);
}

}  // namespace

ChildProcess::ChildProcess(const Command& command) {
  Pipe in = make_pipe(), out = make_pipe(), err = make_pipe();
  posix_spawn_file_actions_t actions;
  posix_spawn_file_actions_init(&actions);
  posix_spawn_file_actions_adddup2(&actions, in.read, 0);
  posix_spawn_file_actions_adddup2(&actions, out.write, 1);
  posix_spawn_file_actions_adddup2(&actions, err.write, 2);
  posix_spawnattr_t attributes;
  posix_spawnattr_init(&attributes);
  sigset_t none, defaults;
  sigemptyset(&none);
  sigemptyset(&defaults);
  for (const int s : {SIGINT, SIGTERM, SIGHUP, SIGPIPE}) sigaddset(&defaults, s);
  posix_spawnattr_setsigmask(&attributes, &none);
  posix_spawnattr_setsigdefault(&attributes, &defaults);
  posix_spawnattr_setpgroup(&attributes, 0);
  posix_spawnattr_setflags(
      &attributes,
      static_cast<short>(POSIX_SPAWN_SETPGROUP | POSIX_SPAWN_SETSIGMASK | POSIX_SPAWN_SETSIGDEF));
  std::vector<std::string> argv = command.argv;
  std::vector<std::string> env = environment_with(command.env);
  const int failure = posix_spawnp(&pid_, argv.at(0).c_str(), &actions, &attributes,
                                   pointers(argv).data(), pointers(env).data());
  posix_spawn_file_actions_destroy(&actions);
  posix_spawnattr_destroy(&attributes);
  close_fd(in.read);
  close_fd(out.write);
  close_fd(err.write);
  in_ = in.write;
  out_ = out.read;
  err_ = err.read;
  if (failure != 0) {
    pid_ = -1;
    reaped_ = true;
    close_fd(in_);
    close_fd(out_);
    close_fd(err_);
    throw EnvironmentError(
        fmt::format("{} could not be started: {}", command.argv[0], std::strerror(failure)),
        "see what is missing: sharebench doctor");
  }
  for (const int fd : {in_, out_, err_}) fcntl(fd, F_SETFL, O_NONBLOCK);
}

ChildProcess::~ChildProcess() {
  const InterruptShield shield;
  stop(1);
}

void ChildProcess::queue_input(const std::string& bytes) {
  pending_input_ += bytes;
  feed_input();
}

void ChildProcess::close_input() {
  close_when_fed_ = true;
  feed_input();
}

void ChildProcess::feed_input() {
  while (in_ >= 0 && !pending_input_.empty()) {
    const ssize_t n = write(in_, pending_input_.data(), pending_input_.size());
    if (n > 0) {
      pending_input_.erase(0, static_cast<std::size_t>(n));
    } else if (n < 0 && errno == EINTR) {
      continue;
    } else if (n < 0 && errno == EAGAIN) {
      return;
    } else {
      pending_input_.clear();
      close_fd(in_);
    }
  }
  if (close_when_fed_ && pending_input_.empty()) close_fd(in_);
}

void ChildProcess::drain(int& fd, std::string& into) {
  std::array<char, 65536> buffer;
  while (fd >= 0) {
    const ssize_t n = read(fd, buffer.data(), buffer.size());
    if (n > 0) {
      into.append(buffer.data(), static_cast<std::size_t>(n));
    } else if (n < 0 && errno == EINTR) {
      continue;
    } else if (n < 0 && errno == EAGAIN) {
      return;
    } else {
      close_fd(fd);
    }
  }
}

bool ChildProcess::pump(double wait_s) {
  std::array<pollfd, 3> fds{};
  nfds_t count = 0;
  if (out_ >= 0) fds[count++] = {out_, POLLIN, 0};
  if (err_ >= 0) fds[count++] = {err_, POLLIN, 0};
  if (count == 0) return false;
  if (in_ >= 0 && !pending_input_.empty()) fds[count++] = {in_, POLLOUT, 0};
  poll(fds.data(), count, static_cast<int>(std::clamp(wait_s, 0.0, 0.1) * 1000) + 1);
  drain(out_, out_text_);
  drain(err_, err_text_);
  if (err_text_.size() > kErrorTextLimit) err_text_.erase(0, err_text_.size() - kErrorTextLimit);
  feed_input();
  return true;
}

void ChildProcess::write_line(const std::string& line) {
  if (in_ < 0) {
    throw EnvironmentError("a program that was being talked to has ended" +
                               (err_text_.empty() ? std::string() : ": " + err_text_),
                           "look at the log beside the run file");
  }
  queue_input(line + "\n");
}

std::optional<std::string> ChildProcess::read_line(double deadline_s) {
  const double end = steady_seconds() + deadline_s;
  std::size_t searched = 0;
  for (;;) {
    const std::size_t at = out_text_.find('\n', searched);
    if (at != std::string::npos) {
      std::string line = out_text_.substr(0, at);
      out_text_.erase(0, at + 1);
      return line;
    }
    searched = out_text_.size();
    throw_if_interrupted();
    const double left = end - steady_seconds();
    if (left <= 0) return std::nullopt;
    if (!pump(left)) {
      wait_end(kLastBreath_s);  // so that running() tells an end from a silence
      return std::nullopt;
    }
  }
}

std::string ChildProcess::take_output() {
  return std::exchange(out_text_, {});
}

std::string ChildProcess::error_text() {
  drain(err_, err_text_);
  return err_text_;
}

bool ChildProcess::running() {
  return !wait_end(0);
}

int ChildProcess::status() {
  return status_;
}

bool ChildProcess::wait_end(double seconds) {
  const double end = steady_seconds() + seconds;
  while (!reaped_) {
    int raw = 0;
    const pid_t got = waitpid(pid_, &raw, WNOHANG);
    if (got == pid_ || (got < 0 && errno != EINTR)) {
      reaped_ = true;
      status_ = got == pid_ ? decode(raw) : 127;
      break;
    }
    if (steady_seconds() >= end) return false;
    if (!pump(0.01)) usleep(2000);
  }
  return true;
}

void ChildProcess::kill_group() {
  if (pid_ > 0) kill(-pid_, SIGKILL);
}

void ChildProcess::stop(double grace_s) {
  if (pid_ <= 0) return;
  const InterruptShield shield;
  close_fd(in_);
  if (!reaped_) {
    kill(-pid_, SIGTERM);
    wait_end(grace_s);
  }
  kill_group();
  wait_end(5);
  drain(out_, out_text_);
  drain(err_, err_text_);
  close_fd(out_);
  close_fd(err_);
  pid_ = -1;
}

}  // namespace sharebench::sys
