// One writer at a time, in either database: whoever writes waits for its turn and then sees all
// that was written before.
#pragma once

#include <soci/soci.h>

namespace sharebench::history {

/// A transaction that is undone unless it is committed.
class Writing {
 public:
  /// Waits for other writers.
  explicit Writing(soci::session& sql);
  ~Writing();
  Writing(const Writing&) = delete;
  Writing& operator=(const Writing&) = delete;

  /// Makes it last.
  void commit();

 private:
  soci::session& sql_;
  bool open_ = true;
};

}  // namespace sharebench::history
