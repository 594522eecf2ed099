// Frames for charts: the script draws into them, and without it the words and tables are there.
#include <fmt/format.h>

#include "harness/report/chart_words.h"
#include "harness/report/html_sections.h"

namespace sharebench::report {
namespace {

void add_baseline_choice(Markup& page, const PageData& data, const std::string& baseline) {
  if (data.other_baselines.empty()) return;
  page.open("div");
  page.element("label", {{"class", "over"}, {"for", "baseline"}}, "Baseline of ratios");
  page.open("select", {{"id", "baseline"}});
  page.element("option", {{"value", baseline}}, baseline);
  for (const OtherBaseline& other : data.other_baselines) {
    page.element("option", {{"value", other.baseline}}, other.baseline);
  }
  page.close("select");
  page.close("div");
}

void add_workload_choice(Markup& page, const Run& run) {
  if (run.plan.workloads.size() < 2) return;
  page.open("fieldset");
  page.element("legend", {}, "Workloads");
  page.open("div", {{"class", "choices"}});
  for (const WorkloadSpec& workload : run.plan.workloads) {
    page.open("label");
    page.open(
        "input",
        {{"type", "checkbox"}, {"name", "workload"}, {"value", workload.label}, {"checked", ""}});
    page.text(workload.label);
    page.close("label");
  }
  page.close("div");
  page.close("fieldset");
}

void add_scale_choice(Markup& page) {
  page.open("fieldset");
  page.element("legend", {}, "Scale");
  page.open("div", {{"class", "choices"}});
  for (const char* scale : {"as drawn", "linear", "logarithmic"}) {
    page.open("label");
    Attributes attributes = {{"type", "radio"}, {"name", "scale"}, {"value", scale}};
    if (std::string(scale) == "as drawn") attributes.emplace_back("checked", "");
    page.open("input", attributes);
    page.text(scale);
    page.close("label");
  }
  page.close("div");
  page.close("fieldset");
}

void add_controls(Markup& page, const Run& run, const PageData& data, const std::string& baseline) {
  page.open("form", {{"class", "controls screen"}, {"aria-label", "charts"}});
  add_baseline_choice(page, data, baseline);
  add_workload_choice(page, run);
  add_scale_choice(page);
  page.close("form");
  page.element("p", {{"class", "explore"}, {"id", "explore"}, {"role", "status"}, {"hidden", ""}},
               fmt::format("Exploring: verdicts were decided beforehand against {}, and stay so; "
                           "with another baseline the ratios are only to look at.",
                           baseline));
}

void add_chart(Markup& page, const Chart& chart) {
  page.open("figure", {{"aria-labelledby", "title-" + chart.id}});
  page.element("h3", {{"id", "title-" + chart.id}}, chart.title);
  page.element(
      "p", {{"class", "note"}, {"id", "words-" + chart.id}, {"data-figure", "chart/" + chart.id}},
      words_around(chart));
  page.open("div", {{"class", "chart"},
                    {"id", "chart-" + chart.id},
                    {"role", "img"},
                    {"aria-label", chart.summary}});
  page.close("div");
  if (!chart.rows.empty()) {
    page.open("details");
    page.element("summary", {}, "The same as a table");
    add_table(page, {.id = "table-" + chart.id,
                     .caption = chart.title,
                     .figures = chart.id,
                     .header = chart.columns,
                     .rows = chart.rows});
    page.close("details");
  }
  page.close("figure");
}

}  // namespace

void add_charts(Markup& page, const Run& run, const PageData& data,
                const std::vector<Chart>& charts) {
  if (charts.empty()) return;
  const auto baseline = static_cast<std::size_t>(run.plan.baseline);
  page.element("h2", {}, "Charts");
  add_controls(page, run, data,
               baseline < run.mounts.size() ? run.mounts[baseline].share.name : "");
  for (const Chart& chart : charts) add_chart(page, chart);
}

}  // namespace sharebench::report
