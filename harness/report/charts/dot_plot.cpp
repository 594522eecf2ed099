// One layer for each part of a row: band, line, interval, dot, words.
#include "harness/report/charts/dot_plot.h"

#include <algorithm>
#include <cmath>
#include <map>

#include "harness/report/charts/text.h"
#include "harness/report/charts/words.h"

namespace sharebench::report {
namespace {

constexpr int kKinds = 72;  // pairs of colour and shape before they repeat

std::vector<std::string> panels_of(const std::vector<Dot>& dots) {
  std::vector<std::string> panels;
  for (const Dot& dot : dots) {
    if (std::find(panels.begin(), panels.end(), dot.panel) == panels.end()) {
      panels.push_back(dot.panel);
    }
  }
  return panels;
}

/// One panel's dots with the labels of their rows.
struct Rows {
  std::vector<const Dot*> dots{};
  std::vector<std::string> labels{};
};

Rows rows_of(const DotPlot& plot, const std::string& panel, const Columns& columns, double font) {
  Rows rows;
  std::vector<std::string> names;
  for (const Dot& dot : plot.dots) {
    if (dot.panel != panel) continue;
    rows.dots.push_back(&dot);
    names.push_back(dot.name);
  }
  rows.labels = distinct_labels(names, columns.left - 14, font);
  return rows;
}

/// What a row's layers read; `shown` picks the rows.
template <typename Shown>
Json data_of(const DotPlot& plot, const Rows& rows, Shown shown) {
  Json values = Json::array();
  for (std::size_t i = 0; i < rows.dots.size(); ++i) {
    const Dot& dot = *rows.dots[i];
    if (!shown(dot)) continue;
    Json value = {{"name", rows.labels[i]},
                  {"kind", dot.kind % kKinds},
                  {"figure", clean(dot.figure)},
                  {"n", dot.n}};
    if (dot.value) value["value"] = placed(plot.axis, *dot.value);
    if (dot.low && dot.high) {
      value["low"] = placed(plot.axis, *dot.low);
      value["high"] = placed(plot.axis, *dot.high);
    }
    values.push_back(value);
  }
  return {{"values", values}};
}

Json y_of(const Rows& rows, const Columns& columns) {
  return {{"field", "name"},
          {"type", "nominal"},
          {"sort", nullptr},
          {"scale", {{"domain", rows.labels}}},
          {"axis",
           {{"title", nullptr},
            {"labelLimit", columns.left},
            {"minExtent", columns.left},
            {"maxExtent", columns.left}}}};
}

Json kind_of(const char* range) {
  Json domain = Json::array();
  for (int kind = 0; kind < kKinds; ++kind) domain.push_back(kind);
  return {{"field", "kind"},
          {"type", "nominal"},
          {"scale", {{"domain", domain}, {"range", range}}},
          {"legend", nullptr}};
}

Json tooltip(const std::string& lang) {
  return {{{"field", "name"}, {"type", "nominal"}, {"title", say(lang, "share")}},
          {{"field", "figure"}, {"type", "nominal"}, {"title", say(lang, "figure")}},
          {{"field", "n"}, {"type", "nominal"}, {"title", say(lang, "blocks")}}};
}

class DotPanel {
 public:
  DotPanel(const DotPlot& plot, const Rows& rows, const Columns& columns, bool last,
           const std::string& lang)
      : plot_(plot), rows_(rows), columns_(columns), last_(last), lang_(lang) {}

  Json layers() const {
    Json all = Json::array();
    all.push_back(grid());
    if (plot_.band) all.push_back(band());
    if (plot_.reference) all.push_back(reference());
    all.push_back(intervals());
    all.push_back(points(true, [&](const Dot& dot) { return on_axis(dot) && dot.low; }));
    all.push_back(points(false, [&](const Dot& dot) { return on_axis(dot) && !dot.low; }));
    all.push_back(beyond("\u25b6", -1, [&](const Dot& dot) {
      return dot.value && !(*dot.value <= plot_.axis.high);
    }));
    all.push_back(beyond("\u25c0", 1,
                         [&](const Dot& dot) { return dot.value && *dot.value < plot_.axis.low; }));
    if (columns_.right > 0) all.push_back(words());
    return all;
  }

 private:
  bool on_axis(const Dot& dot) const {
    return dot.value && *dot.value >= plot_.axis.low && *dot.value <= plot_.axis.high;
  }

  Json x_of(const char* field) const {
    return {{"field", field},
            {"type", "quantitative"},
            {"scale", axis_scale(plot_.axis)},
            {"axis", axis_look(plot_.axis, !last_)}};
  }

  Json x_at(double value) const {
    return {{"datum", value}, {"type", "quantitative"}, {"scale", axis_scale(plot_.axis)}};
  }

  /// Keeps every row and the axis, also where no dot can be drawn.
  Json grid() const {
    return {{"data", data_of(plot_, rows_, [](const Dot&) { return true; })},
            {"mark", {{"type", "point"}, {"opacity", 0}, {"tooltip", nullptr}, {"aria", false}}},
            {"encoding", {{"x", x_edge()}, {"y", y_of(rows_, columns_)}}}};
  }

  Json x_edge() const {
    Json x = x_at(plot_.axis.low);
    x["axis"] = axis_look(plot_.axis, !last_);
    return x;
  }

  static Json once() { return {{"values", Json::array({Json::object()})}}; }

  Json band() const {
    Json high = x_at(plot_.band->second);
    high.erase("scale");
    high.erase("type");
    return {{"data", once()},
            {"mark", {{"type", "rect"}, {"style", "margin_band"}, {"aria", false}}},
            {"encoding", {{"x", x_at(plot_.band->first)}, {"x2", high}}}};
  }

  Json reference() const {
    return {{"data", once()},
            {"mark", {{"type", "rule"}, {"style", "reference"}, {"aria", false}}},
            {"encoding", {{"x", x_at(*plot_.reference)}}}};
  }

  Json intervals() const {
    return {{"data", data_of(plot_, rows_, [](const Dot& dot) { return dot.low && dot.high; })},
            {"mark", {{"type", "rule"}, {"style", "interval"}, {"aria", false}}},
            {"encoding",
             {{"x", x_of("low")},
              {"x2", {{"field", "high"}}},
              {"y", y_of(rows_, columns_)},
              {"color", kind_of("category")}}}};
  }

  template <typename Shown>
  Json points(bool filled, Shown shown) const {
    return {{"data", data_of(plot_, rows_, shown)},
            {"mark", {{"type", "point"}, {"style", "point"}, {"filled", filled}}},
            {"encoding",
             {{"x", x_of("value")},
              {"y", y_of(rows_, columns_)},
              {"color", kind_of("category")},
              {"shape", kind_of("symbol")},
              {"description", {{"field", "figure"}, {"type", "nominal"}}},
              {"tooltip", tooltip(lang_)}}}};
  }

  /// A triangle at the axis' end for a figure that lies beyond it.
  template <typename Shown>
  Json beyond(const char* triangle, int inwards, Shown shown) const {
    return {{"data", data_of(plot_, rows_, shown)},
            {"mark",
             {{"type", "text"},
              {"style", "value"},
              {"text", triangle},
              {"align", "center"},
              {"dx", 6 * inwards}}},
            {"encoding",
             {{"x", x_of("value")},
              {"y", y_of(rows_, columns_)},
              {"color", kind_of("category")},
              {"tooltip", tooltip(lang_)}}}};
  }

  Json words() const {
    return {{"data", data_of(plot_, rows_, [](const Dot&) { return true; })},
            {"mark", {{"type", "text"}, {"style", "value"}, {"dx", 12}}},
            {"encoding",
             {{"x", {{"value", "width"}}},
              {"y", y_of(rows_, columns_)},
              {"text", {{"field", "figure"}, {"type", "nominal"}}}}}};
  }

  const DotPlot& plot_;
  const Rows& rows_;
  const Columns& columns_;
  bool last_;
  const std::string& lang_;
};

}  // namespace

Columns columns_for(const std::vector<Dot>& dots, const ChartOptions& options) {
  const double font = sizes_of(options.theme).label;
  double names = 0, figures = 0;
  for (const Dot& dot : dots) {
    names = std::max(names, text_width(dot.name, font));
    figures = std::max(figures, text_width(dot.figure, font));
  }
  return columns_of(options, names, figures + 14);
}

std::vector<Json> dot_panels(const DotPlot& plot, const Columns& columns,
                             const ChartOptions& options) {
  const Sizes sizes = sizes_of(options.theme);
  const std::vector<std::string> names = panels_of(plot.dots);
  std::vector<Json> panels;
  for (const std::string& name : names) {
    const Rows rows = rows_of(plot, name, columns, sizes.label);
    Json panel = Json::object();
    if (!name.empty()) {
      panel["title"] = {{"text", shortened(name, columns.left + columns.plot, sizes.label * 1.1)},
                        {"fontSize", sizes.label},
                        {"offset", 4},
                        {"dx", -columns.left},
                        {"frame", "group"}};
    }
    panel["width"] = columns.plot;
    panel["height"] = sizes.step * static_cast<double>(rows.dots.size());
    panel["layer"] =
        DotPanel(plot, rows, columns, panels.size() + 1 == names.size(), options.lang).layers();
    panels.push_back(panel);
  }
  return panels;
}

std::vector<std::vector<std::string>> dot_rows(const std::vector<Dot>& dots) {
  std::vector<std::vector<std::string>> rows;
  for (const Dot& dot : dots) {
    rows.push_back({clean(dot.panel), clean(dot.name), clean(dot.figure), std::to_string(dot.n)});
  }
  return rows;
}

}  // namespace sharebench::report
