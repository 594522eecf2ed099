// One figure a row; the columns never change with the run, so that files can be put together.
#include "harness/report/csv.h"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include "harness/core/run_rules.h"
#include "harness/core/units.h"

namespace sharebench::report {
namespace {

struct CsvRow {
  std::string label{}, workload{}, share{}, baseline{};
  double pace_s = 0;
  std::string figure{}, unit{};
  double value = 0;
  std::optional<double> low{}, high{};
  std::string interval{};  ///< what low and high are, or why they are empty
  int n = 0, samples = 0;
};

constexpr const char* kCarriesOver = "carries over to hardware";
constexpr const char* kInterval = "95 %";
constexpr const char* kExact = "exact";
constexpr const char* kTooFew = "none: n < 6";
constexpr const char* kRange = "range over samples";
constexpr const char* kNone = "none: not computed";

std::string csv_field(const std::string& field) {
  if (field.find_first_of(",\"\r\n") == std::string::npos) return field;
  std::string out = "\"";
  for (const char c : field) {
    if (c == '"') out += '"';
    out += c;
  }
  return out + "\"";
}

class Sheet {
 public:
  explicit Sheet(const Report& report) : report_(report) {
    const std::string exposed = measured_exposed(report.run);
    if (!exposed.empty()) shut_ = "; NFS was not shut: " + exposed;
    add({"run", "measured_on", "label", "workload", "share", "baseline", "pace_s", "figure", "unit",
         "value", "low", "high", "interval", "n", "samples"});
  }

  void add(const CsvRow& row) {
    const auto bound = [](const std::optional<double>& value) {
      return value ? format_plain(*value) : std::string();
    };
    add({report_.run.id, report_.run.measured_on, row.label + shut_, row.workload, row.share,
         row.baseline, format_plain(row.pace_s), row.figure, row.unit, format_plain(row.value),
         bound(row.low), bound(row.high), row.interval, std::to_string(row.n),
         std::to_string(row.samples)});
  }

  /// `row` with the value, the bounds and n of `estimate`.
  void add_estimate(CsvRow row, const Estimate& estimate) {
    row.value = estimate.value;
    row.low = estimate.low;
    row.high = estimate.high;
    row.interval = estimate.low ? kInterval : estimate.n < 6 ? kTooFew : kExact;
    row.n = estimate.n;
    add(row);
  }

  std::string take() { return std::move(text_); }

 private:
  void add(const std::vector<std::string>& fields) {
    for (std::size_t i = 0; i < fields.size(); ++i) {
      text_ += (i > 0 ? "," : "") + csv_field(fields[i]);
    }
    text_ += "\r\n";
  }

  const Report& report_;
  std::string shut_, text_;
};

/// What a time of this run means elsewhere.
std::string pace_label(const Report& report, double pace_s) {
  if (pace_s > 0) return "paced: equal cost of a round trip is assumed";
  return is_emulated(report.run) ? "emulated: does not carry over to hardware" : "hardware";
}

int samples_of(const Report& report, const std::string& workload, const std::string& share,
               double pace_s) {
  for (const Summary& row : report.summaries) {
    if (row.workload == workload && row.share == share && row.pace_s == pace_s) return row.samples;
  }
  return 0;
}

/// Samples at the two paces that a slope comes from.
int samples_of(const Report& report, const SerialRoundTrips& row) {
  const int low = samples_of(report, row.workload, row.share, row.pace_low_s);
  if (row.pace_high_s == row.pace_low_s) return low;
  return low + samples_of(report, row.workload, row.share, row.pace_high_s);
}

void add_serial(const Report& report, Sheet& sheet) {
  CsvRow line = {.unit = "round trips"};
  for (const SerialRoundTrips& row : report.serial) {
    line.label = row.waits ? kCarriesOver : "no waiting round trips";
    line.workload = row.workload;
    line.share = row.share;
    line.figure = "serial_round_trips";
    line.samples = samples_of(report, row);
    sheet.add_estimate(line, row.slope);
  }
  line.unit = "ratio";
  line.label = kCarriesOver;
  for (const SerialRatio& row : report.serial_ratios) {
    line.workload = row.workload;
    line.share = row.candidate;
    line.baseline = row.baseline;
    line.figure = "serial_round_trips_ratio";
    for (const SerialRoundTrips& arm : report.serial) {
      if (arm.workload == row.workload && arm.share == row.candidate) {
        line.samples = samples_of(report, arm);
      }
    }
    sheet.add_estimate(line, row.ratio);
  }
}

void add_round_trips(const Summary& row, Sheet& sheet) {
  if (!row.round_trips) return;
  CsvRow line = {.label = kCarriesOver,
                 .workload = row.workload,
                 .share = row.share,
                 .pace_s = row.pace_s,
                 .figure = "round_trips",
                 .unit = "round trips",
                 .value = *row.round_trips,
                 .low = row.round_trips_min,
                 .high = row.round_trips_max,
                 .interval = kRange,
                 .n = row.seconds.n,
                 .samples = row.samples};
  sheet.add(line);
  line.low = line.high = std::nullopt;
  line.interval = kNone;
  for (const auto& [kind, count] : row.round_trips_by_kind) {
    line.figure = "round_trips." + kind;
    line.value = count;
    sheet.add(line);
  }
}

void add_times(const Report& report, const Summary& row, Sheet& sheet) {
  if (row.samples == 0) return;
  CsvRow line = {.label = pace_label(report, row.pace_s),
                 .workload = row.workload,
                 .share = row.share,
                 .pace_s = row.pace_s,
                 .figure = "time",
                 .unit = "s",
                 .samples = row.samples};
  sheet.add_estimate(line, row.seconds);
  const auto add_rate = [&](const char* figure, const char* unit,
                            const std::optional<double>& rate) {
    if (!rate) return;
    Estimate estimate{*rate, {}, {}, row.seconds.n};
    if (row.seconds.high) estimate.low = *rate * row.seconds.value / *row.seconds.high;
    if (row.seconds.low) estimate.high = *rate * row.seconds.value / *row.seconds.low;
    line.figure = figure;
    line.unit = unit;
    sheet.add_estimate(line, estimate);
  };
  add_rate("ops_per_s", "operations/s", row.ops_per_s);
  add_rate("bytes_per_s", "bytes/s", row.bytes_per_s);
  if (!(row.latency_max_s > 0)) return;
  line.unit = "s";
  line.interval = kNone;
  line.n = row.seconds.n;
  for (const auto& [figure, value] :
       {std::pair{"latency_p50", row.latency_p50_s}, std::pair{"latency_p90", row.latency_p90_s},
        std::pair{"latency_p99", row.latency_p99_s}, std::pair{"latency_max", row.latency_max_s}}) {
    line.figure = figure;
    line.value = value;
    sheet.add(line);
  }
}

void add_comparison(const Report& report, const Comparison& row, Sheet& sheet) {
  CsvRow line = {.label = pace_label(report, row.pace_s),
                 .workload = row.workload,
                 .share = row.candidate,
                 .baseline = row.baseline,
                 .pace_s = row.pace_s,
                 .figure = "time_ratio",
                 .unit = "ratio",
                 .samples = samples_of(report, row.workload, row.candidate, row.pace_s)};
  sheet.add_estimate(line, row.ratio);
  if (!row.p) return;
  line.figure = "p";
  line.unit = "probability";
  line.value = *row.p;
  line.interval = kNone;
  line.n = row.ratio.n;
  sheet.add(line);
}

}  // namespace

std::string render_csv(const Report& report) {
  Sheet sheet(report);
  add_serial(report, sheet);
  for (const Summary& row : report.summaries) add_round_trips(row, sheet);
  for (const FullSizeCount& row : report.full_size) {
    CsvRow line = {.label = kCarriesOver,
                   .workload = row.workload,
                   .share = row.share,
                   .figure = "full_size_round_trips",
                   .unit = "round trips",
                   .value = row.round_trips,
                   .interval = kExact,
                   .n = 1,
                   .samples = 1};
    sheet.add(line);
    for (const auto& [kind, count] : row.by_kind) {
      line.figure = "full_size_round_trips." + kind;
      line.value = count;
      sheet.add(line);
    }
  }
  for (const Summary& row : report.summaries) add_times(report, row, sheet);
  for (const Comparison& row : report.comparisons) add_comparison(report, row, sheet);
  return sheet.take();
}

}  // namespace sharebench::report
