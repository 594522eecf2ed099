// Reads list.def for the harness; nothing of a workload's code is linked here.
#include "harness/plan/suites.h"

#include <fmt/format.h>

#include <algorithm>

#include "harness/core/costs.h"
#include "harness/core/error.h"

namespace sharebench::plan {
namespace {

const std::map<std::string, std::vector<std::string>>& suites() {
  static const std::map<std::string, std::vector<std::string>> kSuites = {
      {"quick", {"small_files", "sequential_read"}},
      {"mission", {"small_files", "sequential_read", "jar_unzip", "jar_memory"}},
      {"full", {}},
  };
  return kSuites;
}

bool needs_file(const WorkloadInfo& info) {
  return std::any_of(info.params.begin(), info.params.end(),
                     [](const WorkloadParam& param) { return param.file; });
}

}  // namespace

const std::vector<WorkloadInfo>& known_workloads() {
#define SHAREBENCH_PARAM(name, value, help) WorkloadParam{name, value, help},
#define SHAREBENCH_FILE_PARAM(name, help) WorkloadParam{name, "", help, true},
#define SHAREBENCH_WORKLOAD(name, unit, cold, summary, stands_for, params) \
  WorkloadInfo{#name, unit, cold, summary, stands_for, {params}},
  static const std::vector<WorkloadInfo> kRows = {
#include "workloads/list.def"
  };
#undef SHAREBENCH_WORKLOAD
#undef SHAREBENCH_FILE_PARAM
#undef SHAREBENCH_PARAM
  return kRows;
}

std::vector<std::string> suite_names() {
  return {"quick", "mission", "full"};
}

std::vector<SpecText> suite(const std::string& name) {
  const auto found = suites().find(name);
  if (found == suites().end()) throw_unknown_name("suite", name, suite_names());
  std::vector<std::string> names = found->second;
  if (name == "full") {
    for (const WorkloadInfo& info : known_workloads()) {
      if (!needs_file(info)) names.push_back(info.name);
    }
  }
  std::vector<SpecText> specs;
  for (const std::string& workload : names) specs.push_back({.name = workload, .label = workload});
  return specs;
}

std::vector<SpecText> cost_workloads() {
  std::vector<SpecText> specs;
  for (const char* op :
       {"lookup_hit", "lookup_miss", "getattr", "create", "open", "read_page", "write_page",
        "read_block", "write_block", "readdir", "rename", "unlink", "fsync", "truncate", "mkdir"}) {
    specs.push_back({.name = kOperationCosts,
                     .label = std::string(kOperationCosts) + ":op=" + op,
                     .options = {{"op", op}}});
  }
  specs.push_back({.name = kOperationCosts,  // tells a path's folders from what is at its end
                   .label = std::string(kOperationCosts) + ":op=lookup_hit,depth=4",
                   .options = {{"op", "lookup_hit"}, {"depth", "4"}}});
  return specs;
}

WorkloadSpec make_workload_spec(const SpecText& text) {
  std::vector<std::string> names;
  for (const WorkloadInfo& info : known_workloads()) {
    names.push_back(info.name);
    if (info.name != text.name) continue;
    WorkloadSpec spec{.name = info.name,
                      .label = text.label,
                      .unit = info.unit,
                      .cold = info.cold,
                      .summary = info.summary};
    std::vector<std::string> params;
    for (const WorkloadParam& param : info.params) {
      spec.params[param.name] = param.default_value;
      params.push_back(param.name);
    }
    for (const auto& [name, value] : text.options) {
      if (spec.params.count(name) == 0) {
        throw_unknown_name(fmt::format("parameter of workload {}", info.name), name, params);
      }
      spec.params[name] = value;
    }
    for (const WorkloadParam& param : info.params) {
      if (!param.file || !spec.params[param.name].empty()) continue;
      throw UsageError(fmt::format("{} needs {}=FILE", info.name, param.name),
                       fmt::format("{}: {}", param.name, param.help));
    }
    return spec;
  }
  throw_unknown_name("workload", text.name, names);
}

std::vector<std::string> files_of(const WorkloadSpec& spec) {
  std::vector<std::string> files;
  for (const WorkloadInfo& info : known_workloads()) {
    if (info.name != spec.name) continue;
    for (const WorkloadParam& param : info.params) {
      const auto value = spec.params.find(param.name);
      if (param.file && value != spec.params.end()) files.push_back(value->second);
    }
  }
  return files;
}

std::map<std::string, std::string> lab_parameters(const std::string& workload) {
  static const std::map<std::string, std::map<std::string, std::string>> kSmall = {
      {"small_files", {{"count", "25"}, {"size", "1KiB"}, {"depth", "0"}}},
      {"sequential_read", {{"size", "1536KiB"}, {"block", "64KiB"}}},
      {"git_status", {{"files", "60"}, {"dirs", "6"}, {"depth", "1"}, {"changed", "2"}}},
      {"npm_install", {{"files", "20"}}},
      {"untar", {{"files", "40"}}},
      {"javac_build", {{"sources", "12"}, {"packages", "2"}}},
      {"watch_poll",
       {{"files", "60"}, {"dirs", "4"}, {"depth", "1"}, {"passes", "4"}, {"changed", "1"}}},
      {"sqlite_commit", {{"count", "10"}}},
      {"composer_autoload", {{"classes", "40"}, {"libraries", "4"}}},
      {"mmap_read", {{"files", "4"}, {"size", "384KiB"}}},
      {"jar_unzip", {{"scale", "0.001"}}},
      {"jar_memory", {{"scale", "0.02"}}},
      {kOperationCosts, {{"count", "20"}}},
  };
  const auto found = kSmall.find(workload);
  return found == kSmall.end() ? std::map<std::string, std::string>{} : found->second;
}

}  // namespace sharebench::plan
