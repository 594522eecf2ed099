// What every picture has around its figures, so that one torn from its page still tells the truth:
// title, n and interval, whether this is hardware, and where it comes from.
#pragma once

#include <nlohmann/json.hpp>
#include <string>
#include <vector>

#include "harness/core/report.h"
#include "harness/report/charts/chart.h"
#include "harness/report/json.h"

namespace sharebench::report {

inline constexpr int kPadding = 16;  ///< around the whole picture, pixels

/// Letters of a theme and the height of a row, in pixels.
struct Sizes {
  double title, subtitle, label, small, step;
};

/// The sizes of a theme.
Sizes sizes_of(const std::string& theme);

/// Where the figures are from.
struct Origin {
  bool hardware = false;   ///< seconds may be taken for hardware seconds
  std::string measured{};  ///< "Measured on hardware: ..." or what it was measured on instead
  std::string source{};    ///< run, tool version, commit, start
};

/// The origin of a report's figures. `timed`: they are times or ratios of times, which carry over
/// from no emulator. `pace_s` above 0: each round trip was held this long.
Origin origin_of(const Report& report, bool timed, double pace_s, const std::string& lang);

/// The widths that add up to the picture: names, plot, figures beside it.
struct Columns {
  double left, plot, right;
};

/// Columns for names no wider than `name_px` and figures of `figure_px`, in a picture of
/// `options.width`; names give way first, and a narrow picture shows no figures (right = 0).
Columns columns_of(const ChartOptions& options, double name_px, double figure_px);

struct Frame {
  std::string id{}, title{}, summary{};
  std::vector<std::string> subtitle{};  ///< sentences: what is shown, n, interval, better
  Origin origin{};
  Columns columns{};
};

/// The spec: title, the origin in words, `panels` one below the other, the source line.
Chart framed(const Frame& frame, const ChartOptions& options, const std::vector<Json>& panels);

/// "n = 8 blocks, 16 samples each": of summaries with that pace.
std::string n_text(const Report& report, double pace_s, const std::string& lang);

}  // namespace sharebench::report
