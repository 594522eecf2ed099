// SQLite takes its lock at the begin (a lock taken at the first write could not be waited for), in
// PostgreSQL our writers agree on a lock of their own, which readers and other tables never meet.
// Both are tried for, not waited for, so that the wait is the caller's and can be ended by Ctrl-C.
#include "harness/history/transaction.h"

#include <string>

namespace sharebench::history {
namespace {

constexpr const char* kTakeTurn =
    "select case when pg_catalog.pg_try_advisory_xact_lock(7309453671283) then 1 else 0 end";

void roll_back(soci::session& sql) {
  try {
    sql << "rollback";
  } catch (const soci::soci_error&) {  // the connection is gone, and the transaction with it
  }
}

}  // namespace

Writing::Writing(soci::session& sql, const Wait& wait) : sql_(sql) {
  while (!begin()) wait();
}

bool Writing::begin() {
  return sql_.get_backend_name() == "sqlite3" ? begin_sqlite() : begin_postgresql();
}

bool Writing::begin_sqlite() {
  sql_ << "pragma busy_timeout = 0";
  bool begun = true;
  try {
    sql_ << "begin immediate";
  } catch (const soci::soci_error& error) {
    if (error.get_error_message().find("locked") == std::string::npos) throw;
    begun = false;
  }
  sql_ << "pragma busy_timeout = 60000";  // readers and a commit take a moment
  return begun;
}

bool Writing::begin_postgresql() {
  sql_ << "begin";
  try {
    int ours = 0;
    sql_ << kTakeTurn, soci::into(ours);
    if (ours == 0) sql_ << "rollback";
    return ours != 0;
  } catch (const soci::soci_error&) {
    roll_back(sql_);
    throw;
  }
}

Writing::~Writing() {
  if (open_) roll_back(sql_);
}

void Writing::commit() {
  sql_ << "commit";
  open_ = false;
}

}  // namespace sharebench::history
