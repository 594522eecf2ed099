// The workloads that the harness knows (rows of workloads/list.def) and the suites made of them.
#pragma once

#include <map>
#include <string>
#include <vector>

#include "harness/core/spec_list.h"
#include "harness/core/workload_spec.h"

namespace sharebench::plan {

struct WorkloadParam {
  std::string name, default_value, help;
  bool file = false;  ///< names a file of this machine, and must be given
};

struct WorkloadInfo {
  std::string name, unit;
  bool cold = false;
  std::string summary, stands_for;
  std::vector<WorkloadParam> params;
};

/// Every row of workloads/list.def.
const std::vector<WorkloadInfo>& known_workloads();

/// Names of the suites: "quick", "mission", "full" (all that need no file).
std::vector<std::string> suite_names();

/// The workloads of a suite as the user could have written them. Throws UsageError.
std::vector<SpecText> suite(const std::string& name);

/// A workload with its defaults filled in; throws UsageError for an unknown name or parameter.
WorkloadSpec make_workload_spec(const SpecText& text);

/// The files of this machine that a workload's parameters name: they must be handed to its runner.
std::vector<std::string> files_of(const WorkloadSpec& spec);

/// `operation_costs` once for each kind of operation.
std::vector<SpecText> cost_workloads();

/// Parameters that keep a lab sample of a workload to some 400 round trips on vboxsf
/// (jar_unzip 1,200); empty for workloads whose defaults are small enough.
std::map<std::string, std::string> lab_parameters(const std::string& workload);

}  // namespace sharebench::plan
