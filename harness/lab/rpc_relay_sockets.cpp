// Opens, accepts, reads and writes the relay's sockets.
#include "harness/lab/rpc_relay_sockets.h"

#include <arpa/inet.h>
#include <fcntl.h>
#include <fmt/format.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <sys/socket.h>
#include <sys/un.h>
#include <unistd.h>

#include <cerrno>
#include <cstdlib>
#include <cstring>
#include <utility>

#include "harness/core/error.h"
#include "harness/sys/clock.h"
#include "harness/sys/interrupt.h"

namespace sharebench::lab {
namespace {

[[noreturn]] void fail(const std::string& what, const std::string& where) {
  throw EnvironmentError(fmt::format("relay cannot {} {}: {}", what, where, std::strerror(errno)),
                         "sharebench lab down, then: sharebench lab up");
}

sockaddr_in tcp_address(const std::string& text) {
  sockaddr_in address{};
  address.sin_family = AF_INET;
  const auto colon = text.rfind(':');
  address.sin_port = htons(static_cast<std::uint16_t>(std::atoi(text.c_str() + colon + 1)));
  if (colon == std::string::npos ||
      inet_pton(AF_INET, text.substr(0, colon).c_str(), &address.sin_addr) != 1) {
    throw UsageError(fmt::format("{} is not ADDR:PORT", text), "use for example 127.0.0.1:2049");
  }
  return address;
}

sockaddr_un unix_address(const std::string& path) {
  sockaddr_un address{};
  address.sun_family = AF_UNIX;
  if (path.size() >= sizeof(address.sun_path)) {
    throw EnvironmentError(fmt::format("socket path {} is too long", path),
                           "use a shorter state directory");
  }
  std::memcpy(address.sun_path, path.c_str(), path.size() + 1);
  return address;
}

template <typename Address>
const sockaddr* generic(const Address& address) {
  return reinterpret_cast<const sockaddr*>(&address);
}

/// Nothing may wait inside a call, and no call may wait for a fuller packet.
void prepare(int descriptor) {
  const int on = 1;
  fcntl(descriptor, F_SETFL, fcntl(descriptor, F_GETFL) | O_NONBLOCK);
  fcntl(descriptor, F_SETFD, FD_CLOEXEC);
  setsockopt(descriptor, IPPROTO_TCP, TCP_NODELAY, &on, sizeof(on));
}

}  // namespace

Socket::Socket(Socket&& other) noexcept : descriptor_(std::exchange(other.descriptor_, -1)) {}

Socket& Socket::operator=(Socket&& other) noexcept {
  std::swap(descriptor_, other.descriptor_);
  return *this;
}

Socket::~Socket() {
  if (descriptor_ >= 0) ::close(descriptor_);
}

Socket listen_tcp(const std::string& address) {
  Socket socket(::socket(AF_INET, SOCK_STREAM, 0));
  const sockaddr_in where = tcp_address(address);
  const int on = 1;
  setsockopt(socket.get(), SOL_SOCKET, SO_REUSEADDR, &on, sizeof(on));
  if (::bind(socket.get(), generic(where), sizeof(where)) != 0 || ::listen(socket.get(), 16) != 0) {
    fail("listen on", address);
  }
  prepare(socket.get());
  return socket;
}

Socket connect_from_reserved_port(const std::string& address) {
  const sockaddr_in where = tcp_address(address);
  for (std::uint16_t port = 1023; port >= 665; --port) {
    Socket socket(::socket(AF_INET, SOCK_STREAM, 0));
    sockaddr_in own{};
    own.sin_family = AF_INET;
    own.sin_port = htons(port);
    if (::bind(socket.get(), generic(own), sizeof(own)) != 0) {
      if (errno == EADDRINUSE) continue;
      own.sin_port = 0;  // without root: any port will do for a test
      if (::bind(socket.get(), generic(own), sizeof(own)) != 0) return Socket();
    }
    if (::connect(socket.get(), generic(where), sizeof(where)) == 0) {
      prepare(socket.get());
      return socket;
    }
    if (errno != EADDRNOTAVAIL && errno != EADDRINUSE) return Socket();
  }
  return Socket();
}

Socket listen_unix(const std::string& path) {
  Socket socket(::socket(AF_UNIX, SOCK_STREAM, 0));
  const sockaddr_un where = unix_address(path);
  ::unlink(path.c_str());
  if (::bind(socket.get(), generic(where), sizeof(where)) != 0 || ::listen(socket.get(), 4) != 0) {
    fail("listen on", path);
  }
  prepare(socket.get());
  return socket;
}

Socket connect_unix(const std::string& path, double patience_s) {
  const sockaddr_un where = unix_address(path);
  const double end = sys::steady_seconds() + patience_s;
  for (;;) {
    Socket socket(::socket(AF_UNIX, SOCK_STREAM, 0));
    if (::connect(socket.get(), generic(where), sizeof(where)) == 0) {
      prepare(socket.get());
      return socket;
    }
    if (sys::steady_seconds() > end) fail("connect to", path);
    sys::interruptible_sleep(0.01);
  }
}

Socket accept_from(const Socket& listener) {
  Socket accepted(::accept(listener.get(), nullptr, nullptr));
  if (accepted) prepare(accepted.get());
  return accepted;
}

ssize_t read_some(int descriptor, char* buffer, std::size_t size) {
  const ssize_t got = ::read(descriptor, buffer, size);
  if (got >= 0) return got;
  return errno == EAGAIN || errno == EINTR ? -1 : 0;
}

bool write_some(int descriptor, std::string& pending) {
  while (!pending.empty()) {
    const ssize_t sent = ::write(descriptor, pending.data(), pending.size());
    if (sent < 0) return errno == EAGAIN || errno == EINTR;
    pending.erase(0, static_cast<std::size_t>(sent));
  }
  return true;
}

}  // namespace sharebench::lab
