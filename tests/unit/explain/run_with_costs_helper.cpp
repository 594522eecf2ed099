// Times out of counts and costs.
#include "tests/unit/explain/run_with_costs_helper.h"

#include "harness/core/costs.h"
namespace sharebench::explain {
namespace {

constexpr std::uint64_t kOps = 20;

Sample sample_of(const Made& made, int block, int cell, const KindCounts& counts,
                 double computing_s) {
  Sample sample;
  sample.block = block;
  sample.cell = cell;
  sample.ops = kOps;
  sample.verified = true;
  sample.elapsed_s = computing_s;
  double total = 0;
  for (const auto& [kind, count] : counts) {
    sample.elapsed_s += count * made.costs_s.at(kind) * (1 + 0.01 * block);
    total += count;
    if (made.with_counters) sample.counters["round_trips." + kind] = count;
  }
  if (made.with_counters) sample.counters["round_trips"] = total;
  if (computing_s > 0) sample.counters[kUserCpu] = computing_s * 1e9;
  return sample;
}

}  // namespace

const std::map<std::string, KindCounts>& operations() {
  static const std::map<std::string, KindCounts> kAsk = {
      {"lookup_hit", {{"LOOKUP", 20}, {"ACCESS", 1}}},
      {"getattr", {{"LOOKUP", 1}, {"GETATTR", 20}}},
      {"open", {{"LOOKUP", 20}, {"ACCESS", 20}}},
      {"create", {{"CREATE", 20}, {"ACCESS", 2}}},
      {"unlink", {{"REMOVE", 20}, {"LOOKUP", 20}}}};
  return kAsk;
}

Run made_run(const Made& made, const KindCounts& build) {
  Run run;
  run.id = "made-" + made.share;
  run.measured_on = "hardware";
  run.complete = true;
  run.targets.push_back({.id = "local", .kind = "local"});
  Mount mount;
  mount.share.name = mount.share.type = made.share;
  mount.observed.fstype = "nfs";
  run.mounts.push_back(mount);
  const auto add = [&](const std::string& name, const std::string& op, const KindCounts& counts) {
    const int workload = static_cast<int>(run.plan.workloads.size());
    WorkloadSpec spec;
    spec.name = name;
    spec.label = op.empty() ? name : name + ":op=" + op;
    spec.unit = "operation";
    if (!op.empty()) spec.params["op"] = op;
    run.plan.workloads.push_back(spec);
    run.plan.cells.push_back({.mount = 0, .workload = workload});
    for (int block = 0; block < made.blocks; ++block) {
      Sample sample = sample_of(made, block, workload, counts, op.empty() ? made.computing_s : 0);
      if (op.empty()) sample.elapsed_s *= 1 + made.unexplained;
      run.samples.push_back(sample);
    }
  };
  for (const auto& [op, counts] : operations()) add(kOperationCosts, op, counts);
  add("build", "", build);
  run.plan.blocks = made.blocks;
  for (int block = 0; block < made.blocks; ++block) {
    run.blocks.emplace_back();
    run.blocks.back().index = block;
  }
  return run;
}

}  // namespace sharebench::explain
