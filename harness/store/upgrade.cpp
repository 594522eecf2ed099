// The chain of schema versions; version 1 is the first, so it has no step yet.
#include "harness/store/upgrade.h"

#include <fmt/format.h>

#include <vector>

#include "harness/core/error.h"
#include "harness/store/run_json.h"

namespace sharebench::store {
namespace {

using Step = nlohmann::json (*)(nlohmann::json);

/// Step i turns schema i + 1 into i + 2: a new version adds `upgrade_N_to_N_plus_1` here.
const std::vector<Step> kSteps = {};

[[noreturn]] void not_ours() {
  throw DataError("it is not a sharebench run file",
                  "run files are named *.run.json and written by: sharebench run");
}

}  // namespace

nlohmann::json upgrade(nlohmann::json json) {
  if (!json.is_object()) not_ours();
  const auto schema = json.find("schema");
  if (schema == json.end() || !schema->is_number_integer()) not_ours();
  if (!json.contains("plan") || !json.contains("samples")) not_ours();
  const auto version = schema->get<std::int64_t>();
  if (version < 1) not_ours();
  if (version > kSchema) {
    throw DataError(fmt::format("it has run file schema {}, this program reads up to schema {}",
                                version, kSchema),
                    "read it with a newer sharebench");
  }
  for (auto step = static_cast<std::size_t>(version - 1); step < kSteps.size(); ++step) {
    json = kSteps[step](std::move(json));
  }
  return json;
}

}  // namespace sharebench::store
