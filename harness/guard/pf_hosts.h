// From a host of pf.conf to addresses: interfaces, literals, networks, names.
#pragma once

#include <string>
#include <vector>

#include "harness/guard/pf_file.h"

namespace sharebench::guard {

/// All that `text` (with `/bits` where given) stands for on `host`. Names that only the loading
/// host can resolve come back as kUnresolved. Throws std::runtime_error with pfctl's complaint.
std::vector<Host> resolve_host(const std::string& text, const PfHost& host);

/// The addresses of an interface as `if:network`, `if:0` and so on name them; the modifiers are
/// those of `wanted`.
std::vector<Host> interface_hosts(const std::string& name, const Host& wanted, const PfHost& host);

/// Cuts `:network`, `:broadcast`, `:peer` and `:0` off a name and sets them in `host`. False when
/// another modifier stands there or two exclude each other.
bool take_modifiers(std::string& name, Host& host);

/// A host for one address with its network cleared behind `bits`.
Host address_host(const IpAddress& address, int bits);

}  // namespace sharebench::guard
