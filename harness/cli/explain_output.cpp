// Words and JSON of an explanation.
#include "harness/cli/explain_output.h"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <nlohmann/json.hpp>
#include <set>

#include "harness/core/units.h"
#include "harness/report/figure_text.h"
#include "harness/report/text_table.h"

namespace sharebench::cli {
namespace {

using nlohmann::ordered_json;
using report::Align;
using Rows = std::vector<std::vector<std::string>>;

constexpr int kWidth = 100;
constexpr std::size_t kMostParts = 3;

std::string table(const Rows& rows) {
  const std::vector<int> widths = report::column_widths(rows);
  const std::vector<Align> aligns(widths.size(), Align::kLeft);
  std::string text;
  for (const auto& row : rows) text += report::text_row(row, widths, aligns) + "\n";
  return text;
}

std::string sentences(const std::string& bullet, const std::string& text) {
  std::string lines;
  std::string before = bullet;
  for (const std::string& line : report::wrap(text, kWidth - static_cast<int>(bullet.size()))) {
    lines += before + line + "\n";
    before = std::string(bullet.size(), ' ');
  }
  return lines;
}

/// "CREATE 812 ms (270), CLOSE 75 ms (25), 3 more: 12 ms".
std::string parts_text(const Prediction& row) {
  std::string text;
  double others = 0;
  for (std::size_t i = 0; i < row.parts.size(); ++i) {
    const PredictedPart& part = row.parts[i];
    if (i >= kMostParts && row.parts.size() > kMostParts + 1) {
      others += part.seconds;
      continue;
    }
    text +=
        fmt::format("{}{} {}", text.empty() ? "" : ", ", part.name, format_seconds(part.seconds));
    if (part.count > 0) text += fmt::format(" ({})", format_count(part.count));
  }
  if (others > 0) {
    text += fmt::format(", {} more: {}", row.parts.size() - kMostParts, format_seconds(others));
  }
  return text.empty() ? "nothing" : text;
}

std::string at_pace(double pace_s) {
  return pace_s > 0 ? fmt::format(", each round trip held for {}", format_seconds(pace_s)) : "";
}

/// What was counted: "round trips", "system calls", or one of both.
std::string counted_things(const Explanation& explanation) {
  std::set<std::string> things;
  for (const Prediction& row : explanation.predictions) {
    things.insert(row.counted_by.substr(0, row.counted_by.find(',')));
  }
  return things.empty() ? "round trips" : fmt::format("{}", fmt::join(things, " or "));
}

std::string predictions_table(const Explanation& explanation, double pace_s) {
  Rows rows = {{"workload", "share", "predicted", "measured", "left over",
                fmt::format("of which ({})", counted_things(explanation))}};
  for (const Prediction& row : explanation.predictions) {
    if (row.pace_s != pace_s) continue;
    const bool known = row.measured_s.n > 0;
    rows.push_back({row.workload, row.share, report::seconds_text(row.predicted_s),
                    known ? report::seconds_text(row.measured_s) : "not measured",
                    known ? report::leftover_text(row.leftover) : "unknown", parts_text(row)});
  }
  return table(rows);
}

std::string costs_tables(const Explanation& explanation, double pace_s) {
  const std::string things = counted_things(explanation);
  Rows operations = {{"operation", "share", "time of one", things + " of one", "bandwidth"}};
  for (const OperationCost& row : explanation.operations) {
    if (row.pace_s != pace_s) continue;
    operations.push_back({row.operation, row.share, report::seconds_text(row.seconds),
                          row.round_trips ? fmt::format("{:.2f}", *row.round_trips) : "",
                          row.bytes_per_s > 0 ? format_bytes(row.bytes_per_s) + "/s" : ""});
  }
  Rows costs = {{"kind", "share", "time of one"}};
  for (const RoundTripCost& row : explanation.costs) {
    if (row.pace_s == pace_s)
      costs.push_back({row.kind, row.share, report::seconds_text(row.seconds)});
  }
  return fmt::format("\nWhat operations cost{0}\n{1}\nWhat {3} cost{0}\n{2}", at_pace(pace_s),
                     table(operations), table(costs), things);
}

std::string settings_text(const std::vector<Tried>& settings) {
  if (settings.empty()) return "";
  Rows rows = {{"setting", "workload", "share", "predicted", "tried"}};
  std::string because;
  for (const Tried& row : settings) {
    const explain::Setting& setting = row.setting;
    std::string tried = setting.not_here.empty() ? "not yet: --try" : "not here";
    if (row.after_s.n > 0) {
      tried = fmt::format("{} -> {} (n = {})", report::seconds_text(row.before_s),
                          report::seconds_text(row.after_s), row.after_s.n);
    }
    rows.push_back(
        {setting.change, setting.workload, setting.share,
         fmt::format("{} -> {}{}", format_seconds(setting.before_s),
                     setting.at_least ? "no less than " : "", format_seconds(setting.after_s)),
         tried});
    because += sentences(
        "- ", fmt::format("{} on {}: {}{}", setting.change, setting.share, setting.because,
                          setting.not_here.empty() ? "" : "; not tried: " + setting.not_here));
  }
  return fmt::format("\nSettings that would change most{}\n{}{}",
                     at_pace(settings.front().setting.pace_s), table(rows), because);
}

ordered_json json_of(const Estimate& estimate) {
  ordered_json json = {{"value", estimate.value}, {"n", estimate.n}};
  if (estimate.low && estimate.high) {
    json["low"] = *estimate.low;
    json["high"] = *estimate.high;
  }
  return json;
}

ordered_json json_of(const Prediction& row) {
  ordered_json parts = ordered_json::array();
  for (const PredictedPart& part : row.parts) {
    parts.push_back({{"name", part.name},
                     {"count", part.count},
                     {"seconds", part.seconds},
                     {"cost_measured", part.known}});
  }
  ordered_json json = {{"workload", row.workload},
                       {"share", row.share},
                       {"pace_s", row.pace_s},
                       {"counted_by", row.counted_by},
                       {"carried_over", row.carried_over},
                       {"predicted_s", json_of(row.predicted_s)},
                       {"parts", parts}};
  if (row.measured_s.n > 0) {
    json["measured_s"] = json_of(row.measured_s);
    json["leftover"] = json_of(row.leftover);
    json["leftover_s"] = row.leftover_s;
  }
  return json;
}

ordered_json json_of(const Tried& row) {
  const explain::Setting& setting = row.setting;
  ordered_json json = {{"change", setting.change},       {"workload", setting.workload},
                       {"share", setting.share},         {"pace_s", setting.pace_s},
                       {"because", setting.because},     {"predicted_before_s", setting.before_s},
                       {"predicted_s", setting.after_s}, {"bound", setting.at_least}};
  if (!setting.not_here.empty()) json["not_tried"] = setting.not_here;
  if (row.after_s.n > 0) {
    json["measured_before_s"] = json_of(row.before_s);
    json["measured_s"] = json_of(row.after_s);
  }
  return json;
}

}  // namespace

std::string explanation_text(const Report& report, const std::vector<Tried>& settings, bool costs) {
  const Explanation& explanation = *report.explanation;
  std::string text;
  if (!report.banner.empty()) text += sentences("", report.banner) + "\n";
  if (explanation.costs_of != report.run.id) {
    text +=
        sentences("", fmt::format("PREDICTION: round trips counted in run {}, costs measured in "
                                  "run {}.",
                                  report.run.id, explanation.costs_of)) +
        "\n";
  }
  std::set<double> paces;
  for (const Prediction& row : explanation.predictions) paces.insert(row.pace_s);
  for (const double pace_s : paces) {
    text += fmt::format("{}Time explained{}\n{}", pace_s == *paces.begin() ? "" : "\n",
                        at_pace(pace_s), predictions_table(explanation, pace_s));
  }
  for (const double pace_s : paces) {
    if (costs) text += costs_tables(explanation, pace_s);
  }
  text += settings_text(settings);
  std::set<std::string> counted;
  for (const Prediction& row : explanation.predictions) {
    counted.insert(fmt::format("{}: {}", row.share, row.counted_by));
  }
  text += "\nCounted by\n";
  for (const std::string& sentence : counted) text += sentences("- ", sentence);
  for (const std::string& note : explanation.notes) text += sentences("- ", note);
  return text;
}

std::string explanation_json(const Report& report, const std::vector<Tried>& settings) {
  const Explanation& explanation = *report.explanation;
  ordered_json json = {{"run", report.run.id},
                       {"costs_of", explanation.costs_of},
                       {"measured_on", report.run.measured_on},
                       {"banner", report.banner},
                       {"notes", explanation.notes}};
  for (const char* list : {"predictions", "operations", "round_trips", "settings"}) {
    json[list] = ordered_json::array();
  }
  for (const Prediction& row : explanation.predictions) json["predictions"].push_back(json_of(row));
  for (const OperationCost& row : explanation.operations) {
    json["operations"].push_back(
        {{"share", row.share},
         {"operation", row.operation},
         {"pace_s", row.pace_s},
         {"seconds", json_of(row.seconds)},
         {"round_trips", row.round_trips ? ordered_json(*row.round_trips) : ordered_json()},
         {"bytes_per_s", row.bytes_per_s}});
  }
  for (const RoundTripCost& row : explanation.costs) {
    json["round_trips"].push_back({{"share", row.share},
                                   {"kind", row.kind},
                                   {"pace_s", row.pace_s},
                                   {"seconds", json_of(row.seconds)}});
  }
  for (const Tried& row : settings) json["settings"].push_back(json_of(row));
  return json.dump(2, ' ', false, ordered_json::error_handler_t::replace) + "\n";
}

}  // namespace sharebench::cli
