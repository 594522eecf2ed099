// hyperfine's rule (scripts/welch_ttest.py of sharkdp/hyperfine at 327d5f4): Welch's t-test.
#include <cmath>

#include "bench/simulate/rules.h"
#include "harness/stats/welch.h"

namespace sharebench::simulate {

Claim hyperfine_claim(const Arms& arms) {
  const double ratio = stats::moments(arms.b).mean / stats::moments(arms.a).mean;
  return {stats::welch_p(arms.a, arms.b) < 0.05, ratio};
}

}  // namespace sharebench::simulate
