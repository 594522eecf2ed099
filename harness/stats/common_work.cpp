// What two runs have in common, and what must not be set side by side.
#include "harness/stats/common_work.h"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <map>

#include "harness/core/error.h"
#include "harness/core/run_rules.h"

namespace sharebench::stats {
namespace {

[[noreturn]] void refuse(const std::string& sentence, const std::string& hint) {
  throw DataError(sentence, hint);
}

bool same_run(const Run& a, const Run& b) {
  return a.id == b.id && a.started == b.started;
}

const WorkloadSpec* find_workload(const Run& run, const std::string& label) {
  for (const WorkloadSpec& workload : run.plan.workloads) {
    if (workload.label == label) return &workload;
  }
  return nullptr;
}

std::string differing_parameters(const WorkloadSpec& a, const WorkloadSpec& b) {
  std::vector<std::string> found;
  std::map<std::string, std::string> all = b.params;
  all.insert(a.params.begin(), a.params.end());
  for (const auto& [name, ignored] : all) {
    const auto in_a = a.params.find(name), in_b = b.params.find(name);
    const std::string va = in_a == a.params.end() ? "absent" : in_a->second;
    const std::string vb = in_b == b.params.end() ? "absent" : in_b->second;
    if (va != vb) found.push_back(fmt::format("{} is {} and {}", name, va, vb));
  }
  if (a.cold != b.cold) found.push_back("caches are emptied in one of them");
  return fmt::format("{}", fmt::join(found, ", "));
}

std::string labels(const Run& run) {
  std::vector<std::string> all;
  for (const WorkloadSpec& workload : run.plan.workloads) all.push_back(workload.label);
  return fmt::format("{}", fmt::join(all, ", "));
}

std::string share_names(const Run& run) {
  std::vector<std::string> all;
  for (const Mount& mount : run.mounts) all.push_back(mount.share.name);
  return fmt::format("{}", fmt::join(all, ", "));
}

/// Of a workload in the plan of `run`.
int repeats_of_label(const Run& run, const std::string& label) {
  for (std::size_t i = 0; i < run.plan.repeats.size(); ++i) {
    if (run.plan.workloads[i].label == label) return run.plan.repeats[i];
  }
  return 1;
}

}  // namespace

int valid_blocks(const Run& run) {
  return static_cast<int>(std::count_if(run.blocks.begin(), run.blocks.end(),
                                        [](const Block& block) { return block.invalid.empty(); }));
}

void check_blocks(const Run& run) {
  if (valid_blocks(run) > 0) return;
  refuse(fmt::format("{} has no block that counts ({} were discarded)", run.id, run.blocks.size()),
         "measure again; see why with: sharebench report RUN");
}

void check_machines(const Run& base, const Run& candidate, const MergeOptions& options,
                    std::vector<std::string>& warnings) {
  if (is_emulated(base) != is_emulated(candidate)) {
    refuse(
        fmt::format("{} was measured {} and {} {}: seconds of an emulated guest are not those of "
                    "hardware",
                    base.id, is_emulated(base) ? "in an emulated VM" : "on hardware", candidate.id,
                    is_emulated(candidate) ? "in an emulated VM" : "on hardware"),
        "measure both in the same way");
  }
  std::vector<std::string> differences;
  const auto differ = [&](const std::string& what, const std::string& a, const std::string& b) {
    if (a != b) differences.push_back(fmt::format("{} {} and {}", what, a, b));
  };
  differ("host", base.host, candidate.host);
  for (const char* fact : {"cpu", "cores", "arch"}) {
    const auto a = base.host_facts.find(fact), b = candidate.host_facts.find(fact);
    if (a != base.host_facts.end() && b != candidate.host_facts.end()) {
      differ(fact, a->second, b->second);
    }
  }
  if (differences.empty()) return;
  const std::string sentence = fmt::format("{} and {} are of different machines ({})", base.id,
                                           candidate.id, fmt::join(differences, ", "));
  if (!options.other_host) {
    refuse(sentence, "a slower machine is no regression; compare all the same with: --other-host");
  }
  warnings.push_back(sentence + ": the ratio is that of machine and candidate together");
}

std::vector<WorkloadSpec> common_workloads(const Run& base, const Run& candidate,
                                           std::vector<std::string>& warnings) {
  std::vector<WorkloadSpec> common;
  std::vector<std::string> alone;
  for (const WorkloadSpec& workload : base.plan.workloads) {
    const WorkloadSpec* other = find_workload(candidate, workload.label);
    if (!other) {
      alone.push_back(workload.label);
      continue;
    }
    const std::string differs = differing_parameters(workload, *other);
    if (!differs.empty()) {
      refuse(fmt::format("{} is not the same work in {} and {}: {}", workload.label, base.id,
                         candidate.id, differs),
             "measure both with the same parameters");
    }
    common.push_back(workload);
  }
  for (const WorkloadSpec& workload : candidate.plan.workloads) {
    if (!find_workload(base, workload.label)) alone.push_back(workload.label);
  }
  if (common.empty()) {
    refuse(fmt::format("{} and {} have no workload in common ({} and {})", base.id, candidate.id,
                       labels(base), labels(candidate)),
           "measure both with the same --workloads");
  }
  if (!alone.empty()) {
    warnings.push_back(
        fmt::format("left out, for it is in one file only: {}", fmt::join(alone, ", ")));
  }
  return common;
}

std::vector<int> common_repeats(const Run& base, const Run& candidate,
                                const std::vector<WorkloadSpec>& workloads,
                                std::vector<std::string>& warnings) {
  std::vector<int> repeats;
  for (const WorkloadSpec& workload : workloads) {
    const int a = repeats_of_label(base, workload.label);
    const int b = repeats_of_label(candidate, workload.label);
    repeats.push_back(a);
    if (a == b) continue;
    warnings.push_back(
        fmt::format("runs of {} in a sample differ: {} and {}; measure both with --repeat {}",
                    workload.label, a, b, std::max(a, b)));
  }
  return repeats;
}

std::vector<std::pair<int, int>> common_mounts(const Run& base, const Run& candidate,
                                               std::vector<std::string>& warnings) {
  std::vector<std::pair<int, int>> common;
  for (int a = 0; a < std::ssize(base.mounts); ++a) {
    for (int b = 0; b < std::ssize(candidate.mounts); ++b) {
      if (base.mounts[static_cast<std::size_t>(a)].share.name ==
          candidate.mounts[static_cast<std::size_t>(b)].share.name) {
        common.emplace_back(a, b);
      }
    }
  }
  if (common.empty() && base.mounts.size() == 1 && candidate.mounts.size() == 1) {
    warnings.push_back(fmt::format("the shares are not of one name: {} against {}",
                                   share_names(base), share_names(candidate)));
    return {{0, 0}};
  }
  if (common.empty()) {
    refuse(fmt::format("{} and {} have no share in common ({} and {})", base.id, candidate.id,
                       share_names(base), share_names(candidate)),
           "measure both with the same --shares");
  }
  if (common.size() < std::max(base.mounts.size(), candidate.mounts.size())) {
    warnings.push_back(fmt::format("shares that only one file has are left out ({} against {})",
                                   share_names(base), share_names(candidate)));
  }
  return common;
}

std::vector<double> common_paces(const Run& a, const Run& b) {
  std::vector<double> common = {0};
  for (const double pace_s : a.plan.paces_s) {
    if (std::find(b.plan.paces_s.begin(), b.plan.paces_s.end(), pace_s) != b.plan.paces_s.end()) {
      common.push_back(pace_s);
    }
  }
  return common;
}

void warn_of_differences(const Run& a, const Run& b, std::vector<std::string>& warnings) {
  const auto differ = [&](const std::string& what, const auto& x, const auto& y) {
    if (x != y) warnings.push_back(fmt::format("{} differ: {} and {}", what, x, y));
  };
  differ("versions of sharebench", a.tool_version, b.tool_version);
  differ("warm-ups", a.plan.warmups, b.plan.warmups);
  differ("samples a block", a.plan.samples_per_block, b.plan.samples_per_block);
  differ("levels of the blocks", a.plan.level, b.plan.level);
  for (const auto& [where, method] : a.cold_method) {
    const auto other = b.cold_method.find(where);
    if (other != b.cold_method.end()) differ("ways to empty caches", method, other->second);
  }
  for (const Run* run : {&a, &b}) {
    if (!run->complete) {
      warnings.push_back(fmt::format("{} was stopped before its last block", run->id));
    }
  }
}

Pairing pairing_of(const Run& a, const Run& b) {
  if (same_run(a, b)) return Pairing::kSameRun;
  const bool alike = a.plan.seed == b.plan.seed && labels(a) == labels(b) &&
                     a.plan.samples_per_block == b.plan.samples_per_block &&
                     a.plan.warmups == b.plan.warmups && a.plan.level == b.plan.level;
  return alike ? Pairing::kSameSeed : Pairing::kNone;
}

}  // namespace sharebench::stats
