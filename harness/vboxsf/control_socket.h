// The UNIX socket on which the lab sets the pace and reads counters while the guest works.
#pragma once

#include <poll.h>

#include <string>
#include <vector>

#include "harness/vboxsf/file_descriptor.h"
#include "harness/vboxsf/instruments.h"

namespace sharebench::vboxsf {

/// Takes lines, answers lines (control_requests.h). A connection that sends a line of more than 4
/// KiB, or does not read its answers, is closed; so are those beyond 16 at a time.
class ControlSocket {
 public:
  /// Listens at `path`, open to its owner alone. A socket that is left there is replaced. Throws
  /// EnvironmentError.
  explicit ControlSocket(const std::string& path);

  /// Adds what is to be polled for input.
  void watch(std::vector<pollfd>& watched) const;

  /// Reads and answers what has come, then takes new connections; `watched` after poll(2).
  void serve(const std::vector<pollfd>& watched, Instruments& instruments);

 private:
  struct Connection {
    FileDescriptor socket{};
    std::string request{};
  };
  static bool answer(Connection& connection, Instruments& instruments);

  FileDescriptor listener_{};
  std::vector<Connection> connections_{};
};

}  // namespace sharebench::vboxsf
