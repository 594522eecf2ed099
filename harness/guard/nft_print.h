// A rule of nft's JSON as `nft list ruleset` would show it, without what counts while it works.
#pragma once

#include <nlohmann/json.hpp>
#include <string>

namespace sharebench::guard {

/// One line: `iifname "tap0" ip saddr 192.168.56.10 tcp dport { 111, 2049 } accept`. Counters are
/// left out, since a rule stays the same while it counts; what is not known here stays JSON.
std::string print_nft_rule(const nlohmann::json& expressions);

}  // namespace sharebench::guard
