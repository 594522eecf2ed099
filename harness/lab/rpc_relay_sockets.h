// The socket calls of the relay, each with its reason: the only sockets that the harness opens.
#pragma once

#include <sys/types.h>

#include <string>

namespace sharebench::lab {

/// Owns a descriptor.
class Socket {
 public:
  Socket() = default;
  explicit Socket(int descriptor) : descriptor_(descriptor) {}
  Socket(Socket&& other) noexcept;
  Socket& operator=(Socket&& other) noexcept;
  Socket(const Socket&) = delete;
  Socket& operator=(const Socket&) = delete;
  ~Socket();
  int get() const { return descriptor_; }
  explicit operator bool() const { return descriptor_ >= 0; }

 private:
  int descriptor_ = -1;
};

/// Listens on "ADDR:PORT" (IPv4). Throws EnvironmentError.
Socket listen_tcp(const std::string& address);

/// Connects to "ADDR:PORT" from a port below 1024, which NFS servers ask of a client they trust.
/// Not open when nobody listens.
Socket connect_from_reserved_port(const std::string& address);

/// Listens on, or connects to, a UNIX socket. Throws EnvironmentError.
Socket listen_unix(const std::string& path);
Socket connect_unix(const std::string& path, double patience_s);

/// The next waiting connection, not blocking and without Nagle's delay; not open when there is
/// none.
Socket accept_from(const Socket& listener);

/// Reads what is there: > 0 bytes, 0 at the end, -1 when there is nothing now.
ssize_t read_some(int descriptor, char* buffer, std::size_t size);

/// Writes the front of `pending` and removes it from there. False when the other side is gone.
bool write_some(int descriptor, std::string& pending);

}  // namespace sharebench::lab
