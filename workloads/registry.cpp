// Reads list.def once for the texts and once for the factories.
#include <fmt/format.h>

#include <algorithm>

#include "workloads/workload.h"

namespace sharebench::workloads {

#define SHAREBENCH_PARAM(name, value, help)
#define SHAREBENCH_FILE_PARAM(name, help)
#define SHAREBENCH_WORKLOAD(name, ...) std::unique_ptr<Workload> make_##name();
#include "workloads/list.def"
#undef SHAREBENCH_WORKLOAD
#undef SHAREBENCH_FILE_PARAM
#undef SHAREBENCH_PARAM

const std::vector<WorkloadRow>& rows() {
#define SHAREBENCH_PARAM(name, value, help) ParamRow{name, value, help},
#define SHAREBENCH_FILE_PARAM(name, help) ParamRow{name, "", help, true},
#define SHAREBENCH_WORKLOAD(name, unit, cold, summary, stands_for, params) \
  WorkloadRow{#name, unit, cold, summary, stands_for, {params}},
  static const std::vector<WorkloadRow> kRows = {
#include "workloads/list.def"
  };
#undef SHAREBENCH_WORKLOAD
#undef SHAREBENCH_FILE_PARAM
#undef SHAREBENCH_PARAM
  return kRows;
}

bool needs_file(const WorkloadRow& row) {
  return std::any_of(row.params.begin(), row.params.end(),
                     [](const ParamRow& param) { return param.file; });
}

std::unique_ptr<Workload> make_workload(const std::string& name) {
#define SHAREBENCH_PARAM(param, value, help)
#define SHAREBENCH_FILE_PARAM(param, help)
#define SHAREBENCH_WORKLOAD(id, ...) \
  if (name == #id) return make_##id();
#include "workloads/list.def"
#undef SHAREBENCH_WORKLOAD
#undef SHAREBENCH_FILE_PARAM
#undef SHAREBENCH_PARAM
  throw WorkloadError(fmt::format("no workload is called '{}'", name));
}

}  // namespace sharebench::workloads
