// Shares keep their colour and shape from chart to chart: their place among the mounts.
#include "harness/report/charts/lines.h"

#include <algorithm>

#include "harness/report/charts/text.h"
#include "harness/report/charts/words.h"

namespace sharebench::report {
namespace {

Json data_of(const LinePanel& panel, const std::vector<std::string>& labels, bool faint) {
  Json values = Json::array();
  int order = 0;
  for (const LinePoint& point : panel.points) {
    ++order;
    if (point.faint != faint) continue;
    values.push_back({{"x", placed(panel.x, point.x)},
                      {"y", placed(panel.y, point.y)},
                      {"share", labels[static_cast<std::size_t>(point.share)]},
                      {"figure", clean(point.figure)},
                      {"order", order}});
  }
  return {{"values", values}};
}

Json share(const std::vector<std::string>& labels, const char* range, const Json& legend) {
  return {{"field", "share"},
          {"type", "nominal"},
          {"scale", {{"domain", labels}, {"range", range}}},
          {"legend", legend}};
}

/// As many columns as there is room for.
Json legend_of(const std::vector<std::string>& labels, double room, double font) {
  double widest = 1;
  for (const std::string& label : labels) widest = std::max(widest, text_width(label, font));
  return {{"title", nullptr},
          {"columns", std::max(1, static_cast<int>(room / (widest + 40)))},
          {"symbolLimit", 0},
          {"labelLimit", room}};
}

Json layers_of(const LinePanel& panel, const std::vector<std::string>& labels,
               const Columns& columns, const Json& legend, const std::string& lang) {
  const Json x = position("x", panel.x, 0), y = position("y", panel.y, columns.left - 16);
  const Json colour = share(labels, "category", legend), shape = share(labels, "symbol", legend);
  const Json faint = {{"data", data_of(panel, labels, true)},
                      {"mark", {{"type", "point"}, {"style", "faint"}, {"aria", false}}},
                      {"encoding", {{"x", x}, {"y", y}, {"color", colour}}}};
  const Json line = {{"data", data_of(panel, labels, false)},
                     {"mark", {{"type", "line"}, {"style", "line"}, {"aria", false}}},
                     {"encoding",
                      {{"x", x},
                       {"y", y},
                       {"color", colour},
                       {"order", {{"field", "order"}, {"type", "quantitative"}}}}}};
  const Json dots = {
      {"data", data_of(panel, labels, false)},
      {"mark", {{"type", "point"}, {"style", "point"}, {"filled", true}}},
      {"encoding",
       {{"x", x},
        {"y", y},
        {"color", colour},
        {"shape", shape},
        {"description", {{"field", "figure"}, {"type", "nominal"}}},
        {"tooltip",
         {{{"field", "share"}, {"type", "nominal"}, {"title", say(lang, "share")}},
          {{"field", "figure"}, {"type", "nominal"}, {"title", say(lang, "figure")}}}}}}};
  Json layers = Json::array({line, dots});
  if (!faint["data"]["values"].empty()) layers.insert(layers.begin(), faint);
  return layers;
}

}  // namespace

LinePanel& panel_of(std::vector<LinePanel>& panels, const std::string& title) {
  const auto at = std::find_if(panels.begin(), panels.end(),
                               [&](const LinePanel& panel) { return panel.title == title; });
  if (at != panels.end()) return *at;
  panels.push_back({.title = title});
  return panels.back();
}

Columns line_columns(const std::vector<std::string>& y_labels, const ChartOptions& options) {
  const double font = sizes_of(options.theme).label;
  double widest = 0;
  for (const std::string& label : y_labels) widest = std::max(widest, text_width(label, font));
  // The axis' title stands upright beside the labels.
  Columns columns = columns_of(options, widest + font * 1.4 + 16, 0);
  columns.right = 16;
  columns.plot -= columns.right;
  return columns;
}

std::vector<Json> line_panels(const std::vector<LinePanel>& panels,
                              const std::vector<std::string>& names, const Columns& columns,
                              double height_px, const ChartOptions& options) {
  const double font = sizes_of(options.theme).label;
  const double room = columns.left + columns.plot;
  const std::vector<std::string> labels = distinct_labels(names, room / 2, font);
  std::vector<Json> all;
  for (const LinePanel& panel : panels) {
    const bool last = all.size() + 1 == panels.size();
    const Json legend = last ? legend_of(labels, room, font) : Json(nullptr);
    all.push_back({{"title",
                    {{"text", shortened(panel.title, room, font * 1.1)},
                     {"fontSize", font},
                     {"offset", 8},
                     {"dx", -columns.left},
                     {"frame", "group"}}},
                   {"width", columns.plot},
                   {"height", height_px},
                   {"layer", layers_of(panel, labels, columns, legend, options.lang)}});
  }
  return all;
}

}  // namespace sharebench::report
