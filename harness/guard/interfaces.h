// What `ifconfig` printed, as interfaces with their addresses.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "harness/guard/ip_address.h"

namespace sharebench::guard {

struct InterfaceAddress {
  IpAddress address{};
  int prefix = 32;  ///< bits of its network
  std::optional<IpAddress> broadcast{}, peer{};
  bool temporary = false;  ///< an IPv6 privacy address
};

struct Interface {
  std::string name{};
  bool loopback = false, point_to_point = false, broadcast = false;
  std::vector<InterfaceAddress> addresses{};
};

/// Reads the output of ifconfig (macOS, BSD or Linux). Lines that tell nothing of a name, flags or
/// addresses are passed over; `unread` gets those that should but cannot be read.
std::vector<Interface> parse_ifconfig(const std::string& text, std::vector<std::string>& unread);

/// The interface of that name.
const Interface* find_interface(const std::vector<Interface>& interfaces, const std::string& name);

}  // namespace sharebench::guard
