// What trends and alerts read of a history through SOCI, and what they leave there.
#include <soci/soci.h>

#include <algorithm>
#include <memory>

#include "harness/history/connection.h"
#include "harness/history/ratio_text.h"
#include "harness/history/transaction.h"

namespace sharebench::history {
namespace {

using soci::into;
using soci::use;

constexpr const char* kNights =
    "select r.id, r.run, x.started, r.run_file, x.engine, x.reference_engine, "
    "x.block_log_ratios_e9 from sharebench_result x join sharebench_run r on r.id = x.run ";

/// The query, prepared at its first use: an alert asks the same of hundreds of series.
template <typename Query>
Query& made(std::unique_ptr<Query>& query, soci::session& sql) {
  if (!query) query = std::make_unique<Query>(sql);
  return *query;
}

}  // namespace

NightQuery::NightQuery(soci::session& sql)
    : rows((sql.prepare << kNights << "where x.series = :s and x.run = :r", use(series, "s"),
            use(run, "r"), into(night.id), into(night.run), into(night.started), into(night.file),
            into(night.engine), into(night.reference_engine), into(ratios))) {}

RatiosQuery::RatiosQuery(soci::session& sql)
    : ids(1),
      ratios(1),
      rows((sql.prepare << "select run, block_log_ratios_e9 from sharebench_result "
                           "where series = :s and blocks >= :b "
                           "order by started desc, run desc limit :n",
            use(series, "s"), use(kFewestBlocks, "b"), use(most, "n"), into(ids), into(ratios))) {}

std::vector<Night> History::nights(long long series, int most) {
  return connection_->run([&] {
    std::vector<Night> nights;
    Night night;
    std::string ratios;
    soci::statement rows =
        (connection_->sql.prepare << kNights
                                  << "where x.series = :s and x.blocks >= :b "
                                     "order by x.started desc, x.run desc limit :n",
         use(series, "s"), use(kFewestBlocks, "b"), use(most, "n"), into(night.id), into(night.run),
         into(night.started), into(night.file), into(night.engine), into(night.reference_engine),
         into(ratios));
    rows.execute();
    while (rows.fetch()) {
      night.block_log_ratios = log_ratios_of(ratios);
      nights.push_back(night);
    }
    std::reverse(nights.begin(), nights.end());
    return nights;
  });
}

Night History::night(long long series, long long run) {
  return connection_->run([&] {
    NightQuery& query = made(connection_->night_query, connection_->sql);
    query.series = series;
    query.run = run;
    query.night = {};
    query.ratios.clear();
    query.rows.execute(true);
    query.night.block_log_ratios = log_ratios_of(query.ratios);
    return query.night;
  });
}

std::vector<NightRatios> History::night_ratios(long long series, int most) {
  return connection_->run([&] {
    std::vector<NightRatios> nights;
    if (most < 1) return nights;
    RatiosQuery& query = made(connection_->ratios_query, connection_->sql);
    query.series = series;
    query.most = most;
    query.ids.resize(static_cast<std::size_t>(most));
    query.ratios.resize(static_cast<std::size_t>(most));
    if (!query.rows.execute(true)) return nights;
    for (std::size_t i = query.ids.size(); i-- > 0;) {
      nights.push_back({query.ids[i], log_ratios_of(query.ratios[i])});
    }
    return nights;
  });
}

std::vector<Alert> History::alerts() {
  return connection_->run([&] {
    std::vector<Alert> all;
    Alert alert;
    long long before = 0, after = 0;
    soci::statement rows =
        (connection_->sql.prepare << "select series, run, before_e9, after_e9 "
                                     "from sharebench_alert order by series, run",
         into(alert.series), into(alert.night), into(before), into(after));
    rows.execute();
    while (rows.fetch()) {
      alert.before = from_billionths(before);
      alert.after = from_billionths(after);
      all.push_back(alert);
    }
    return all;
  });
}

void History::remember(const std::vector<Alert>& alerts, const std::vector<KnownSeries>& looked) {
  connection_->run([&] {
    connection_->night_query.reset();  // what is still open keeps other writers waiting
    connection_->ratios_query.reset();
    Writing writing(connection_->sql, connection_->wait);
    for (const Alert& alert : alerts) {
      connection_->sql << "insert into sharebench_alert (series, run, before_e9, after_e9) values "
                          "(:s, :r, :b, :a) on conflict do nothing",
          use(alert.series, "s"), use(alert.night, "r"), use(billionths(alert.before), "b"),
          use(billionths(alert.after), "a");
    }
    long long id = 0;
    int revision = 0;
    soci::statement look = (connection_->sql.prepare
                                << "update sharebench_series set looked_at = :v where id = :s and "
                                   "looked_at < :w",
                            use(revision, "v"), use(id, "s"), use(revision, "w"));
    for (const KnownSeries& series : looked) {
      id = series.id;
      revision = series.revision;
      look.execute(true);
    }
    writing.commit();
  });
}

}  // namespace sharebench::history
