// Request + facts -> Plan.
#include "harness/plan/build_plan.h"

#include <fmt/format.h>

#include <algorithm>
#include <set>

#include "harness/core/error.h"
#include "harness/core/units.h"
#include "harness/plan/suites.h"
#include "harness/shares/share_type.h"

namespace sharebench::plan {
bool is_nfs(const Share& share) {
  return shares::share_type(share.type).channel == Channel::kNfs;
}

namespace {

// Looks of the sequential rule (docs/methodology.md); a longer run is looked at once more, at its
// end.
constexpr int kLooks[] = {8, 12, 16, 24, 32, 48};
constexpr int kDefaultMaxBlocks = 48;
constexpr double kLabPaceLow_s = 1e-3, kLabPaceHigh_s = 3e-3;
constexpr int kMaxBlocks = 1000;
constexpr int kPilotBlocks = 8;
constexpr int kMostRepeats = 64;  // of bodies so short, the requests between them would take longer

bool offers(const TargetFacts& target, Channel channel) {
  return std::find(target.channels.begin(), target.channels.end(), channel) !=
         target.channels.end();
}

/// An engine whose own sharing is measured: what it is set to is not ours to choose.
bool is_engine(const TargetFacts& target) {
  return offers(target, Channel::kEngineBind);
}

std::vector<SpecText> usual_shares(const TargetFacts& target) {
  std::vector<SpecText> usual;
  const std::vector<std::string> names =
      target.kind == "lab" ? std::vector<std::string>{"vboxsf", "nfs3", "disk"}
      : is_engine(target)  ? std::vector<std::string>{"bind", "volume"}
                           : std::vector<std::string>{"native"};
  for (const std::string& name : names) usual.push_back({.name = name, .label = name});
  return usual;
}

/// The lab holds the round trips of these for a set time.
bool paceable(const Share& share) {
  return is_nfs(share) || shares::share_type(share.type).channel == Channel::kVboxsf;
}

void check_paces(const Request& request, const TargetFacts& target) {
  if (request.paces_given && target.kind != "lab" && !request.paces_s.empty()) {
    throw UsageError(fmt::format("--pace is for the lab, not for the target '{}'", target.id),
                     "leave --pace out, or measure in the lab: --target lab");
  }
  for (const double pace : request.paces_s) {
    if (pace <= 0 || pace > 1) {
      throw UsageError(fmt::format("--pace {} is not between 0 and 1 s", format_seconds(pace)),
                       "give two paces such as 1ms,3ms");
    }
  }
  if (request.paces_s.size() == 1 || request.paces_s.size() > 2) {
    throw UsageError(fmt::format("--pace needs two paces, got {}", request.paces_s.size()),
                     "serial round trips are the slope between two: --pace 1ms,3ms");
  }
  if (request.paces_s.size() == 2 && request.paces_s[0] >= request.paces_s[1]) {
    throw UsageError("--pace needs the smaller pace first", "for example --pace 1ms,3ms");
  }
}

std::vector<WorkloadSpec> choose_workloads(const Request& request, const TargetFacts& target) {
  const bool named = !request.workloads.empty();
  if (named && !request.suite.empty()) {
    throw UsageError("--workloads and --suite were both given", "give one of them");
  }
  std::vector<SpecText> texts =
      named ? request.workloads : suite(request.suite.empty() ? "mission" : request.suite);
  std::vector<WorkloadSpec> specs;
  std::set<std::string> labels;
  for (SpecText& text : texts) {
    WorkloadSpec spec = make_workload_spec(text);
    if (target.kind == "lab" && !named) {
      for (const auto& [name, value] : lab_parameters(spec.name)) spec.params[name] = value;
    }
    if (!labels.insert(spec.label).second) {
      throw UsageError(fmt::format("the workload '{}' is named twice", spec.label), "name it once");
    }
    specs.push_back(std::move(spec));
  }
  return specs;
}

std::vector<WorkloadSpec> choose_full_size(const std::vector<WorkloadSpec>& workloads) {
  std::vector<WorkloadSpec> full;
  for (const WorkloadSpec& small : workloads) {
    full.push_back(make_workload_spec({.name = small.name, .label = small.name}));
  }
  return full;
}

int baseline_index(const Request& request, const std::vector<Share>& shares) {
  if (request.baseline.empty()) return 0;
  std::vector<std::string> names;
  for (std::size_t i = 0; i < shares.size(); ++i) {
    if (shares[i].name == request.baseline) return static_cast<int>(i);
    names.push_back(shares[i].name);
  }
  throw_unknown_name("share to be the baseline", request.baseline, names);
}

void add_blocks(Plan& plan, const Request& request) {
  if (request.blocks && request.max_blocks) {
    throw UsageError("--blocks and --max-blocks were both given", "give one of them");
  }
  plan.blocks = request.blocks.value_or(request.max_blocks.value_or(kDefaultMaxBlocks));
  if (plan.blocks < 1 || plan.blocks > kMaxBlocks) {
    throw UsageError(fmt::format("{} blocks are not from 1 to {}", plan.blocks, kMaxBlocks),
                     "eight blocks give an interval: --blocks 8");
  }
  if (request.blocks) return;
  for (const int look : kLooks) {
    if (look < plan.blocks) plan.looks.push_back(look);
  }
  plan.looks.push_back(plan.blocks);
}

void add_cells(Plan& plan, const std::vector<Share>& shares) {
  const int workloads = static_cast<int>(plan.workloads.size());
  for (int w = 0; w < workloads; ++w) {
    for (int m = 0; m < static_cast<int>(shares.size()); ++m) {
      plan.cells.push_back({.mount = m, .workload = w});
      for (const double pace : plan.paces_s) {
        if (paceable(shares[static_cast<std::size_t>(m)])) {
          plan.cells.push_back({.mount = m, .workload = w, .pace_s = pace});
        }
      }
      if (!plan.full_size.empty())
        plan.cells.push_back({.mount = m, .workload = w, .full_size = true});
    }
  }
}

/// Where `native` works: the DIR of local:DIR, else that of --dir, else here; for an engine, the
/// directory that its file sharing brings into the container.
std::string directory_of(const Request& request, const TargetFacts& target) {
  const std::size_t colon = target.id.find(':');
  if (target.kind == "local" && colon != std::string::npos) return target.id.substr(colon + 1);
  return request.dir.empty() ? "." : request.dir;
}

/// A directory's share: on an engine NAME=DIR is a bind mount, of the type NAME where that is one.
Share share_from(const SpecText& text, const TargetFacts& target) {
  Share share = shares::make_share(text);
  if (text.dir.empty() || !is_engine(target)) return share;
  const auto& types = shares::share_types();
  const auto named = std::find_if(types.begin(), types.end(), [&](const shares::ShareType& type) {
    return type.name == text.name && offers(target, type.channel);
  });
  share.type = named == types.end() ? "bind" : text.name;
  return share;
}

/// True for a share that is a directory which the user names.
bool takes_directory(const TargetFacts& target, Channel channel) {
  if (channel == Channel::kHostDirectory) return true;
  return is_engine(target) && channel != Channel::kEngineVolume && channel != Channel::kGuestDisk;
}

}  // namespace

std::vector<Share> choose_shares(const Request& request, const TargetFacts& target) {
  std::vector<Share> chosen;
  std::set<std::string> names;
  for (const SpecText& text : request.shares.empty() ? usual_shares(target) : request.shares) {
    Share share = share_from(text, target);
    const shares::ShareType& type = shares::share_type(share.type);
    if (!offers(target, type.channel)) {
      throw UsageError(
          fmt::format("the target '{}' does not offer the share '{}': it needs {}", target.id,
                      share.name, shares::channel_name(type.channel)),
          fmt::format("see what it offers: sharebench list shares --target {}", target.id));
    }
    if (takes_directory(target, type.channel) && share.host_dir.empty()) {
      share.host_dir = directory_of(request, target);
    }
    if (!names.insert(share.name).second) {
      throw UsageError(fmt::format("the share '{}' is named twice", share.name),
                       "give each share once, or with different options");
    }
    chosen.push_back(std::move(share));
  }
  return chosen;
}

Plan build_plan(const Request& request, const TargetFacts& target,
                const std::vector<Share>& shares) {
  check_paces(request, target);
  const bool lab = target.kind == "lab";
  Plan plan;
  plan.workloads = choose_workloads(request, target);
  add_blocks(plan, request);
  if (lab) {
    plan.samples_per_block = 2;
    const bool any = std::any_of(shares.begin(), shares.end(), paceable);
    if (request.paces_given)
      plan.paces_s = request.paces_s;
    else if (any)
      plan.paces_s = {kLabPaceLow_s, kLabPaceHigh_s};
    if (request.workloads.empty()) plan.full_size = choose_full_size(plan.workloads);
  }
  plan.warmups = request.warmups.value_or(lab ? 1 : 3);
  if (request.warmups_by_pilot) plan.pilot_blocks = kPilotBlocks;
  if (!request.repeats) {
    plan.most_repeats = lab ? 1 : kMostRepeats;  // the lab's figures are counts and slopes
  } else if (*request.repeats > 1) {
    plan.repeats.assign(plan.workloads.size(), *request.repeats);
  }
  plan.margin = request.margin;
  plan.seed = request.seed;
  plan.baseline = baseline_index(request, shares);
  plan.guard_required = std::any_of(shares.begin(), shares.end(), is_nfs);
  add_cells(plan, shares);
  plan.estimated_s = estimate_seconds(plan, target, shares.size());
  return plan;
}

}  // namespace sharebench::plan
