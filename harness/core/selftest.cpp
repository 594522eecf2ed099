// Words of the self-test's light.
#include "harness/core/selftest.h"

#include <algorithm>

namespace sharebench {

std::string name(Light light) {
  switch (light) {
    case Light::kGreen:
      return "green";
    case Light::kYellow:
      return "yellow";
    case Light::kRed:
      break;
  }
  return "red";
}

Light worst_light(const std::vector<SelftestRow>& rows) {
  Light worst = rows.empty() ? Light::kRed : Light::kGreen;
  for (const SelftestRow& row : rows) {
    const bool claims = row.test && (row.test->verdict.finding == Finding::kRegression ||
                                     row.test->verdict.finding == Finding::kImprovement);
    worst = std::max(worst, !row.test || claims ? Light::kRed : row.test->light);
  }
  return worst;
}

}  // namespace sharebench
