// The order in which pfctl tries: interface, IPv4, IPv6, resolver.
#include "harness/guard/pf_hosts.h"

#include <fmt/format.h>

#include <stdexcept>

#include "harness/guard/text.h"

namespace sharebench::guard {
namespace {

struct Masked {
  std::string name{};
  int bits = -1;  ///< -1: none given
};

Masked split_mask(const std::string& text) {
  const std::size_t slash = text.rfind('/');
  if (slash == std::string::npos) return {text, -1};
  const auto bits = parse_number(text.substr(slash + 1), 128);
  if (!bits) throw std::runtime_error(fmt::format("invalid netmask '{}'", text.substr(slash)));
  return {text.substr(0, slash), static_cast<int>(*bits)};
}

/// 10/8 and 192.168.99/24: parts that are missing on the right are zero.
std::optional<IpAddress> short_inet(const std::string& name) {
  const std::vector<std::string> parts = split(name, '.');
  if (parts.empty() || parts.size() > 4) return std::nullopt;
  IpAddress address;
  for (std::size_t i = 0; i < parts.size(); ++i) {
    const auto value = parse_decimal(parts[i], 255);
    if (!value) return std::nullopt;
    address.bytes.at(i) = static_cast<std::uint8_t>(*value);
  }
  return address;
}

bool could_be_name(const std::string& name) {
  bool letter = false;
  for (const char c : name) {
    const char low = static_cast<char>(c | 0x20);
    letter |= low >= 'a' && low <= 'z';
    const bool digit = c >= '0' && c <= '9';
    if (!(low >= 'a' && low <= 'z') && !digit && c != '.' && c != '-' && c != '_') return false;
  }
  return letter;
}

Host unresolved(const std::string& name) {
  Host host;
  host.kind = Host::Kind::kUnresolved;
  host.name = name;
  return host;
}

void mask_all(std::vector<Host>& hosts, int bits) {
  if (bits < 0) return;
  for (Host& host : hosts) {
    host.bits = bits;
    host.address = masked(host.address, bits);
  }
}

std::optional<std::vector<Host>> as_interface(const Masked& masked_name, const PfHost& host) {
  Host wanted;
  std::string name = masked_name.name;
  if (!take_modifiers(name, wanted)) {
    if (wanted.network || wanted.broadcast || wanted.peer)
      throw std::runtime_error("illegal combination of interface modifiers");
    return std::nullopt;
  }
  const bool modified = name != masked_name.name;
  if ((wanted.network || wanted.broadcast) && masked_name.bits >= 0)
    throw std::runtime_error("network or broadcast lookup, but extra netmask given");
  if (!host.interfaces) {
    if (name == "self" || (modified && could_be_name(name)))
      return std::vector<Host>{unresolved(masked_name.name)};
    return std::nullopt;
  }
  if (name != "self" && find_interface(*host.interfaces, name) == nullptr) return std::nullopt;
  std::vector<Host> hosts = interface_hosts(name, wanted, host);
  if (hosts.empty()) return std::nullopt;
  mask_all(hosts, masked_name.bits);
  return hosts;
}

std::vector<Host> as_name(const std::string& text, const Masked& masked_name, const PfHost& host) {
  if (masked_name.name == "localhost") {
    std::vector<Host> hosts = {address_host(*parse_ip("127.0.0.1"), 32),
                               address_host(*parse_ip("::1"), 128)};
    mask_all(hosts, masked_name.bits);
    return hosts;
  }
  const bool dotted = masked_name.name.find('.') != std::string::npos;
  if (!could_be_name(masked_name.name) || (host.interfaces && !dotted))
    throw std::runtime_error(fmt::format("no IP address found for {}", text));
  return {unresolved(text)};
}

}  // namespace

Host address_host(const IpAddress& address, int bits) {
  Host host;
  host.kind = Host::Kind::kAddress;
  host.family = address.family;
  host.bits = bits;
  host.address = masked(address, bits);
  return host;
}

bool take_modifiers(std::string& name, Host& host) {
  for (std::size_t colon = name.rfind(':'); colon != std::string::npos; colon = name.rfind(':')) {
    const std::string modifier = name.substr(colon + 1);
    if (modifier == "network")
      host.network = true;
    else if (modifier == "broadcast")
      host.broadcast = true;
    else if (modifier == "peer")
      host.peer = true;
    else if (modifier == "0")
      host.no_alias = true;
    else {
      host.network = host.broadcast = host.peer = false;
      return false;
    }
    name.resize(colon);
  }
  return int{host.network} + int{host.broadcast} + int{host.peer} <= 1;
}

std::vector<Host> interface_hosts(const std::string& name, const Host& wanted, const PfHost& host) {
  std::vector<Host> hosts;
  for (const Interface& interface : *host.interfaces) {
    if (name != "self" && interface.name != name) continue;
    bool seen[3] = {false, false, false};
    for (const InterfaceAddress& entry : interface.addresses) {
      const Family family = entry.address.family;
      const bool scoped = is_link_local(entry.address);
      if (wanted.broadcast && (family != Family::kInet || !interface.broadcast)) continue;
      if (wanted.peer && !interface.point_to_point) continue;
      if (wanted.network && scoped) continue;
      bool& had = seen[static_cast<std::size_t>(family)];
      if (wanted.no_alias && had) continue;
      had = true;
      IpAddress address = entry.address;
      if (wanted.broadcast) address = entry.broadcast.value_or(IpAddress{});
      if (wanted.peer) address = entry.peer.value_or(entry.address);
      Host made = address_host(address, wanted.network ? entry.prefix : address_bits(family));
      if (scoped) made.scope = interface.name;
      hosts.push_back(made);
    }
  }
  return hosts;
}

std::vector<Host> resolve_host(const std::string& text, const PfHost& host) {
  const Masked parts = split_mask(text);
  if (const auto hosts = as_interface(parts, host)) return *hosts;
  const auto inet = parts.bits < 0 ? parse_ip(parts.name) : short_inet(parts.name);
  if (inet && inet->family == Family::kInet) {
    if (parts.bits > 32)
      throw std::runtime_error(fmt::format("netmask {} invalid for IPv4 address", parts.bits));
    return {address_host(*inet, parts.bits < 0 ? 32 : parts.bits)};
  }
  const std::size_t percent = parts.name.find('%');
  if (const auto inet6 = parse_ip(parts.name.substr(0, percent));
      inet6 && inet6->family == Family::kInet6) {
    Host made = address_host(*inet6, parts.bits < 0 ? 128 : parts.bits);
    if (percent != std::string::npos) made.scope = parts.name.substr(percent + 1);
    return {made};
  }
  return as_name(text, parts, host);
}

}  // namespace sharebench::guard
