// IPv4 and IPv6 addresses as numbers: read, printed and compared without asking the system.
#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <string>

namespace sharebench::guard {

enum class Family { kAny, kInet, kInet6 };

/// An address; IPv4 uses the first four bytes, the rest are zero.
struct IpAddress {
  Family family = Family::kInet;
  std::array<std::uint8_t, 16> bytes{};

  friend bool operator==(const IpAddress&, const IpAddress&) = default;
  friend bool operator<(const IpAddress& a, const IpAddress& b) {
    return a.family != b.family ? a.family < b.family : a.bytes < b.bytes;
  }
};

/// Bits of an address of this family: 32 or 128.
int address_bits(Family family);

/// A literal IPv4 (four decimal parts) or IPv6 address without scope; nothing for anything else.
std::optional<IpAddress> parse_ip(const std::string& text);

/// As inet_ntop prints it: dotted, or RFC 5952.
std::string print_ip(const IpAddress& address);

/// The address with all but its first `bits` bits cleared.
IpAddress masked(IpAddress address, int bits);

/// The last address of the network `address`/`bits`.
IpAddress last_of(IpAddress address, int bits);

/// The next address; nothing after the last one of the family.
std::optional<IpAddress> next_of(IpAddress address);

/// Whether the first `bits` bits agree (and the families).
bool in_network(const IpAddress& address, const IpAddress& network, int bits);

/// fe80::/10.
bool is_link_local(const IpAddress& address);

/// 127.0.0.0/8 or ::1.
bool is_loopback(const IpAddress& address);

/// 224.0.0.0/4, 255.255.255.255 or ff00::/8.
bool is_group(const IpAddress& address);

}  // namespace sharebench::guard
