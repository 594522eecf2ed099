// The part of JSON Schema that results/schema uses, so that the test needs no other program.
#pragma once

#include <nlohmann/json.hpp>
#include <string>
#include <vector>

namespace sharebench::store {

/// What is wrong with `json` by `schema`, a sentence each; empty when nothing is. Knows type,
/// const, enum, required, properties, additionalProperties, items, minimum and local $ref; any
/// other keyword that restricts is reported, so that nothing passes for want of a check.
std::vector<std::string> schema_violations(const nlohmann::json& schema,
                                           const nlohmann::json& json);

}  // namespace sharebench::store
