// Which texts of a picture are figures, and of what.
#include "harness/report/charts/svg_figures.h"

#include <gtest/gtest.h>

#include "harness/report/figures.h"

namespace sharebench::report {
namespace {

/// As vega draws it: an axis, then a plot.
const char* const kSvg =
    "<svg><g class=\"mark-text role-axis-label\"><text x=\"1\">8</text></g>"
    "<g class=\"mark-text role-mark layer_0_marks\"><text x=\"2\">1.05x &lt;3</text>"
    "<text x=\"3\">8</text><text x=\"4\">8</text></g></svg>";

Chart chart() {
  Chart chart;
  chart.columns = {"workload", "share", "time", "blocks"};
  chart.rows = {{"small \"files\"", "nfs3", "1.05x <3", "8"}, {"b", "c", "not drawn", "8"}};
  return chart;
}

TEST(SvgFigures, HaveTheNamesOfTheirCells) {
  const std::string named = with_named_figures(kSvg, chart());
  const std::vector<Figure> figures = figures_of(ReportKind::kSvg, named);
  ASSERT_EQ(figures.size(), 3u) << named;
  EXPECT_EQ(figures[0].name, "small &quot;files&quot;, nfs3, time");
  EXPECT_EQ(figures[1].name, "small &quot;files&quot;, nfs3, blocks");
  EXPECT_EQ(figures[2].name, "b, c, blocks");
  EXPECT_NE(named.find("<text x=\"1\">8</text>"), std::string::npos) << "a tick is no figure";
}

TEST(SvgFigures, APictureWithoutTableStaysAsItIs) {
  EXPECT_EQ(with_named_figures(kSvg, {}), kSvg);
  EXPECT_EQ(with_named_figures("", chart()), "");
  EXPECT_EQ(with_named_figures("<svg><text ", chart()), "<svg><text ");
}

}  // namespace
}  // namespace sharebench::report
