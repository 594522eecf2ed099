// The host-guest communication manager of VirtualBox: clients, and calls of the one service, each
// answered before the guest goes on.
#pragma once

#include <cstdint>
#include <set>

#include "harness/vboxsf/hgcm_parameters.h"
#include "harness/vboxsf/instruments.h"

namespace sharebench::vboxsf {

/// Clients at a time; a Linux guest has one, its programs may ask for more through /dev/vboxguest.
constexpr std::size_t kMaxClients = 64;

/// Every request returns the request header's rc: negative for a packet too small to hold its
/// fields, otherwise 0 with the outcome in the result field and the done flag set. Never
/// asynchronous: no interrupt would come.
class Hgcm {
 public:
  Hgcm(GuestMemory& memory, Service& service, Instruments& instruments)
      : memory_(memory), service_(service), instruments_(instruments) {}

  /// HGCM_CONNECT, HGCM_DISCONNECT.
  std::int32_t connect(Packet& packet);
  std::int32_t disconnect(Packet& packet);

  /// HGCM_CALL32 and 64. Returns after the pace; `arrived_ns` is when the packet came.
  std::int32_t call(Packet& packet, CallForm form, std::int64_t arrived_ns);

  /// Lets every client go; their numbers begin anew.
  void reset();

 private:
  std::int32_t finish(Packet& packet, std::int32_t result);
  std::int32_t answer(Packet& packet, CallForm form, std::int64_t arrived_ns);
  std::uint32_t free_client();

  GuestMemory& memory_;
  Service& service_;
  Instruments& instruments_;
  std::set<std::uint32_t> clients_{};
  std::uint32_t last_client_ = 0;
};

}  // namespace sharebench::vboxsf
