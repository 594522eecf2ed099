// The two ways in which SQLite makes a change durable, as calls on files: a rollback journal that
// is deleted, and a write-ahead log with its index in shared memory.
#pragma once

#include <memory>
#include <string>

#include "workloads/support/laps.h"
#include "workloads/support/page_file.h"
#include "workloads/workload.h"

namespace sharebench::workloads {

/// An open database. One commit after the other; close() at the end.
class PageStore {
 public:
  virtual ~PageStore() = default;
  /// Makes the changes durable; one group of laps, a latency for each phase. Throws WorkloadError.
  virtual void commit(const PageTable& table, const std::vector<PageChange>& changes, Tally& tally,
                      Laps& laps) = 0;
  virtual void close(const PageTable& table, Tally& tally, Laps& laps) = 0;
};

/// journal_mode=delete: the pages as they were go to a journal, which is synced before the pages
/// are written over and removed after they are synced.
std::unique_ptr<PageStore> open_with_journal(const std::string& folder, const std::string& path);

/// journal_mode=wal, synchronous=full: pages are appended to a log, which is synced; close() writes
/// them home. Needs a share that can map a file for writing (vboxsf may refuse).
std::unique_ptr<PageStore> open_with_log(const std::string& folder, const std::string& path);

}  // namespace sharebench::workloads
