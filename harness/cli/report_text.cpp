// Renders and stamps.
#include "harness/cli/report_text.h"

#include <nlohmann/json.hpp>

#include "harness/core/version.h"
#include "harness/report/charts/words.h"
#include "harness/report/html.h"
#include "harness/report/markdown.h"
#include "harness/report/reporter.h"
#include "harness/stats/other_baselines.h"
#include "harness/store/run_json.h"

namespace sharebench::cli {

using nlohmann::ordered_json;
namespace {

constexpr int kNarrowestChart = 320, kWidestChart = 4000;  // as --width takes them

}  // namespace

std::string report_text(const Report& report, const std::string& format,
                        const ReportOptions& options) {
  if (format == "html") {
    const PageData data{stats::other_baselines(report), store::to_text(report.run)};
    return stamped(report::render_html(report, data, options.charts), stamp_of(options));
  }
  if (format == "markdown") {
    const report::MarkdownImages images{options.images, options.kind, options.charts};
    return stamped(report::render_markdown(report, images), stamp_of(options));
  }
  return report::find_reporter(format).render(report);
}

report::Stamp stamp_of(const ReportOptions& options) {
  ordered_json json = {{"theme", options.charts.theme},
                       {"width", options.charts.width},
                       {"title", options.charts.title},
                       {"lang", options.charts.lang}};
  if (!options.images.empty()) {
    json["images"] = options.images;
    json["kind"] = options.kind;
  }
  if (!options.chart.empty()) json["chart"] = options.chart;
  return {version(), commit(), json.dump(-1, ' ', true, ordered_json::error_handler_t::replace)};
}

std::optional<ReportOptions> options_of(const report::Stamp& stamp) {
  const ordered_json json = ordered_json::parse(stamp.options, nullptr, false);
  if (!json.is_object()) return std::nullopt;
  ReportOptions options;
  try {
    options.charts.theme = json.value("theme", options.charts.theme);
    options.charts.width = json.value("width", options.charts.width);
    options.charts.title = json.value("title", options.charts.title);
    options.charts.lang = json.value("lang", options.charts.lang);
    options.images = json.value("images", "");
    options.kind = json.value("kind", "");
    options.chart = json.value("chart", "");
    report::theme_config(options.charts.theme);
    report::require_language(options.charts.lang);
    const int width = options.charts.width;
    if (width < kNarrowestChart || width > kWidestChart) return std::nullopt;
  } catch (const ordered_json::exception&) {  // a value of another type than ours
    return std::nullopt;
  } catch (const Error&) {  // a theme or a language that there is not
    return std::nullopt;
  }
  return options;
}

}  // namespace sharebench::cli
