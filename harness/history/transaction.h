// One writer at a time, in either database: whoever writes waits for its turn and then sees all
// that was written before.
#pragma once

#include <soci/soci.h>

#include "harness/history/history.h"

namespace sharebench::history {

/// A transaction that is undone unless it is committed.
class Writing {
 public:
  /// Calls `wait` for as long as another writer is at work.
  Writing(soci::session& sql, const Wait& wait);
  ~Writing();
  Writing(const Writing&) = delete;
  Writing& operator=(const Writing&) = delete;

  /// Makes it last.
  void commit();

 private:
  bool begin();
  bool begin_sqlite();
  bool begin_postgresql();

  soci::session& sql_;
  bool open_ = true;
};

}  // namespace sharebench::history
