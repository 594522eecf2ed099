// The --connect mode of the relay program.
#include "harness/lab/rpc_relay_bridge.h"

#include <sys/select.h>
#include <unistd.h>

#include <algorithm>
#include <array>

#include "harness/lab/rpc_relay_sockets.h"

namespace sharebench::lab {
namespace {

constexpr double kPatience = 20;  // QEMU makes its sockets some time after it was started

bool write_all(int descriptor, const char* bytes, std::size_t size) {
  while (size > 0) {
    fd_set writable;
    FD_ZERO(&writable);
    FD_SET(descriptor, &writable);
    if (::select(descriptor + 1, nullptr, &writable, nullptr, nullptr) < 0) return false;
    const ssize_t sent = ::write(descriptor, bytes, size);
    if (sent <= 0) return false;
    bytes += sent;
    size -= static_cast<std::size_t>(sent);
  }
  return true;
}

/// Moves what is there; false at the end.
bool pump(int from, int to) {
  std::array<char, 65536> buffer{};
  const ssize_t got = read_some(from, buffer.data(), buffer.size());
  if (got < 0) return true;
  return got > 0 && write_all(to, buffer.data(), static_cast<std::size_t>(got));
}

}  // namespace

int bridge_main(const std::string& path) {
  const Socket socket = connect_unix(path, kPatience);
  for (;;) {
    fd_set readable;
    FD_ZERO(&readable);
    FD_SET(STDIN_FILENO, &readable);
    FD_SET(socket.get(), &readable);
    if (::select(socket.get() + 1, &readable, nullptr, nullptr, nullptr) < 0) return 1;
    if (FD_ISSET(socket.get(), &readable) && !pump(socket.get(), STDOUT_FILENO)) return 0;
    if (FD_ISSET(STDIN_FILENO, &readable) && !pump(STDIN_FILENO, socket.get())) return 0;
  }
}

}  // namespace sharebench::lab
