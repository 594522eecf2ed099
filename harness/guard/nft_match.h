// One match of an nftables rule against a packet of which parts may be open.
#pragma once

#include <map>
#include <nlohmann/json.hpp>
#include <string>
#include <vector>

#include "harness/guard/pf_match.h"
#include "harness/guard/witness.h"

namespace sharebench::guard {

/// Elements of named sets, by family, table and name.
using NftSets = std::map<std::string, nlohmann::json>;

/// `match` is the object of nft's JSON with op, left and right; `table` is "family name".
Answer nft_match(const nlohmann::json& match, const View& view, const NftSets& sets,
                 const std::string& table);

/// Addresses and ports that stand anywhere in `value`.
void nft_borders(const nlohmann::json& value, Family family, Borders& borders);

/// Names that interface matches compare with.
void nft_names(const nlohmann::json& rule, std::vector<std::string>& names);

}  // namespace sharebench::guard
