// Polls QEMU's socket first, so that neither it nor the control socket can starve the other.
#include "harness/vboxsf/serve.h"

namespace sharebench::vboxsf {

bool serve_once(const Served& served, int patience_ms) {
  std::vector<pollfd> watched{{served.link.descriptor(), POLLIN, 0}};
  if (served.control != nullptr) served.control->watch(watched);
  if (::poll(watched.data(), watched.size(), patience_ms) <= 0) return true;
  if (watched[0].revents != 0 && !serve_arrived(served.link, served.device)) return false;
  if (served.control != nullptr) served.control->serve(watched, served.instruments);
  return true;
}

void serve(const Served& served) {
  while (serve_once(served, -1)) {
  }
}

}  // namespace sharebench::vboxsf
