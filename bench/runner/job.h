// What to run: a workload with all of its parameters, as both faces of the runner ask for it.
#pragma once

#include <cstdint>
#include <stdexcept>
#include <string>

#include "workloads/workload.h"

namespace sharebench::runner {

/// Something asked for that cannot be: the sentence and the mend.
class UsageError : public std::runtime_error {
 public:
  UsageError(const std::string& sentence, std::string hint);
  const std::string& hint() const { return hint_; }

 private:
  std::string hint_;
};

struct Job {
  std::string workload;
  workloads::Params params;  ///< every parameter of the row
  std::uint64_t seed = 1;
  unsigned latency_every = 1;

  /// Names what is prepared: the same for jobs that differ in latency_every only.
  std::string key() const;
};

/// Checks the names and fills in the defaults of the row. Throws UsageError, suggesting the nearest
/// name. Values are checked by the workload when it is prepared.
Job make_job(const std::string& workload, const workloads::Params& overrides, std::uint64_t seed,
             unsigned latency_every);

/// The row of that name. Throws UsageError with the nearest name.
const workloads::WorkloadRow& row_of(const std::string& workload);

}  // namespace sharebench::runner
