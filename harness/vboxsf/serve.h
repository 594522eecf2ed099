// The loop of the service: one thread that waits for QEMU and for the control socket together.
#pragma once

#include "harness/vboxsf/control_socket.h"
#include "harness/vboxsf/device.h"

namespace sharebench::vboxsf {

/// What is served; `control` may be nullptr.
struct Served {
  Link& link;
  Device& device;
  ControlSocket* control = nullptr;
  Instruments& instruments;
};

/// Waits until something has come, at most `patience_ms` (-1: for ever), and answers it: one
/// message of QEMU, one read of each control connection. False when QEMU is gone. Throws DataError
/// for garbage from QEMU.
bool serve_once(const Served& served, int patience_ms);

/// Serves until QEMU is gone.
void serve(const Served& served);

}  // namespace sharebench::vboxsf
