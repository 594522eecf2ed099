// Where each part begins and ends is computed here: the spec only draws it.
#include "harness/report/charts/stacked_bars.h"

#include <algorithm>
#include <map>
#include <numeric>

#include "harness/core/units.h"
#include "harness/report/charts/text.h"
#include "harness/report/charts/words.h"
#include "harness/report/figure_text.h"

namespace sharebench::report {
namespace {

constexpr std::size_t kMostKinds = 7;
constexpr const char* kOthers = "others";
constexpr double kKindPx = 150;

using Parts = std::vector<std::pair<std::string, double>>;

/// The kinds with a colour of their own, by their counts over all bars as shares of each bar.
std::vector<std::string> leading_kinds(const std::vector<Stack>& stacks) {
  std::map<std::string, double> weight;
  for (const Stack& stack : stacks) {
    for (const auto& [kind, count] : stack.parts) {
      if (stack.total > 0) weight[kind] += count / stack.total;
    }
  }
  std::vector<std::pair<std::string, double>> sorted(weight.begin(), weight.end());
  std::stable_sort(sorted.begin(), sorted.end(),
                   [](const auto& a, const auto& b) { return a.second > b.second; });
  if (sorted.size() > kMostKinds + 1) sorted.resize(kMostKinds);
  std::vector<std::string> kinds;
  for (const auto& [kind, part] : sorted) kinds.push_back(kind);
  return kinds;
}

/// The parts in the order of `kinds`; what is left of the total comes last.
Parts ordered(const Stack& stack, const std::vector<std::string>& kinds, double least) {
  Parts parts;
  double named = 0;
  for (const std::string& kind : kinds) {
    const auto at = std::find_if(stack.parts.begin(), stack.parts.end(),
                                 [&](const auto& part) { return part.first == kind; });
    if (at == stack.parts.end() || !(at->second > 0)) continue;
    parts.push_back(*at);
    named += at->second;
  }
  if (stack.total - named > least) parts.emplace_back(kOthers, stack.total - named);
  return parts;
}

class StackPanel {
 public:
  StackPanel(std::vector<const Stack*> stacks, const std::vector<std::string>& kinds,
             const Columns& columns, const StackWords& words, const ChartOptions& options)
      : stacks_(std::move(stacks)),
        kinds_(kinds),
        columns_(columns),
        sizes_(sizes_of(options.theme)),
        words_(words),
        lang_(options.lang) {
    std::vector<std::string> names;
    std::vector<double> totals;
    for (const Stack* stack : stacks_) {
      names.push_back(stack->name);
      double sum = 0;
      for (const auto& [kind, count] : stack->parts) sum += count;
      totals.push_back(std::max(stack->total, sum));
    }
    labels_ = distinct_labels(names, columns.left - 14, sizes_.label);
    axis_ = linear_axis(
        totals,
        {.title = "", .format = words.format, .plot_px = columns.plot, .font_px = sizes_.label});
    kind_labels_ = distinct_labels(kinds, kKindPx, sizes_.label);
    kind_labels_.push_back(say(lang_, "others"));
  }

  Json spec(const Json& legend) const {
    Json panel = {{"width", columns_.plot},
                  {"height", sizes_.step * static_cast<double>(stacks_.size())}};
    panel["layer"] = {bars(legend), words_inside(), words_beside()};
    if (columns_.right == 0) panel["layer"].erase(2);
    return panel;
  }

  const std::vector<std::string>& kind_labels() const { return kind_labels_; }

 private:
  std::string label_of(const std::string& kind) const {
    const auto at = std::find(kinds_.begin(), kinds_.end(), kind);
    return kind_labels_[static_cast<std::size_t>(at - kinds_.begin())];
  }

  Json part_values() const {
    Json values = Json::array();
    for (std::size_t i = 0; i < stacks_.size(); ++i) {
      double from = 0;
      for (const auto& [kind, count] : ordered(*stacks_[i], kinds_, words_.least)) {
        const double px = count / axis_.high * columns_.plot;
        const std::string kind_label = label_of(kind);
        const bool fits = text_width(kind_label, sizes_.small) + 8 < px;
        values.push_back({{"name", labels_[i]},
                          {"operation", kind_label},
                          {"from", from},
                          {"to", from + count},
                          {"middle", from + count / 2},
                          {"inside", fits ? kind_label : ""},
                          {"figure", words_.format(count)}});
        from += count;
      }
    }
    return {{"values", values}};
  }

  Json total_values() const {
    Json values = Json::array();
    for (std::size_t i = 0; i < stacks_.size(); ++i) {
      values.push_back({{"name", labels_[i]}, {"figure", clean(stacks_[i]->figure)}});
    }
    return {{"values", values}};
  }

  Json x(const char* field) const {
    return {{"field", field},
            {"type", "quantitative"},
            {"scale", axis_scale(axis_)},
            {"axis", axis_look(axis_, false)}};
  }

  Json y() const {
    return {{"field", "name"},
            {"type", "nominal"},
            {"sort", nullptr},
            {"scale", {{"domain", labels_}, {"paddingInner", 0.25}, {"paddingOuter", 0.12}}},
            {"axis",
             {{"title", nullptr},
              {"labelLimit", columns_.left},
              {"minExtent", columns_.left},
              {"maxExtent", columns_.left}}}};
  }

  Json bars(const Json& legend) const {
    return {{"data", part_values()},
            {"mark", {{"type", "bar"}, {"style", "bar"}}},
            {"encoding",
             {{"x", x("from")},
              {"x2", {{"field", "to"}}},
              {"y", y()},
              {"color",
               {{"field", "operation"},
                {"type", "nominal"},
                {"scale", {{"domain", kind_labels_}, {"range", "category"}}},
                {"legend", legend}}},
              {"description", {{"field", "operation"}, {"type", "nominal"}}},
              {"tooltip",
               {{{"field", "name"}, {"type", "nominal"}, {"title", say(lang_, "share")}},
                {{"field", "operation"}, {"type", "nominal"}, {"title", words_.kinds}},
                {{"field", "figure"}, {"type", "nominal"}, {"title", words_.amount}}}}}}};
  }

  Json words_inside() const {
    return {
        {"data", part_values()},
        {"mark", {{"type", "text"}, {"style", "segment"}, {"aria", false}}},
        {"encoding",
         {{"x", x("middle")}, {"y", y()}, {"text", {{"field", "inside"}, {"type", "nominal"}}}}}};
  }

  Json words_beside() const {
    return {{"data", total_values()},
            {"mark", {{"type", "text"}, {"style", "value"}, {"dx", 12}}},
            {"encoding",
             {{"x", {{"value", "width"}}},
              {"y", y()},
              {"text", {{"field", "figure"}, {"type", "nominal"}}}}}};
  }

  std::vector<const Stack*> stacks_;
  const std::vector<std::string>& kinds_;
  const Columns& columns_;
  const Sizes sizes_;
  const StackWords& words_;
  const std::string& lang_;
  std::vector<std::string> labels_{}, kind_labels_{};
  Axis axis_{};
};

std::vector<std::vector<const Stack*>> by_panel(const std::vector<Stack>& stacks) {
  std::vector<std::vector<const Stack*>> panels;
  for (const Stack& stack : stacks) {
    const auto at = std::find_if(panels.begin(), panels.end(), [&](const auto& panel) {
      return panel.front()->panel == stack.panel;
    });
    if (at == panels.end()) {
      panels.push_back({&stack});
    } else {
      at->push_back(&stack);
    }
  }
  return panels;
}

}  // namespace

Columns stack_columns(const std::vector<Stack>& stacks, const ChartOptions& options) {
  const double font = sizes_of(options.theme).label;
  double names = 0, figures = 0;
  for (const Stack& stack : stacks) {
    names = std::max(names, text_width(stack.name, font));
    figures = std::max(figures, text_width(stack.figure, font));
  }
  return columns_of(options, names, figures + 14);
}

std::vector<Json> stack_panels(const std::vector<Stack>& stacks, const Columns& columns,
                               const StackWords& words, const ChartOptions& options) {
  const Sizes sizes = sizes_of(options.theme);
  const double room = columns.left + columns.plot;
  const std::vector<std::string> kinds = leading_kinds(stacks);
  const auto groups = by_panel(stacks);
  std::vector<Json> panels;
  for (const auto& group : groups) {
    const StackPanel panel(group, kinds, columns, words, options);
    double widest = 1;
    for (const std::string& kind : panel.kind_labels()) {
      widest = std::max(widest, text_width(kind, sizes.label));
    }
    Json legend = nullptr;
    if (panels.size() + 1 == groups.size()) {
      legend = {{"title", words.kinds},
                {"columns", std::max(1, static_cast<int>(room / (widest + 36)))},
                {"symbolType", "square"}};
    }
    panels.push_back(panel.spec(legend));
    panels.back()["title"] = {{"text", shortened(group.front()->panel, room, sizes.label * 1.1)},
                              {"fontSize", sizes.label},
                              {"offset", 4},
                              {"dx", -columns.left},
                              {"frame", "group"}};
  }
  return panels;
}

std::vector<std::vector<std::string>> stack_rows(const std::vector<Stack>& stacks,
                                                 const std::string& lang) {
  std::vector<std::vector<std::string>> rows;
  for (const Stack& stack : stacks) {
    rows.push_back({clean(stack.panel), clean(stack.name), clean(stack.figure),
                    clean(kinds_text(stack.parts, lang))});
  }
  return rows;
}

}  // namespace sharebench::report
