// `sharebench list`: targets, shares, workloads, reporters.
#include <fmt/format.h>

#include <algorithm>
#include <nlohmann/json.hpp>

#include "harness/cli/rows.h"
#include "harness/core/spec_list.h"
#include "harness/plan/suites.h"
#include "harness/report/reporter.h"
#include "harness/shares/share_type.h"
#include "harness/targets/target.h"

namespace sharebench::cli {
namespace {

using nlohmann::json;

/// One line of a list: what it is called and what is said of it.
struct Row {
  std::string name, text;
  json details = json::object();
};

std::vector<Row> list_targets(const Arguments&) {
  std::vector<Row> rows;
  for (const targets::TargetType& type : targets::target_types()) {
    json channels = json::array();
    for (const Channel channel : type.channels) channels.push_back(shares::channel_name(channel));
    rows.push_back({type.name, type.summary, {{"channels", channels}}});
  }
  return rows;
}

std::string why_missing(const shares::ShareType& type, const std::string& target) {
  if (target.empty()) return "";
  const auto& offered = targets::target_type(target).channels;
  if (std::find(offered.begin(), offered.end(), type.channel) != offered.end()) return "";
  return fmt::format("not offered by {}: needs {}", target, shares::channel_name(type.channel));
}

std::vector<Row> list_shares(const Arguments& arguments) {
  std::vector<Row> rows;
  for (const shares::ShareType& type : shares::share_types()) {
    const std::string missing = why_missing(type, arguments.get("target"));
    json options = json::object();
    for (const shares::ShareOption& option : type.options) options[option.name] = option.help;
    rows.push_back({type.name,
                    missing.empty() ? type.summary : missing,
                    {{"options", options}, {"offered", missing.empty()}}});
  }
  return rows;
}

std::vector<Row> list_workloads(const Arguments&) {
  std::vector<Row> rows;
  for (const plan::WorkloadInfo& info : plan::known_workloads()) {
    json params = json::object();
    std::string text = info.summary + (info.cold ? " (cold)" : "");
    for (const plan::WorkloadParam& param : info.params) {
      params[param.name] = {{"default", param.default_value}, {"help", param.help}};
    }
    rows.push_back({info.name,
                    text,
                    {{"params", params}, {"cold", info.cold}, {"stands_for", info.stands_for}}});
  }
  return rows;
}

std::vector<Row> list_reporters(const Arguments&) {
  std::vector<Row> rows;
  for (const report::Reporter& reporter : report::reporters()) {
    rows.push_back({reporter.name, reporter.summary});
  }
  return rows;
}

struct Kind {
  std::string name;
  std::vector<Row> (*rows)(const Arguments&);
};

const std::vector<Kind>& kinds() {
  static const std::vector<Kind> kKinds = {{"targets", list_targets},
                                           {"shares", list_shares},
                                           {"workloads", list_workloads},
                                           {"reporters", list_reporters}};
  return kKinds;
}

void print(const std::vector<Row>& rows, bool as_json) {
  if (as_json) {
    json all = json::array();
    for (const Row& row : rows) {
      json entry = {{"name", row.name}, {"summary", row.text}};
      entry.update(row.details);
      all.push_back(entry);
    }
    fmt::print("{}\n", all.dump(2));
    return;
  }
  std::size_t width = 0;
  for (const Row& row : rows) width = std::max(width, row.name.size());
  for (const Row& row : rows) fmt::print("{:<{}}  {}\n", row.name, width, row.text);
}

ExitCode run_list(const Arguments& arguments) {
  std::vector<std::string> known;
  for (const Kind& kind : kinds()) {
    if (kind.name == arguments.positionals.at(0)) {
      print(kind.rows(arguments), arguments.has("json"));
      return ExitCode::kYes;
    }
    known.push_back(kind.name);
  }
  throw_unknown_name("list", arguments.positionals.at(0), known);
}

}  // namespace

Command list_command() {
  return {"list",
          "what there is: targets, shares, workloads, reporters",
          {{"WHAT", "targets, shares, workloads or reporters"}},
          {{"target", "T", "for shares: say which of them this target does not offer, and why"}},
          {"sharebench list workloads", "sharebench list shares --target lab",
           "sharebench list targets --json"},
          run_list};
}

}  // namespace sharebench::cli
