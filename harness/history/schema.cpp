// A step a version; a step that was released is never changed, the next one is added.
//
// The SQL is what SQLite and PostgreSQL have in common: text, integers, no generated keys. A log
// ratio is a whole number of billionths, which is below a nanosecond in a second and the same in
// every locale.
#include "harness/history/schema.h"

#include <fmt/format.h>

#include <vector>

#include "harness/core/error.h"
#include "harness/history/transaction.h"

namespace sharebench::history {
namespace {

using Step = std::vector<const char*>;

const std::vector<Step>& steps() {
  static const std::vector<Step> kSteps = {
      {// 1: runs, series, and what each run says of each series.
       "create table sharebench_run ("
       "id integer primary key, run_key text not null unique, run text not null, "
       "host text not null, started text not null, tool_version text not null, "
       "source_commit text not null, run_file text not null, blocks integer not null, "
       "complete integer not null)",
       "create index sharebench_run_started on sharebench_run (started, id)",
       "create table sharebench_series ("
       "id integer primary key, host text not null, measured_on text not null, "
       "workload text not null, figure text not null, target text not null, share text not null, "
       "reference_target text not null, reference_share text not null, nights integer not null, "
       "last_started text not null, revision integer not null, "
       "unique (host, measured_on, workload, figure, target, share, reference_target, "
       "reference_share))",
       "create table sharebench_result ("
       "series integer not null references sharebench_series (id), started text not null, "
       "run integer not null references sharebench_run (id), engine text not null, "
       "reference_engine text not null, blocks integer not null, "
       "block_log_ratios_e9 text not null, primary key (series, started, run))",
       "create index sharebench_result_run on sharebench_result (run)"},
      {// 2: what alert has reported, so that it reports it once.
       "alter table sharebench_series add column looked_at integer not null default 0",
       "create table sharebench_alert ("
       "series integer not null references sharebench_series (id), "
       "run integer not null references sharebench_run (id), before_e9 bigint not null, "
       "after_e9 bigint not null, primary key (series, run))"},
  };
  return kSteps;
}

/// True when the database has our table of versions.
bool has_tables(soci::session& sql) {
  int tables = 0;
  if (sql.get_backend_name() == "sqlite3") {
    sql << "select count(*) from sqlite_master where type = 'table' and name = "
           "'sharebench_schema'",
        soci::into(tables);
  } else {
    sql << "select count(*) from pg_catalog.pg_class where relkind = 'r' and relname = "
           "'sharebench_schema' and pg_catalog.pg_table_is_visible(oid)",
        soci::into(tables);
  }
  return tables > 0;
}

int version_of(soci::session& sql) {
  int version = 0;
  if (has_tables(sql)) sql << "select max(version) from sharebench_schema", soci::into(version);
  return version;
}

}  // namespace

int newest_schema() {
  return static_cast<int>(steps().size());
}

void migrate(soci::session& sql, int to, const std::string& shown, const Wait& wait) {
  int version = version_of(sql);
  if (version > newest_schema()) {
    throw DataError(fmt::format("the history {} has schema {}, newer than {}, the newest that this "
                                "sharebench knows",
                                shown, version, newest_schema()),
                    "use a sharebench of the version that wrote it, or a newer one");
  }
  if (version >= to) return;
  Writing writing(sql, wait);
  version = version_of(sql);  // another process may have been faster
  if (version == 0) sql << "create table sharebench_schema (version integer not null)";
  for (; version < to; ++version) {
    for (const char* statement : steps()[static_cast<std::size_t>(version)]) sql << statement;
    sql << "insert into sharebench_schema (version) values (:version)",
        soci::use(version + 1, "version");
  }
  writing.commit();
}

}  // namespace sharebench::history
