// All that the harness knows of a workload: its row in workloads/list.def with the user's
// overrides.
#pragma once

#include <map>
#include <string>

namespace sharebench {

struct WorkloadSpec {
  std::string name{};
  std::string label{};  ///< name with the overrides, as the user wrote it; unique in a run
  std::string unit{};   ///< what one operation is: "file", "block", "entry"
  std::map<std::string, std::string> params{};  ///< every parameter, defaults included
  bool cold = false;                            ///< caches are emptied before every sample
  std::string summary{};
};

}  // namespace sharebench
