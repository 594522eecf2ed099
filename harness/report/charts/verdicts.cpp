// A panel for each candidate, a row for each workload, the band of the margin behind them.
#include "harness/report/charts/verdicts.h"

#include <fmt/format.h>

#include <algorithm>

#include "harness/core/units.h"
#include "harness/report/charts/dot_plot.h"
#include "harness/report/charts/shares.h"
#include "harness/report/charts/words.h"
#include "harness/report/figure_text.h"

namespace sharebench::report {
namespace {

/// Colours and shapes of the findings; the means come after them.
int kind_of(Finding finding) {
  switch (finding) {
    case Finding::kImprovement:
      return 0;
    case Finding::kRegression:
      return 1;
    case Finding::kEquivalent:
      return 2;
    case Finding::kUndecided:
      return 7;
  }
  return 7;
}

Dot dot_of(const Estimate& ratio, const std::string& candidate, const std::string& name,
           const std::string& words, int kind, const std::string& lang) {
  return {.panel = candidate,
          .name = name,
          .kind = kind,
          .value = ratio.value,
          .low = ratio.low,
          .high = ratio.high,
          .figure = words.empty() ? ratio_text(ratio, lang)
                                  : fmt::format("{}  {}", ratio_text(ratio, lang), words),
          .n = ratio.n};
}

/// Candidates one after another, each with its workloads and then its mean.
std::vector<Dot> dots_of(const Report& report, const std::string& lang) {
  std::vector<std::string> candidates;
  for (const Verdict& verdict : report.family.verdicts) {
    if (std::find(candidates.begin(), candidates.end(), verdict.candidate) == candidates.end()) {
      candidates.push_back(verdict.candidate);
    }
  }
  std::vector<Dot> dots;
  for (const std::string& candidate : candidates) {
    for (const Verdict& row : report.family.verdicts) {
      if (row.candidate != candidate) continue;
      dots.push_back(dot_of(row.ratio, candidate, row.workload, finding_name(row.finding),
                            kind_of(row.finding), lang));
    }
    for (const Geomean& row : report.geomeans) {
      if (row.candidate != candidate) continue;
      dots.push_back(dot_of(row.ratio, candidate, say(lang, "geometric mean"), "", 3, lang));
    }
  }
  return dots;
}

}  // namespace

std::vector<Chart> verdicts(const Report& report, const ChartOptions& options) {
  if (report.family.verdicts.empty()) return {};
  const std::string& lang = options.lang;
  const double margin = report.run.plan.margin;
  DotPlot plot;
  plot.dots = dots_of(report, lang);
  plot.reference = 1;
  plot.band = {1 / (1 + margin), 1 + margin};
  std::vector<double> values = values_of(plot.dots);
  values.insert(values.end(), {plot.band->first, plot.band->second});
  const Columns columns = columns_for(plot.dots, options);
  const std::string what =
      report.judged_on_serial ? say(lang, "serial round trips") : say(lang, "time");
  const std::string title =
      say(lang, "{} over the baseline's, logarithmic (lower is better)", what);
  plot.axis = log_axis(values, {.title = title,
                                .format = ratio_tick,
                                .plot_px = columns.plot,
                                .font_px = sizes_of(options.theme).label});
  Frame frame = {.id = "verdicts",
                 .title = say(lang, "Verdicts against a margin of {}", format_percent(margin)),
                 .columns = columns};
  frame.subtitle = {
      say(lang,
          "Each share's {} over those of {}, paired by block; bars are 95 % intervals{}, "
          "the shaded band is the margin.",
          what, baseline_name(report, lang),
          report.run.plan.looks.empty() ? "" : say(lang, " over all looks")),
      say(lang, "n\u00a0=\u00a0{} blocks. Left of the band is better, right of it worse.",
          blocks_text(plot.dots, lang))};
  frame.summary = fmt::format("{}: {}", frame.title, dots_sentence(plot.dots, lang));
  frame.origin = origin_of(report, !report.judged_on_serial, 0, lang);
  Chart chart = framed(frame, options, dot_panels(plot, columns, options));
  chart.columns = {say(lang, "share"), say(lang, "workload"), say(lang, "ratio and verdict"),
                   say(lang, "blocks")};
  chart.rows = dot_rows(plot.dots);
  return {chart};
}

}  // namespace sharebench::report
