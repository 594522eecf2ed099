// Listens, reads lines, writes answers; nothing here waits.
#include "harness/vboxsf/control_socket.h"

#include <fmt/format.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/un.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <cstring>

#include "harness/core/error.h"
#include "harness/vboxsf/control_requests.h"

namespace sharebench::vboxsf {
namespace {

constexpr std::size_t kMaxLineBytes = 4096, kMaxConnections = 16;

bool ready(const std::vector<pollfd>& watched, const FileDescriptor& socket) {
  return std::any_of(watched.begin(), watched.end(),
                     [&](const pollfd& one) { return one.fd == socket.get() && one.revents != 0; });
}

/// All of `bytes` or nothing: answers are shorter than any socket buffer.
bool send_whole(const FileDescriptor& socket, const std::string& bytes) {
  iovec piece{const_cast<char*>(bytes.data()), bytes.size()};
  msghdr message{};
  message.msg_iov = &piece;
  message.msg_iovlen = 1;
  return ::sendmsg(socket.get(), &message, MSG_DONTWAIT | MSG_NOSIGNAL) ==
         static_cast<ssize_t>(bytes.size());
}

FileDescriptor listen_at(const std::string& path) {
  sockaddr_un address{};
  address.sun_family = AF_UNIX;
  if (path.size() >= sizeof(address.sun_path)) {
    throw EnvironmentError(fmt::format("the control path {} is too long", path),
                           "use a path of less than 108 bytes");
  }
  std::memcpy(address.sun_path, path.c_str(), path.size() + 1);
  struct stat status {};
  if (::lstat(path.c_str(), &status) == 0 && S_ISSOCK(status.st_mode)) ::unlink(path.c_str());
  FileDescriptor socket(::socket(AF_UNIX, SOCK_STREAM | SOCK_NONBLOCK | SOCK_CLOEXEC, 0));
  const mode_t before = ::umask(0177);
  const int bound =
      ::bind(socket.get(), reinterpret_cast<const sockaddr*>(&address), sizeof(address));
  const int error = errno;
  ::umask(before);
  if (bound != 0 || ::listen(socket.get(), 4) != 0) {
    throw EnvironmentError(
        fmt::format("cannot listen at {}: {}", path, std::strerror(bound != 0 ? error : errno)),
        "give --control a path in a directory of yours, where no file is");
  }
  return socket;
}

}  // namespace

ControlSocket::ControlSocket(const std::string& path) : listener_(listen_at(path)) {}

void ControlSocket::watch(std::vector<pollfd>& watched) const {
  watched.push_back({listener_.get(), POLLIN, 0});
  for (const Connection& connection : connections_) {
    watched.push_back({connection.socket.get(), POLLIN, 0});
  }
}

void ControlSocket::serve(const std::vector<pollfd>& watched, Instruments& instruments) {
  const auto gone = [&](Connection& connection) {
    return ready(watched, connection.socket) && !answer(connection, instruments);
  };
  connections_.erase(std::remove_if(connections_.begin(), connections_.end(), gone),
                     connections_.end());
  if (!ready(watched, listener_)) return;
  FileDescriptor socket(::accept4(listener_.get(), nullptr, nullptr, SOCK_NONBLOCK | SOCK_CLOEXEC));
  if (socket && connections_.size() < kMaxConnections) {
    connections_.push_back({std::move(socket), {}});
  }
}

/// False when the connection is at its end.
bool ControlSocket::answer(Connection& connection, Instruments& instruments) {
  std::array<char, kMaxLineBytes> buffer;
  const ssize_t got = ::read(connection.socket.get(), buffer.data(), buffer.size());
  if (got <= 0) return got < 0 && (errno == EAGAIN || errno == EINTR);
  std::string& request = connection.request;
  request.append(buffer.data(), static_cast<std::size_t>(got));
  for (auto end = request.find('\n'); end != std::string::npos; end = request.find('\n')) {
    const std::string reply = control_reply(instruments, request.substr(0, end)) + "\n";
    request.erase(0, end + 1);
    if (!send_whole(connection.socket, reply)) return false;
  }
  return request.size() < kMaxLineBytes;
}

}  // namespace sharebench::vboxsf
