// What run, regress and selftest share: from a plan to a finished run file.
#pragma once

#include <filesystem>
#include <string>
#include <vector>

#include "harness/cli/command.h"
#include "harness/cli/target_spec.h"
#include "harness/cli/world.h"
#include "harness/core/request.h"
#include "harness/core/run.h"
#include "harness/plan/build_plan.h"

namespace sharebench::cli {

/// The options that say how to measure (output folder, runner, client, deadline).
std::vector<Option> measuring_options();

/// --resume RUN.
Option resume_option();

/// What the plan needs to know of a target. Throws UsageError for an unknown one.
plan::TargetFacts facts_of(const TargetSpec& target);

/// A run of that plan which has not begun; `name` is in its id: "20261124-183000-NAME".
Run planned_run(const Arguments& arguments, Plan plan, const std::vector<Share>& shares,
                const std::string& name);

/// Everything that a measurement needs.
struct Task {
  Arguments arguments{};
  Request request{};
  Run run{};
  std::vector<TargetSpec> targets{};  ///< by index of Run::targets
  bool one_place = false;             ///< all of them are one target, brought up once
  bool one_at_a_time = false;         ///< each is brought up, measured and taken down in a block
  std::string swap_command{};         ///< called with `baseline` or `candidate` before bringing up
  int boots = 0, mounts = 0;          ///< above 0: a nested pilot instead of blocks (run_levels)
};

struct Measured {
  Run run{};
  std::filesystem::path file{}, out{};
};

/// Brings the targets up, measures, takes them down, and leaves the run file, which is saved after
/// every block. Throws as run_plan() does.
Measured measure(Task task, World& world);

/// True when a sample of the counting pass failed: nothing repeats those.
bool counting_failed(const Run& run);

}  // namespace sharebench::cli
