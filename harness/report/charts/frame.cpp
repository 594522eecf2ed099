// The frame is part of the spec, as panels of text above and below the plots.
#include "harness/report/charts/frame.h"

#include <algorithm>
#include <utility>

#include "harness/core/run_rules.h"
#include "harness/core/units.h"
#include "harness/report/charts/text.h"
#include "harness/report/charts/words.h"

namespace sharebench::report {
namespace {

/// A panel of lines of text that begins at the picture's left edge, below a thin line that goes
/// from edge to edge: so all pictures are as wide as asked.
Json text_panel(const std::string& style, const std::vector<std::string>& lines,
                const Columns& columns, double font_px) {
  const Json edge = {
      {"mark",
       {{"type", "rule"},
        {"style", "edge"},
        {"xOffset", -columns.left},
        {"x2Offset", columns.right},
        {"aria", false}}},
      {"encoding", {{"x", {{"value", 0}}}, {"x2", {{"value", "width"}}}, {"y", {{"value", 0}}}}}};
  const Json words = {{"mark",
                       {{"type", "text"},
                        {"style", style},
                        {"text", lines},
                        {"lineHeight", font_px * 1.35},
                        {"dx", -columns.left}}},
                      {"encoding", {{"x", {{"value", 0}}}, {"y", {{"value", 8}}}}}};
  return {{"data", {{"values", Json::array({Json::object()})}}},
          {"layer", {edge, words}},
          {"width", columns.plot},
          {"height", 8 + font_px * 1.35 * static_cast<double>(lines.size())}};
}

std::string range_text(int low, int high, const std::string& lang) {
  return low == high ? std::to_string(low) : say(lang, "{} to {}", low, high);
}

}  // namespace

Origin origin_of(const Report& report, bool timed, double pace_s, const std::string& lang) {
  const Run& run = report.run;
  Origin origin;
  origin.hardware = !is_emulated(run) && pace_s == 0;
  const std::string where = run.targets.empty() ? say(lang, "an unnamed target")
                                                : say(lang, "target {}", run.targets.front().id);
  if (is_emulated(run)) {
    origin.measured =
        timed ? say(lang,
                    "EMULATED, not hardware: the time of an emulated guest (TCG) says nothing "
                    "about the time of hardware.")
              : say(lang,
                    "Counted in an EMULATED guest (TCG): round trips and their ratios carry over "
                    "to hardware.");
  } else {
    origin.measured = say(lang, "Measured on hardware ({}).", where);
  }
  if (pace_s > 0 && timed) {
    origin.measured = say(lang, "PACED: every round trip was held for {}. {}",
                          format_seconds(pace_s), origin.measured);
  }
  if (const std::string exposed = measured_exposed(run); !exposed.empty()) {
    origin.measured +=
        say(lang, " NFS WAS NOT SHUT to others meanwhile: {}.", words(lang, exposed));
    origin.hardware = false;  // a warning, whatever it was measured on
  }
  origin.source = say(lang, "Source: run {}, started {}, {}; sharebench {} ({})", run.id,
                      run.started, where, run.tool_version, run.commit);
  return origin;
}

Columns columns_of(const ChartOptions& options, double name_px, double figure_px) {
  const double room = std::max(options.width, 320) - 2 * kPadding;
  Columns columns{};
  columns.right = figure_px <= room * 0.4 ? figure_px : 0;
  columns.left = std::min(name_px + 14, room * 0.38);
  columns.plot = room - columns.left - columns.right;
  return columns;
}

Chart framed(const Frame& frame, const ChartOptions& options, const std::vector<Json>& panels) {
  const Sizes sizes = sizes_of(options.theme);
  const double room = frame.columns.left + frame.columns.plot + frame.columns.right;
  std::vector<std::string> subtitle;
  const auto add = [&](const std::string& sentence) {
    for (std::string& line : wrapped(sentence, room, sizes.subtitle)) {
      subtitle.push_back(std::move(line));
    }
  };
  if (!options.title.empty()) add(frame.title + ".");
  for (const std::string& sentence : frame.subtitle) add(sentence);
  const std::string title = options.title.empty() ? frame.title : options.title;
  const std::vector<std::string> measured =
      wrapped(frame.origin.measured, room, sizes.label * 1.14);
  const std::vector<std::string> source = wrapped(frame.origin.source, room, sizes.small);
  Json all = Json::array();
  all.push_back(text_panel(frame.origin.hardware ? "measured" : "not_hardware", measured,
                           frame.columns, sizes.label));
  for (const Json& panel : panels) all.push_back(panel);
  all.push_back(text_panel("source", source, frame.columns, sizes.small));
  Chart chart = {.id = frame.id, .title = frame.title, .summary = clean(frame.summary)};
  chart.spec = {
      {"$schema", "https://vega.github.io/schema/vega-lite/v5.json"},
      {"description", chart.summary},
      {"usermeta",
       {{"sharebench",
         {{"id", frame.id}, {"margin", 2 * kPadding + frame.columns.left + frame.columns.right}}}}},
      {"title", {{"text", wrapped(title, room, sizes.title * 1.1)}, {"subtitle", subtitle}}},
      {"vconcat", all},
      {"resolve", {{"scale", {{"color", "independent"}, {"shape", "independent"}}}}},
      {"config", theme_config(options.theme)}};
  return chart;
}

std::string n_text(const Report& report, double pace_s, const std::string& lang) {
  int least_blocks = 0, most_blocks = 0, least = 0, most = 0;
  bool first = true;
  for (const Summary& row : report.summaries) {
    if (row.pace_s != pace_s || row.seconds.n == 0) continue;
    least_blocks = first ? row.seconds.n : std::min(least_blocks, row.seconds.n);
    most_blocks = std::max(most_blocks, row.seconds.n);
    least = first ? row.samples : std::min(least, row.samples);
    most = std::max(most, row.samples);
    first = false;
  }
  return say(lang, "n\u00a0=\u00a0{} blocks, {} samples each",
             range_text(least_blocks, most_blocks, lang), range_text(least, most, lang));
}

}  // namespace sharebench::report
