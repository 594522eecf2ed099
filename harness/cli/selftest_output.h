// What the self-test found, in words and as JSON.
#pragma once

#include <nlohmann/json.hpp>
#include <string>
#include <vector>

#include "harness/stats/selftest_run.h"

namespace sharebench::cli {

/// A paragraph for every workload and share, then the light of all.
std::string selftest_text(const std::vector<SelftestRow>& rows);

/// The same as an object with `light` and `rows`.
nlohmann::json selftest_json(const std::vector<SelftestRow>& rows);

/// A paragraph for every workload: variance of each level, and what a block should redo.
std::string levels_text(const std::vector<stats::LevelsRow>& rows, const stats::LevelSizes& sizes,
                        const std::vector<double>& costs_s);

/// The same as an object.
nlohmann::json levels_json(const std::vector<stats::LevelsRow>& rows,
                           const stats::LevelSizes& sizes, const std::vector<double>& costs_s);

}  // namespace sharebench::cli
