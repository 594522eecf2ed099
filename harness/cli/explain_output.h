// An explanation as people and programs read it.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "harness/core/report.h"
#include "harness/explain/settings.h"

namespace sharebench::cli {

/// A setting, and what a real run with it took beside one without.
struct Tried {
  explain::Setting setting{};
  Estimate before_s{}, after_s{};  ///< n = 0 when it was not tried
};

/// Tables of every pace, then settings and notes; with `costs` what operations and round trips
/// cost. `report` has an explanation.
std::string explanation_text(const Report& report, const std::vector<Tried>& settings, bool costs);

/// The same as JSON, costs always included: seconds, counts, fractions.
std::string explanation_json(const Report& report, const std::vector<Tried>& settings);

}  // namespace sharebench::cli
