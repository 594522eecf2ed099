// Charts on disk.
#include "harness/cli/chart_files.h"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include "harness/cli/outputs.h"
#include "harness/cli/report_text.h"
#include "harness/core/units.h"
#include "harness/core/version.h"
#include "harness/report/charts/words.h"
#include "harness/report/picture.h"

namespace sharebench::cli {
namespace {

constexpr int kNarrowest = 320, kWidest = 4000;

}  // namespace

std::vector<Option> chart_file_options(const std::string& action) {
  return {
      {"svg", "DIR", action + "charts as SVG, a file each (needs node)"},
      {"png", "DIR", action + "charts as PNG at twice the width (needs node and rsvg-convert)"},
      {"theme", "THEME", action + "of charts: light (default), dark, or blog, with larger letters"},
      {"width", "N", action + "of charts, in pixels (default: 760)"},
      {"title", "T", action + "a headline for the charts"},
      {"lang", "L",
       action + fmt::format("language of the charts' words: {}",
                            fmt::join(report::languages(), " or "))}};
}

bool wants_charts(const Arguments& arguments) {
  return arguments.has("svg") || arguments.has("png");
}

report::ChartOptions chart_options(const Arguments& arguments) {
  report::ChartOptions options;
  options.theme = arguments.get("theme", options.theme);
  report::theme_config(options.theme);
  if (arguments.has("width")) {
    options.width =
        static_cast<int>(parse_integer(arguments.get("width"), "--width", kNarrowest, kWidest));
  }
  options.title = arguments.get("title");
  options.lang = arguments.get("lang", options.lang);
  report::require_language(options.lang);
  return options;
}

void write_charts(const std::vector<report::Chart>& charts, const Arguments& arguments,
                  World& world) {
  const std::vector<std::string> drawn = report::draw_svg(world.runner(), charts);
  for (const char* kind : {"svg", "png"}) {
    if (!arguments.has(kind)) continue;
    const std::filesystem::path dir = prepared_out_dir(arguments.get(kind));
    for (std::size_t i = 0; i < charts.size(); ++i) {
      const std::filesystem::path file = dir / (charts[i].id + "." + kind);
      ReportOptions options;
      options.charts = chart_options(arguments);
      options.chart = charts[i].id;
      write_file(file, std::string(kind) == "svg" ? report::stamped(drawn[i], stamp_of(options))
                                                  : report::draw_png(world.runner(), drawn[i]));
      world.progress().note(fmt::format("left {}", file.string()));
    }
  }
}

std::string drawn_by() {
  return fmt::format("sharebench {} ({})", version(), commit());
}

}  // namespace sharebench::cli
