// The history through SOCI: the same SQL for SQLite and PostgreSQL.
#include <fmt/format.h>
#include <soci/soci.h>

#include <algorithm>
#include <filesystem>
#include <map>
#include <utility>

#include "harness/core/error.h"
#include "harness/history/backend.h"
#include "harness/history/connection.h"
#include "harness/history/ratio_text.h"
#include "harness/history/schema.h"
#include "harness/history/transaction.h"

namespace sharebench::history {
namespace {

using soci::into;
using soci::use;

/// A series and what adding changes of it.
struct Touched {
  long long id = 0;
  int nights = 0;
  std::string last{};
};

/// The rows of one transaction; each statement is prepared once.
class Adding {
 public:
  explicit Adding(soci::session& sql)
      : sql_(sql),
        insert_run_((sql.prepare << "insert into sharebench_run (id, run_key, run, host, started, "
                                    "tool_version, source_commit, run_file, blocks, complete) "
                                    "values (:id, :k, :r, :h, :s, :t, :c, :f, :b, :d)",
                     use(run_, "id"), use(row_.key, "k"), use(row_.run, "r"), use(row_.host, "h"),
                     use(row_.started, "s"), use(row_.tool_version, "t"), use(row_.commit, "c"),
                     use(row_.file, "f"), use(row_.blocks, "b"), use(complete_, "d"))),
        insert_result_((sql.prepare << "insert into sharebench_result (series, started, run, "
                                       "engine, reference_engine, blocks, block_log_ratios_e9) "
                                       "values (:x, :s, :id, :e, :g, :b, :d)",
                        use(series_, "x"), use(row_.started, "s"), use(run_, "id"),
                        use(engine_, "e"), use(reference_engine_, "g"), use(figure_blocks_, "b"),
                        use(ratios_, "d"))),
        find_run_((sql.prepare << "select id, blocks from sharebench_run where run_key = :k",
                   use(row_.key, "k"), into(found_), into(found_blocks_))) {
    sql << "select coalesce(max(id), 0) from sharebench_run", into(last_run_);
    sql << "select coalesce(max(id), 0) from sharebench_series", into(last_series_);
  }

  void add(const Entry& entry, Added& counts) {
    row_ = entry;
    row_.figures.clear();
    complete_ = entry.complete ? 1 : 0;
    find_run_.execute();
    if (find_run_.fetch()) {
      if (found_blocks_ >= entry.blocks) {
        ++counts.known;
        return;
      }
      ++counts.extended;
      run_ = found_;
      replace();
    } else {
      ++counts.added;
      run_ = ++last_run_;
      insert_run_.execute(true);
    }
    for (const Figure& figure : entry.figures) add(figure);
  }

  /// Writes what the series have become.
  void finish() {
    for (auto& [series, touched] : touched_) {
      sql_ << "update sharebench_series set nights = nights + :n, revision = revision + 1, "
              "last_started = case when last_started < :a then :b else last_started end "
              "where id = :x",
          use(touched.nights, "n"), use(touched.last, "a"), use(touched.last, "b"),
          use(touched.id, "x");
    }
  }

 private:
  void replace() {
    sql_ << "update sharebench_run set blocks = :b, complete = :c, run_file = :f where id = :id",
        use(row_.blocks, "b"), use(complete_, "c"), use(row_.file, "f"), use(run_, "id");
    sql_ << "update sharebench_series set nights = nights - 1 where id in "
            "(select series from sharebench_result where run = :id and blocks >= :b)",
        use(run_, "id"), use(kFewestBlocks, "b");
    sql_ << "delete from sharebench_result where run = :id", use(run_, "id");
  }

  void add(const Figure& figure) {
    Touched& touched = touch(figure.series);
    series_ = touched.id;
    engine_ = figure.engine;
    reference_engine_ = figure.reference_engine;
    figure_blocks_ = static_cast<int>(figure.block_log_ratios.size());
    ratios_ = text_of(figure.block_log_ratios);
    insert_result_.execute(true);
    if (figure_blocks_ >= kFewestBlocks) ++touched.nights;
    touched.last = std::max(touched.last, row_.started);
  }

  /// The series in the database, made when it is new.
  Touched& touch(const Series& series) {
    const auto [at, fresh] = touched_.try_emplace(series);
    if (!fresh) return at->second;
    Touched& touched = at->second;
    sql_ << "select id from sharebench_series where host = :h and measured_on = :m and "
            "workload = :w and figure = :f and target = :t and share = :s and "
            "reference_target = :rt and reference_share = :rs",
        use(series.host, "h"), use(series.measured_on, "m"), use(series.workload, "w"),
        use(series.figure, "f"), use(series.target, "t"), use(series.share, "s"),
        use(series.reference_target, "rt"), use(series.reference_share, "rs"), into(touched.id);
    if (sql_.got_data()) return touched;
    touched.id = ++last_series_;
    sql_ << "insert into sharebench_series (id, host, measured_on, workload, figure, target, "
            "share, reference_target, reference_share, nights, last_started, revision) values "
            "(:id, :h, :m, :w, :f, :t, :s, :rt, :rs, 0, '', 0)",
        use(touched.id, "id"), use(series.host, "h"), use(series.measured_on, "m"),
        use(series.workload, "w"), use(series.figure, "f"), use(series.target, "t"),
        use(series.share, "s"), use(series.reference_target, "rt"),
        use(series.reference_share, "rs");
    return touched;
  }

  soci::session& sql_;
  Entry row_{};  // what the statements read
  long long run_ = 0, series_ = 0, found_ = 0, last_run_ = 0, last_series_ = 0;
  int complete_ = 0, found_blocks_ = 0, figure_blocks_ = 0;
  std::string engine_{}, reference_engine_{}, ratios_{};
  soci::statement insert_run_, insert_result_, find_run_;
  std::map<Series, Touched> touched_{};
};

void open(soci::session& sql, const Address& address, History::Missing missing) {
  namespace fs = std::filesystem;
  if (address.postgresql) {
    sql.open(postgresql_backend(), address.connection);
    return;
  }
  std::error_code ignored;
  if (!fs::exists(address.file, ignored)) {
    if (missing == History::Missing::kRefuse) {
      throw EnvironmentError(fmt::format("there is no history {}", address.shown),
                             "begin one: sharebench history add out/*.run.json");
    }
    const fs::path folder = fs::path(address.file).parent_path();
    if (!folder.empty()) fs::create_directories(folder, ignored);  // open() says why it cannot
  }
  sql.open(sqlite_backend(), address.connection);
}

}  // namespace

History::History(const std::string& address, Missing missing, Wait wait)
    : connection_(std::make_unique<Connection>()) {
  connection_->address = parse_address(address);
  connection_->wait = std::move(wait);
  connection_->run([&] {
    open(connection_->sql, connection_->address, missing);
    migrate(connection_->sql, newest_schema(), connection_->address.shown, connection_->wait);
  });
}

History::~History() = default;
History::History(History&& other) noexcept = default;

std::string History::address() const {
  return connection_->address.shown;
}

Added History::add(const std::vector<Entry>& entries) {
  return connection_->run([&] {
    Added counts;
    Writing writing(connection_->sql, connection_->wait);
    Adding adding(connection_->sql);
    for (const Entry& entry : entries) adding.add(entry, counts);
    adding.finish();
    writing.commit();
    return counts;
  });
}

std::vector<RunLine> History::runs(int most) {
  return connection_->run(
      [&] {
        std::vector<RunLine> lines;
        RunLine line;
        int complete = 0;
        soci::statement rows =
            (connection_->sql.prepare
                 << "select run, host, started, tool_version, run_file, blocks, complete, "
                    "(select count(*) from sharebench_result x where x.run = r.id) "
                    "from sharebench_run r order by started desc, id desc limit :n",
             use(most, "n"), into(line.run), into(line.host), into(line.started),
             into(line.tool_version), into(line.file), into(line.blocks), into(complete),
             into(line.figures));
        rows.execute();
        while (rows.fetch()) {
          line.complete = complete != 0;
          lines.push_back(line);
        }
        return lines;
      });
}

Size History::size() {
  return connection_->run([&] {
    Size size;
    connection_->sql << "select count(*) from sharebench_run", into(size.runs);
    connection_->sql << "select count(*) from sharebench_series", into(size.series);
    return size;
  });
}

std::vector<KnownSeries> History::series() {
  return connection_->run([&] {
    std::vector<KnownSeries> all;
    KnownSeries one;
    Series& of = one.series;
    soci::statement rows =
        (connection_->sql.prepare
             << "select id, host, measured_on, workload, figure, target, share, reference_target, "
                "reference_share, nights, last_started, revision, looked_at "
                "from sharebench_series order by last_started desc, workload, target, share, id",
         into(one.id), into(of.host), into(of.measured_on), into(of.workload), into(of.figure),
         into(of.target), into(of.share), into(of.reference_target), into(of.reference_share),
         into(one.nights), into(one.last_started), into(one.revision), into(one.looked_at));
    rows.execute();
    while (rows.fetch()) all.push_back(one);
    return all;
  });
}

}  // namespace sharebench::history
