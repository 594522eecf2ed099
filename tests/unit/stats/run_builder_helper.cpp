// Small runs for the tests of statistics.
#include "tests/unit/stats/run_builder_helper.h"

namespace sharebench::stats {

Run empty_run(int shares, int blocks, const std::vector<double>& paces_s) {
  Run run;
  run.id = "small";
  run.measured_on = "hardware";
  run.complete = true;
  run.targets.push_back({.id = "local", .kind = "local"});
  WorkloadSpec workload;
  workload.name = workload.label = "w";
  workload.unit = "file";
  run.plan.workloads.push_back(workload);
  run.plan.blocks = blocks;
  for (int share = 0; share < shares; ++share) {
    Mount mount;
    mount.share.name = std::string(1, static_cast<char>('a' + share));
    mount.can_pace = true;
    run.mounts.push_back(mount);
    for (const double pace_s : paces_s) run.plan.cells.push_back({share, 0, pace_s, false});
  }
  for (const double pace_s : paces_s) {
    if (pace_s > 0) run.plan.paces_s.push_back(pace_s);
  }
  for (int block = 0; block < blocks; ++block) {
    run.blocks.emplace_back();
    run.blocks.back().index = block;
  }
  return run;
}

Sample& add_sample(Run& run, int block, int cell, double elapsed_s) {
  Sample sample;
  sample.block = block;
  sample.cell = cell;
  sample.position = static_cast<int>(run.samples.size());
  sample.elapsed_s = elapsed_s;
  sample.verified = true;
  run.samples.push_back(sample);
  return run.samples.back();
}

}  // namespace sharebench::stats
