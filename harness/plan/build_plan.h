// Turns what was asked into what will be done; nothing is touched.
#pragma once

#include <vector>

#include "harness/core/mount.h"
#include "harness/core/plan.h"
#include "harness/core/request.h"
#include "harness/core/target.h"

namespace sharebench::plan {

/// What is known of a target before it is up.
struct TargetFacts {
  std::string id{};
  std::string kind{};  ///< `lab`, `local`, `docker`, `docker-machine`
  std::vector<Channel> channels{};
};

/// True for a share that is served over NFS: whether strangers can reach it matters.
bool is_nfs(const Share& share);

/// The shares of the request, checked against the channels of the target; the target's usual ones
/// when none are named. Throws UsageError.
std::vector<Share> choose_shares(const Request& request, const TargetFacts& target);

/// The plan for those shares. Throws UsageError for unknown names and impossible values.
Plan build_plan(const Request& request, const TargetFacts& target,
                const std::vector<Share>& shares);

/// Seconds that a plan will take: a table of what each step costs, measured on the lab and on a
/// plain Linux machine; progress replaces it by what it sees.
double estimate_seconds(const Plan& plan, const TargetFacts& target, std::size_t shares);

/// The plan as a person reads it before agreeing.
std::string describe(const Plan& plan, const TargetFacts& target, const std::vector<Share>& shares);

}  // namespace sharebench::plan
