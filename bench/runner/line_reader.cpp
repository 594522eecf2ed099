// poll(2) on the input and on the signal pipe, then read(2).
#include "bench/runner/line_reader.h"

#include <poll.h>
#include <unistd.h>

#include <array>
#include <cerrno>
#include <utility>

#include "bench/runner/signals.h"
#include "workloads/support/io.h"

namespace sharebench::runner {

namespace {

constexpr std::size_t kLongest = std::size_t{1} << 20;

}  // namespace

LineReader::Line LineReader::next() {
  Line line;
  for (;;) {
    const std::size_t newline = pending_.find('\n');
    if (newline != std::string::npos) {
      if (!line.too_long) line.text = pending_.substr(0, newline);
      pending_.erase(0, newline + 1);
      return line;
    }
    if (pending_.size() > kLongest) {
      line.too_long = true;
      pending_.clear();
    }
    if (fill()) continue;
    // A last line without a newline is a line.
    line.end = pending_.empty();
    line.text = std::exchange(pending_, {});
    return line;
  }
}

/// False at the end of the input or when a signal arrived.
bool LineReader::fill() {
  if (ended_) return false;
  std::array<pollfd, 2> waiting{pollfd{fd_, POLLIN, 0}, pollfd{signal_fd(), POLLIN, 0}};
  while (::poll(waiting.data(), waiting.size(), -1) < 0) {
    if (errno != EINTR) workloads::fail_errno("wait for", "standard input");
  }
  if (signal_received() != 0) {
    pending_.clear();
    ended_ = true;
    return false;
  }
  std::array<char, 4096> part;
  const ssize_t got = ::read(fd_, part.data(), part.size());
  if (got < 0) workloads::fail_errno("read", "standard input");
  pending_.append(part.data(), static_cast<std::size_t>(got));
  ended_ = got == 0;
  return !ended_;
}

}  // namespace sharebench::runner
