// Does the operations of a trace on a real folder, and complains when one ends differently than it
// did while it was recorded.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "workloads/support/replay_bytes.h"
#include "workloads/support/replay_plan.h"

namespace sharebench::workloads {

/// The open files of one replay. Steps may be done by several threads, each in the order that the
/// plan demands.
class ReplayCalls {
 public:
  /// Opens the folder `root`. `plan` and `bytes` must outlive this. Throws WorkloadError.
  ReplayCalls(const ReplayPlan& plan, const ReplayBytes& bytes, const std::string& root);
  ~ReplayCalls();
  ReplayCalls(const ReplayCalls&) = delete;
  ReplayCalls& operator=(const ReplayCalls&) = delete;

  /// Does the step, which must touch a file; `buffer` is the thread's own. Returns the payload
  /// bytes that it moved. Throws WorkloadError that names the step and the path.
  std::uint64_t call(std::uint32_t step, std::string& buffer);

 private:
  struct OpenFile {
    int fd = -1;
    bool listed = false;  ///< all names were read; the recorded calls that read the rest do nothing
  };

  int perform(const TraceRecord& record, std::string& buffer);
  int perform_by_name(const TraceRecord& record);
  int open(const TraceRecord& record);
  int read(const TraceRecord& record, std::string& buffer);
  int write(const TraceRecord& record);
  int list(OpenFile& file);
  int close_copy(int fd);
  [[noreturn]] void fail(std::uint32_t step, const std::string& what) const;

  const ReplayPlan& plan_;
  const ReplayBytes& bytes_;
  std::vector<OpenFile> files_;
};

}  // namespace sharebench::workloads
