// Puts the page together: template, styles and scripts are ours, everything else is escaped.
#include "harness/report/html.h"

#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <nlohmann/json.hpp>
#include <string_view>
#include <utility>

#include "harness/report/chart_words.h"
#include "harness/report/html_sections.h"
#include "harness/report/markup.h"
#include "harness/report/stamp.h"
#include "harness/report/web_assets.h"

namespace sharebench::report {
namespace {

using nlohmann::ordered_json;

constexpr int kNarrowWindow = 560;  // CSS pixels; below, charts drawn for kNarrowChart are shown
constexpr int kNarrowChart = 340;

ChartOptions narrowed(ChartOptions options) {
  options.width = kNarrowChart;
  return options;
}

/// The report as it would be against another baseline, without samples: enough for charts of
/// ratios.
Report against(const Report& report, const OtherBaseline& other) {
  Report view;
  view.title = report.title;
  view.summaries = report.summaries;
  view.comparisons = other.comparisons;
  view.serial = report.serial;
  view.serial_ratios = other.serial_ratios;
  view.judged_on_serial = report.judged_on_serial;
  Run& run = view.run;
  run.id = report.run.id;
  run.started = report.run.started;
  run.tool_version = report.run.tool_version;
  run.commit = report.run.commit;
  run.measured_on = report.run.measured_on;
  run.targets = report.run.targets;
  run.mounts = report.run.mounts;
  run.plan = report.run.plan;
  run.plan.baseline = other.mount;
  run.plan.baselines.clear();
  run.blocks = report.run.blocks;
  run.guard = report.run.guard;
  return view;
}

/// The spec without what the page says around it: title, words and theme, so that only plots
/// remain.
ordered_json plots_of(const Chart& chart) {
  ordered_json spec = chart.spec;
  spec.erase("config");
  spec.erase("title");
  spec.erase("description");
  ordered_json plots = ordered_json::array();
  for (const ordered_json& panel : spec["vconcat"]) {
    if (!is_words(panel)) plots.push_back(panel);
  }
  spec["vconcat"] = std::move(plots);
  return spec;
}

ordered_json chart_json(const Chart& chart, const Chart& narrow) {
  return {{"id", chart.id},
          {"summary", chart.summary},
          {"words", words_around(chart)},
          {"spec", plots_of(chart)},
          {"narrow", plots_of(narrow)}};
}

/// What the script needs to draw.
std::string page_json(const Report& report, const std::vector<Chart>& all,
                      const ChartOptions& options) {
  const Run& run = report.run;
  const auto baseline = static_cast<std::size_t>(run.plan.baseline);
  ordered_json page = {
      {"file", run.id + ".run.json"},
      {"baseline", baseline < run.mounts.size() ? run.mounts[baseline].share.name : ""},
      {"narrow", kNarrowWindow},
      {"workloads", ordered_json::array()},
      {"themes", {{"light", theme_config("light")}, {"dark", theme_config("dark")}}},
      {"charts", ordered_json::array()}};
  for (const WorkloadSpec& workload : run.plan.workloads)
    page["workloads"].push_back(workload.label);
  const std::vector<Chart> narrow = charts(report, narrowed(options));
  for (std::size_t i = 0; i < all.size(); ++i) {
    page["charts"].push_back(chart_json(all[i], narrow.at(i)));
  }
  return page.dump(-1, ' ', false, ordered_json::error_handler_t::replace);
}

/// Every chart that differs with the baseline, by baseline and id: only read when one is chosen.
std::string other_baselines_json(const Report& report, const PageData& data,
                                 const std::vector<Chart>& all, const ChartOptions& options) {
  ordered_json by_baseline = ordered_json::object();
  for (const OtherBaseline& other : data.other_baselines) {
    const Report view = against(report, other);
    const std::vector<Chart> wide = charts(view, options);
    const std::vector<Chart> narrow = charts(view, narrowed(options));
    ordered_json& shown = by_baseline[other.baseline] = ordered_json::object();
    for (std::size_t i = 0; i < wide.size(); ++i) {
      const auto same = std::find_if(all.begin(), all.end(),
                                     [&](const Chart& chart) { return chart.id == wide[i].id; });
      if (same == all.end() || same->spec["vconcat"] == wide[i].spec["vconcat"]) continue;
      shown[wide[i].id] = chart_json(wide[i], narrow.at(i));
      shown[wide[i].id]["rows"] = wide[i].rows;
    }
  }
  return by_baseline.dump(-1, ' ', false, ordered_json::error_handler_t::replace);
}

/// The template with each {{name}} replaced once; what is put in is not looked at again.
std::string filled(std::string_view form, const std::map<std::string_view, std::string>& parts) {
  std::string out;
  for (std::size_t at = 0;;) {
    const std::size_t begin = form.find("{{", at);
    out += form.substr(at, begin - at);
    if (begin == std::string_view::npos) return out;
    const std::size_t end = form.find("}}", begin);
    out += parts.at(form.substr(begin + 2, end - begin - 2));
    at = end + 2;
  }
}

}  // namespace

std::string render_html(const Report& report, const PageData& data, const ChartOptions& options) {
  const std::string title = options.title.empty() ? report.title : options.title;
  ChartOptions plain = options;  // the title is the page's, not every chart's
  plain.title.clear();
  plain.lang = "en";  // as the rest of the page
  const std::vector<Chart> all = charts(report, plain);
  Markup body;
  add_top(body, report, title);
  body.open("main");
  add_cards(body, report);
  add_charts(body, report.run, data, all);
  add_tables(body, report);
  add_circumstances(body, report);
  add_method(body, report);
  body.close("main");
  Markup packed;
  packed.packed("charts", page_json(report, all, plain));
  packed.packed("others", other_baselines_json(report, data, all, plain));
  packed.packed("run", data.run_file);
  const std::string content = body.take();
  return filled(page_template(), {{"lang", plain.lang},
                                  // Not to be known to whoever chose the names in the run.
                                  {"nonce", checksum(content)},
                                  {"title", escaped_html(title)},
                                  {"css", std::string(page_css())},
                                  {"body", content},
                                  {"data", packed.take()},
                                  {"vega", std::string(vega_js())},
                                  {"vega_lite", std::string(vega_lite_js())},
                                  {"vega_embed", std::string(vega_embed_js())},
                                  {"js", std::string(page_js())}});
}

std::string render_html(const Report& report) {
  return render_html(report, PageData{}, ChartOptions{});
}

}  // namespace sharebench::report
