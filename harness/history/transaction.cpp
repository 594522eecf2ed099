// SQLite takes its lock at the begin (a lock taken at the first write could not be waited for), in
// PostgreSQL our writers agree on a lock of their own, which readers and other tables never meet.
#include "harness/history/transaction.h"

namespace sharebench::history {
namespace {

constexpr const char* kTakeTurn = "select pg_catalog.pg_advisory_xact_lock(7309453671283)";

}  // namespace

Writing::Writing(soci::session& sql) : sql_(sql) {
  const bool sqlite = sql_.get_backend_name() == "sqlite3";
  sql_ << (sqlite ? "begin immediate" : "begin");
  if (sqlite) return;
  try {
    sql_ << kTakeTurn;
  } catch (const soci::soci_error&) {
    open_ = false;
    try {
      sql_ << "rollback";
    } catch (const soci::soci_error&) {  // the connection is gone, and the transaction with it
    }
    throw;
  }
}

Writing::~Writing() {
  if (!open_) return;
  try {
    sql_ << "rollback";
  } catch (const soci::soci_error&) {  // the connection is gone, and the transaction with it
  }
}

void Writing::commit() {
  sql_ << "commit";
  open_ = false;
}

}  // namespace sharebench::history
