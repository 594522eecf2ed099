// nftables as a model: `nft -j list ruleset`, asked as PF's is.
#pragma once

#include <string>
#include <vector>

#include "harness/guard/witness.h"

namespace sharebench::guard {

/// The chains that a packet for (or from) this host passes, by priority. What is not understood
/// matches "perhaps". `problems` gets a sentence when the text is no such listing.
Filter nft_filter(const std::string& json, std::vector<std::string>& problems);

/// The interfaces that its rules name.
std::vector<std::string> nft_interfaces(const std::string& json);

}  // namespace sharebench::guard
