// The names of PF's grammar that stand for numbers: protocols, ports, ICMP types, timeouts, users.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "harness/guard/ip_address.h"

namespace sharebench::guard {

/// Number of a protocol by a name or alias of /etc/protocols, in any case of its aliases.
std::optional<int> protocol_number(const std::string& name);

/// "tcp" for 6; the number for one without a name.
std::string protocol_name(int number);

/// Number of a port by its name in /etc/services (those that rulesets use).
std::optional<int> service_port(const std::string& name);

/// Types and codes of ICMP (kInet) and ICMPv6 (kInet6) as pfctl names them.
std::optional<int> icmp_type_number(const std::string& name, Family family);
std::optional<int> icmp_code_number(int type, const std::string& name, Family family);

/// The name, or the number as text.
std::string icmp_type_name(int type, Family family);
std::string icmp_code_name(int type, int code, Family family);

/// Names of `set timeout`, in the kernel's order.
const std::vector<std::string>& timeout_names();

/// FSRPAUEW as bits, as in the TCP header; nothing when another letter is in it.
std::optional<unsigned> tcp_flag_bits(const std::string& letters);

/// The letters of the bits.
std::string tcp_flag_letters(unsigned bits);

/// Number of a user or group that macOS always has ("root", "wheel", "nobody", ...).
std::optional<unsigned> user_number(const std::string& name);
std::optional<unsigned> group_number(const std::string& name);

}  // namespace sharebench::guard
