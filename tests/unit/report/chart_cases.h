// Reports that charts must survive, and what the tests ask of any spec.
#pragma once

#include <functional>
#include <nlohmann/json.hpp>
#include <string>
#include <vector>

#include "harness/report/charts/chart.h"
#include "harness/report/charts/trend.h"
#include "harness/stats/build_report.h"
#include "tests/unit/report/sample_run.h"

namespace sharebench::chart_cases {

using Json = nlohmann::ordered_json;

inline Report lab() {
  return stats::build_report(sample_run::lab());
}

inline Report local() {
  return stats::build_report(sample_run::local());
}

/// `local()` with one time explained, and one predicted with another run's costs.
inline Report explained() {
  Report report = local();
  Prediction row{.workload = report.run.plan.workloads[0].label,
                 .share = report.run.mounts[0].share.name,
                 .counted_by = "round trips, from /proc/self/mountstats",
                 .parts = {{"LOOKUP", 300, 0.3}, {"computing", 0, 0.1}},
                 .predicted_s = {0.4, 0.39, 0.42, 8},
                 .measured_s = {0.5, 0.48, 0.51, 8},
                 .leftover = {0.2, 0.18, 0.22, 8}};
  report.explanation = Explanation{.costs_of = report.run.id};
  report.explanation->predictions.push_back(row);
  row.share = report.run.mounts[1].share.name;
  row.measured_s = row.leftover = {};
  report.explanation->predictions.push_back(row);
  return report;
}

/// `local()` with other names, times and numbers of shares and blocks: seconds by share.
inline Report hardware(const std::vector<std::pair<std::string, double>>& shares, int blocks) {
  Run run = sample_run::local();
  run.mounts.clear();
  run.plan.cells.clear();
  run.blocks.clear();
  run.samples.clear();
  run.plan.blocks = blocks;
  for (const auto& [name, seconds] : shares) {
    run.mounts.push_back(sample_run::mount(name, "ext4", "/dev/sda1"));
  }
  for (int work = 0; work < 2; ++work) {
    for (int share = 0; share < static_cast<int>(shares.size()); ++share) {
      run.plan.cells.push_back({share, work, 0, false});
    }
  }
  sample_run::fill_blocks(run, blocks, [&](const Cell& cell) {
    return sample_run::Cost{shares[static_cast<std::size_t>(cell.mount)].second, 0, 0, {"", ""}};
  });
  return stats::build_report(std::move(run));
}

inline const std::vector<std::string>& hostile_names() {
  static const std::vector<std::string> names = {
      "<script>alert(1)</script>",
      "\u202egnp.exe\u202c & \"quoted\"",
      "datum['x'] + \"{signal: width}\" \\ a.b[0]",
      std::string(10000, 'y'),
      std::string(10000, 'y') + "!",
      "broken \xff\xfe bytes\nand\tlines",
      "width",
      "null",
  };
  return names;
}

/// The lab's report with such names for shares, workloads, operations, and what the source names.
inline Report hostile() {
  Run run = sample_run::lab();
  for (std::size_t i = 0; i < run.mounts.size(); ++i) {
    run.mounts[i].share.name = hostile_names()[i];
  }
  run.plan.workloads[0].label = hostile_names()[3];
  run.plan.workloads[1].label = hostile_names()[4];
  run.id = hostile_names()[0];
  run.commit = hostile_names()[1];
  run.targets[0].id = hostile_names()[2];
  for (Sample& sample : run.samples) {
    for (const std::string& name : hostile_names()) sample.counters["round_trips." + name] = 7;
  }
  return stats::build_report(std::move(run));
}

/// Calls `visit(key, text)` for every string in it.
inline void each_text(const Json& json, const std::function<void(const std::string&)>& visit) {
  if (json.is_string()) visit(json.get<std::string>());
  for (const auto& child : json.is_structured() ? json : Json::array()) each_text(child, visit);
}

/// Calls `visit(object)` for every object in it.
inline void each_object(const Json& json, const std::function<void(const Json&)>& visit) {
  if (json.is_object()) visit(json);
  for (const auto& child : json.is_structured() ? json : Json::array()) each_object(child, visit);
}

/// 24 nights around 1.2, and 1.5 from the 15th on.
inline report::TrendSeries trend_series() {
  report::TrendSeries series = {.name = "small_files on virtiofs of docker against disk, time",
                                .figure = "time",
                                .hardware = true,
                                .source = "Source: sqlite:history, sharebench 0.1.0"};
  for (int night = 0; night < 24; ++night) {
    const double ratio = (night < 14 ? 1.2 : 1.5) * sample_run::noise(3 * night);
    series.nights.push_back({(night < 9 ? "2026-11-0" : "2026-11-") + std::to_string(night + 1),
                             {ratio, ratio * 0.96, ratio * 1.05, 8},
                             "night-" + std::to_string(night)});
  }
  series.levels = {{0, 13, 1.2}, {14, 23, 1.5}};
  return series;
}

inline GuardState guard_state() {
  GuardState state;
  state.verdict = GuardVerdict::kExposed;
  const auto door = [&](const char* service, int port, const char* interface, const char* family,
                        const char* from, const char* decision) {
    state.exposures.push_back({.service = service,
                               .proto = "tcp",
                               .port = port,
                               .interface = interface,
                               .family = family,
                               .from = from,
                               .decision = decision,
                               .rule = "block drop in on en0"});
  };
  for (const char* interface : {"en0", "utun3"}) {
    for (const char* from : {"stranger", "neighbour"}) {
      door("nfsd", 2049, interface, "inet", from, "block");
      door("nfsd", 2049, interface, "inet6", from, interface[0] == 'u' ? "undecided" : "pass");
      door("rpcbind", 111, interface, "inet", from, "block");
      door("mountd", 0, interface, "inet", from, "block");
    }
  }
  door("nfsd", 2049, "vboxnet0", "inet", "vm", "pass");
  door("rpcbind", 111, "vboxnet0", "inet", "vm", "block");
  return state;
}

}  // namespace sharebench::chart_cases
