// Two made-up runs with everything in them that a report can show; goldens are rendered from them.
#pragma once

#include <array>
#include <cmath>
#include <string>
#include <utility>

#include "harness/core/run.h"

namespace sharebench::sample_run {

/// Whole nanoseconds, so that a run is the same after it was saved and read.
inline double whole_ns(double seconds) {
  return static_cast<double>(std::llround(seconds * 1e9)) / 1e9;
}

/// A few percent up and down, the same on every machine.
inline double noise(int step) {
  constexpr std::array<double, 7> kNoise = {0.000, 0.013, -0.008, 0.021, -0.017, 0.004, -0.011};
  return 1 + kNoise[static_cast<std::size_t>(step) % kNoise.size()];
}

inline WorkloadSpec workload(const std::string& name, const std::string& override,
                             const std::string& unit, bool cold) {
  const auto equals = override.find('=');
  return {name, override.empty() ? name : name + ":" + override,
          unit, {{override.substr(0, equals), override.substr(equals + 1)}},
          cold, "made up for tests"};
}

inline Mount mount(const std::string& name, const std::string& fstype, const std::string& source) {
  Mount mount;
  mount.share.name = mount.share.type = name;
  mount.guest_path = "/mnt/" + name;
  mount.observed = {fstype, source, "rw,relatime"};
  return mount;
}

/// What one share costs on one workload.
struct Cost {
  double own_s;          ///< with no pace
  double serial;         ///< round trips it waits for
  double round_trips;    ///< round trips it makes
  const char* kinds[2];  ///< the two kinds they are of, two thirds and the rest
};

inline Sample sample(int block, int cell, int position, double elapsed_s, const Cost& cost) {
  Sample sample;
  sample.block = block;
  sample.cell = cell;
  sample.position = position;
  sample.started_s = whole_ns(10.0 * block + 0.5 * position);
  sample.elapsed_s = whole_ns(elapsed_s);
  sample.ops = 100;
  sample.bytes = 409600;
  sample.latency = {100, whole_ns(elapsed_s / 100), whole_ns(elapsed_s / 60),
                    whole_ns(elapsed_s / 40), whole_ns(elapsed_s / 20)};
  sample.verified = true;
  if (cost.round_trips > 0) {
    const double most = std::floor(cost.round_trips * 2 / 3);
    sample.counters = {{"round_trips", cost.round_trips},
                       {std::string("round_trips.") + cost.kinds[0], most},
                       {std::string("round_trips.") + cost.kinds[1], cost.round_trips - most}};
  }
  return sample;
}

/// Adds a warm-up and `samples` timed samples of every cell to every block, cells interleaved.
template <typename CostOf>
void fill_blocks(Run& run, int blocks, CostOf cost_of) {
  for (int block = 0; block < blocks; ++block) {
    run.blocks.push_back({block, 10.0 * block, 9.5, 1.5, "ABBA", 0.25, 1.0, ""});
    int position = 0;
    const int cells = static_cast<int>(run.plan.cells.size());
    for (int round = -1; round < run.plan.samples_per_block; ++round) {
      for (int cell = 0; cell < cells; ++cell) {
        const Cell& box = run.plan.cells[static_cast<std::size_t>(cell)];
        if (box.full_size || (box.pace_s > 0 && round >= run.plan.paced_samples_per_block))
          continue;
        const Cost cost = cost_of(box);
        const double elapsed_s =
            cost.own_s * noise(3 * block + cell) * noise(5 * block + round + 1) +
            cost.serial * box.pace_s * noise(block + 2 * cell);
        run.samples.push_back(sample(block, cell, position++, elapsed_s, cost));
        run.samples.back().warmup = round < 0;
      }
    }
  }
}

/// nfs3 (baseline), vboxsf and the VM's own disk in the lab: emulated, paced, with a counting pass,
/// one discarded block and one failed sample.
inline Run lab() {
  Run run;
  run.id = "20261124-183000-lab";
  run.tool_version = "0.1.0";
  run.commit = "0123456789ab";
  run.started = "2026-11-24T18:30:00Z";
  run.host = "builder";
  run.host_facts = {{"cores", "2"}, {"os", "Debian GNU/Linux 12"}};
  run.settings = {{"pace", "2ms,5ms"}, {"shares", "nfs3,vboxsf,disk"}};
  run.measured_on = "emulated";
  run.complete = true;
  run.targets.push_back({"lab",
                         "lab",
                         {Channel::kNfs, Channel::kVboxsf, Channel::kGuestDisk},
                         "docker",
                         "20.10.24+dfsg1",
                         "6.1.0-28-amd64",
                         1,
                         1ull << 30,
                         "tcg",
                         true});
  run.mounts = {mount("nfs3", "nfs", "192.168.56.1:/share"), mount("vboxsf", "vboxsf", "share"),
                mount("disk", "ext4", "/dev/vda")};
  run.mounts[0].share.options = {{"actimeo", "1"}};
  for (Mount& mount : run.mounts) mount.has_counters = true;
  run.mounts[0].can_pace = run.mounts[1].can_pace = true;
  Plan& plan = run.plan;
  plan.workloads = {workload("small_files", "count=25", "file", false),
                    workload("sequential_read", "size=4MiB", "block", true)};
  plan.full_size = {workload("small_files", "count=500", "file", false),
                    workload("sequential_read", "size=64MiB", "block", true)};
  plan.paces_s = {0.002, 0.005};
  plan.blocks = 8;
  plan.samples_per_block = 2;
  plan.seed = 42;
  for (int work = 0; work < 2; ++work) {
    for (int share = 0; share < 3; ++share) plan.cells.push_back({share, work, 0, false});
    for (double pace_s : plan.paces_s) {
      for (int share = 0; share < 2; ++share) plan.cells.push_back({share, work, pace_s, false});
    }
  }
  const Cost costs[2][3] = {{{0.113, 153, 153, {"LOOKUP", "CREATE"}},
                             {0.065, 424, 400, {"CREATE", "READ"}},
                             {0.060, 0, 0, {"", ""}}},
                            {{0.123, 19, 37, {"READ", "ACCESS"}},
                             {0.231, 1065, 1028, {"READ", "CREATE"}},
                             {0.090, 0, 0, {"", ""}}}};
  const auto cost_of = [&](const Cell& cell) { return costs[cell.workload][cell.mount]; };
  fill_blocks(run, 9, cost_of);
  run.blocks[3].invalid = "the guest's clock ran 4 % fast";
  for (Sample& sample : run.samples) {
    // The disk makes no round trips, and that is counted too.
    if (sample.counters.empty()) sample.counters["round_trips"] = 0;
  }
  for (Sample& sample : run.samples) {
    if (sample.block != 5 || sample.cell != 1 || sample.warmup) continue;
    sample.verified = false;
    sample.failure = "file 7 has the wrong content, \"a|b\"";
    break;
  }
  for (int work = 0; work < 2; ++work) {
    for (int share = 0; share < 2; ++share) {
      Cost cost = costs[work][share];
      cost.round_trips *= 20;
      plan.cells.push_back({share, work, 0, true});
      run.samples.push_back(
          sample(-1, static_cast<int>(plan.cells.size()) - 1, 2 * work + share, 2.5, cost));
      run.samples.back().started_s = 95;
    }
  }
  run.warnings = {
      {WarningCode::kEmulated, {}},
      {WarningCode::kBlockInvalid, {{"block", "3"}, {"reason", run.blocks[3].invalid}}}};
  run.cold_method = {{"sequential_read:size=4MiB", "guest caches dropped, reads counted"}};
  run.wall_s = {{"boot", 12.5}, {"samples", 80.25}};
  return run;
}

/// native (baseline), fuse and bind on this machine, on hardware: time leads.
inline Run local() {
  Run run;
  run.id = "20261124-190000-local";
  run.tool_version = "0.1.0";
  run.commit = "0123456789ab";
  run.started = "2026-11-24T19:00:00Z";
  run.host = "anonymous";
  run.host_facts = {{"cores", "2"}};
  run.measured_on = "hardware";
  run.complete = true;
  run.targets.push_back({"local",
                         "local",
                         {Channel::kHostDirectory},
                         "none",
                         "",
                         "6.1.0-28-amd64",
                         2,
                         4ull << 30,
                         "",
                         false});
  run.mounts = {mount("native", "ext4", "/dev/sda1"), mount("fuse", "fuse.passthrough", "none"),
                mount("bind", "ext4", "/dev/sda1")};
  for (Mount& mount : run.mounts) mount.share.host_dir = "/srv/" + mount.share.name;
  run.plan.workloads = {workload("small_files", "", "file", false),
                        workload("jar_memory", "count=2000", "entry", false)};
  run.plan.workloads[0].params = {{"count", "500"}, {"size", "4KiB"}};
  run.plan.blocks = 8;
  for (int work = 0; work < 2; ++work) {
    for (int share = 0; share < 3; ++share) run.plan.cells.push_back({share, work, 0, false});
  }
  const double costs_s[2][3] = {{0.120, 0.218, 0.121}, {0.300, 0.295, 0.150}};
  fill_blocks(run, 8, [&](const Cell& cell) {
    return Cost{costs_s[cell.workload][cell.mount], 0, 0, {"", ""}};
  });
  return run;
}

}  // namespace sharebench::sample_run
