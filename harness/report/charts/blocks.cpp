// Blocks are what was set up afresh, so what moves between them is the machine or the mount.
#include "harness/report/charts/blocks.h"

#include <algorithm>
#include <cmath>
#include <map>

#include "harness/core/units.h"
#include "harness/report/cell_samples.h"
#include "harness/report/charts/lines.h"
#include "harness/report/charts/shares.h"
#include "harness/report/charts/text.h"
#include "harness/report/charts/words.h"

namespace sharebench::report {
namespace {

constexpr std::size_t kMostSingles = 2000;  // more cannot be told apart

std::string block_number(double block) {
  return std::to_string(std::llround(block));
}

/// Seconds of one cell's samples by block number, from 1.
std::map<int, std::vector<double>> by_block(const Report& report, const Summary& row) {
  std::map<int, std::vector<double>> blocks;
  for (const Sample* sample : counted_samples(report.run, static_cast<std::size_t>(row.cell))) {
    blocks[sample->block + 1].push_back(sample->elapsed_s);
  }
  return blocks;
}

void add_cell(LinePanel& panel, const Report& report, const Summary& row, bool singles,
              const std::string& lang) {
  const int share = share_index(report, row.share);
  for (const auto& [block, times_s] : by_block(report, row)) {
    const double median_s = spread_of(times_s).median;
    panel.points.push_back({.x = double(block),
                            .y = median_s,
                            .share = share,
                            .figure = say(lang, "block {}: median {} of {} samples", block,
                                          format_seconds(median_s), times_s.size())});
    for (const double time_s : times_s) {
      if (singles) {
        panel.points.push_back({.x = double(block), .y = time_s, .share = share, .faint = true});
      }
    }
  }
}

Axis block_axis(int blocks, double plot_px, double font, const std::string& lang) {
  Axis axis;
  axis.low = 0.5;
  axis.high = blocks + 0.5;
  axis.title = say(lang, "block, in the order of the run");
  const int step = std::max(1, static_cast<int>(std::ceil(blocks * font * 3 / plot_px)));
  for (int block = 1; block <= blocks; block += step) {
    axis.ticks.push_back(block);
    axis.labels.push_back(block_number(block));
  }
  return axis;
}

void set_axes(LinePanel& panel, int blocks, const Columns& columns, double height,
              const ChartOptions& options) {
  const double font = sizes_of(options.theme).label;
  std::vector<double> values;
  for (const LinePoint& point : panel.points) values.push_back(point.y);
  panel.x = block_axis(blocks, columns.plot, font, options.lang);
  // Labels of a vertical axis need their height: about as much as two characters are wide.
  panel.y = log_axis(values, {.title = say(options.lang, "time of a sample"),
                              .format = format_seconds,
                              .plot_px = height * 2.5,
                              .font_px = font});
}

bool shows_singles(const Report& report) {
  std::size_t samples = 0;
  for (const Summary& row : report.summaries)
    samples += std::size_t(row.pace_s == 0 ? row.samples : 0);
  return samples <= kMostSingles;
}

std::vector<LinePanel> panels_of(const Report& report, const std::string& lang) {
  const bool singles = shows_singles(report);
  std::vector<LinePanel> panels;
  for (const Summary& row : report.summaries) {
    if (row.pace_s > 0 || row.seconds.n == 0) continue;
    add_cell(panel_of(panels, row.workload), report, row, singles, lang);
  }
  return panels;
}

}  // namespace

std::vector<Chart> blocks(const Report& report, const ChartOptions& options) {
  const std::string& lang = options.lang;
  std::vector<LinePanel> panels = panels_of(report, lang);
  if (panels.empty()) return {};
  const Sizes sizes = sizes_of(options.theme);
  const double height = sizes.step * 6;
  const int count = static_cast<int>(report.run.blocks.size());
  const Columns columns = line_columns({"0.0001 s"}, options);
  for (LinePanel& panel : panels) set_axes(panel, count, columns, height, options);
  Frame frame = {.id = "blocks", .title = say(lang, "Time by block"), .columns = columns};
  frame.subtitle = {
      say(lang,
          "Dots are the medians of blocks{}; blocks that were discarded are left out. A level "
          "line is a quiet machine.",
          shows_singles(report) ? say(lang, ", faint ones the samples") : ""),
      say(lang,
          "{}; no interval is computed for a single block. Lower is better, the axes are "
          "logarithmic.",
          n_text(report, 0, lang))};
  frame.summary =
      say(lang, "{}: medians of {} blocks for each share, in {} workloads.", frame.title,
          std::count_if(report.run.blocks.begin(), report.run.blocks.end(),
                        [](const Block& one) { return one.invalid.empty(); }),
          panels.size());
  frame.origin = origin_of(report, true, 0, lang);
  Chart chart =
      framed(frame, options, line_panels(panels, share_names(report), columns, height, options));
  chart.columns = {say(lang, "workload"), say(lang, "share"), say(lang, "figure")};
  for (const LinePanel& panel : panels) {
    for (const LinePoint& point : panel.points) {
      if (point.faint) continue;
      chart.rows.push_back({clean(panel.title),
                            clean(share_names(report)[static_cast<std::size_t>(point.share)]),
                            point.figure});
    }
  }
  return {chart};
}

}  // namespace sharebench::report
