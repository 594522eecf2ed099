// Reads the few flags of the runner, a row each, and prints its help and its list.
#include "bench/runner/options.h"

#include <fmt/format.h>

#include <charconv>
#include <functional>
#include <map>
#include <nlohmann/json.hpp>
#include <string_view>

#include "bench/runner/job.h"

namespace sharebench::runner {

namespace {

constexpr const char* kSeeHelp = "sharebench-runner --help lists the flags";

std::uint64_t whole_number(const std::string& flag, const std::string& text, std::uint64_t low,
                           std::uint64_t high) {
  std::uint64_t value = 0;
  const char* const end = text.data() + text.size();
  const auto [stop, error] = std::from_chars(text.data(), end, value);
  if (error == std::errc{} && stop == end && value >= low && value <= high) return value;
  throw UsageError(fmt::format("{} is '{}'", flag, text),
                   fmt::format("it must be a whole number from {} to {}", low, high));
}

void add_param(Options& options, const std::string& text) {
  const std::size_t equals = text.find('=');
  if (equals == 0 || equals == std::string::npos) {
    throw UsageError(fmt::format("--param is '{}'", text), "write NAME=VALUE, as in count=500");
  }
  options.params[text.substr(0, equals)] = text.substr(equals + 1);
}

/// A flag that takes a value.
using Setter = std::function<void(Options&, const std::string&)>;

const std::map<std::string, Setter>& setters() {
  static const std::map<std::string, Setter> kSetters = {
      {"--workload", [](Options& o, const std::string& text) { o.workload = text; }},
      {"--dir", [](Options& o, const std::string& text) { o.dir = text; }},
      {"--param", add_param},
      {"--mark",
       [](Options& o, const std::string& text) {
         o.face = Face::kMark;
         o.dir = text;
       }},
      {"--unmark",
       [](Options& o, const std::string& text) {
         o.face = Face::kUnmark;
         o.dir = text;
       }},
      {"--seed",
       [](Options& o, const std::string& text) {
         o.seed = whole_number("--seed", text, 0, UINT64_MAX);
       }},
      {"--latency-every",
       [](Options& o, const std::string& text) {
         o.latency_every =
             static_cast<unsigned>(whole_number("--latency-every", text, 1, 1'000'000'000));
       }},
  };
  return kSetters;
}

const std::map<std::string, Face>& faces() {
  static const std::map<std::string, Face> kFaces = {{"--serve", Face::kServe},
                                                     {"--list", Face::kList},
                                                     {"--help", Face::kHelp},
                                                     {"-h", Face::kHelp},
                                                     {"--version", Face::kVersion}};
  return kFaces;
}

void check_combination(const Options& options) {
  if (options.face == Face::kServe && !options.benchmark_flags.empty()) {
    throw UsageError(fmt::format("{} has no meaning with --serve", options.benchmark_flags.front()),
                     "leave it out: every answer is Google Benchmark's JSON already");
  }
  if (options.face == Face::kOneShot && options.workload.empty() && !options.params.empty()) {
    throw UsageError("--param needs to know its workload", "add --workload NAME");
  }
  const bool works = options.face == Face::kOneShot || options.face == Face::kServe;
  if (works && options.dir.empty()) {
    throw UsageError("no directory to work in was given",
                     "add --dir DIR; sharebench-runner --mark DIR makes one");
  }
}

}  // namespace

Options parse_options(const std::vector<std::string>& arguments) {
  Options options;
  for (std::size_t i = 0; i < arguments.size(); ++i) {
    const std::string& argument = arguments[i];
    if (argument.rfind("--benchmark_", 0) == 0 || argument.rfind("--v=", 0) == 0) {
      options.benchmark_flags.push_back(argument);
      continue;
    }
    if (const auto face = faces().find(argument); face != faces().end()) {
      options.face = face->second;
      if (options.face == Face::kHelp) return options;
      continue;
    }
    const std::size_t equals = argument.find('=');
    const std::string flag = argument.substr(0, equals);
    const auto setter = setters().find(flag);
    if (setter == setters().end()) {
      throw UsageError(fmt::format("'{}' is not a flag of sharebench-runner", argument), kSeeHelp);
    }
    const bool separate = equals == std::string::npos;
    if (separate && i + 1 == arguments.size()) {
      throw UsageError(fmt::format("{} needs a value", flag), kSeeHelp);
    }
    setter->second(options, separate ? arguments[++i] : argument.substr(equals + 1));
  }
  check_combination(options);
  return options;
}

std::string help_text() {
  std::string text = R"(sharebench-runner: time file operations in a marked directory

usage:
  sharebench-runner --workload NAME --dir DIR [flags]   run once and print
  sharebench-runner --dir DIR [flags]                   run every workload, with its defaults
  sharebench-runner --serve --dir DIR                   JSON requests in, JSON answers out
  sharebench-runner --mark DIR                          make DIR (new or empty) an area to work in
  sharebench-runner --unmark DIR                        remove that area, with all in it
  sharebench-runner --list | --version | --help

flags:
  --workload NAME      which workload
  --param NAME=VALUE   a parameter of it; may be given many times
  --seed N             decides every name and byte (1)
  --latency-every N    take the latency of one operation in N (1)
  --benchmark_...      Google Benchmark's own flags: _format, _repetitions, _filter, _out, ...

It works only in a directory that holds the marker .sharebench-area, and removes what it made there
however it ends.

examples:
  sharebench-runner --mark /mnt/share/bench
  sharebench-runner --dir /mnt/share/bench --workload small_files --param count=2000
  sharebench-runner --dir /mnt/share/bench --workload stat_tree --benchmark_repetitions=10 \
      --benchmark_format=json
  echo '{"op":"hello"}' | sharebench-runner --serve --dir /mnt/share/bench

exit status: 0 done, 2 usage, 4 environment, 5 measurement failed, 70 a bug, 128 + signal

workloads:
)";
  for (const workloads::WorkloadRow& row : workloads::rows()) {
    text += fmt::format("  {}: {}\n", row.name, row.summary);
    for (const workloads::ParamRow& param : row.params) {
      text += fmt::format("      {}={}  {}\n", param.name, param.default_value, param.help);
    }
  }
  return text;
}

std::string list_text() {
  nlohmann::json list = nlohmann::json::array();
  for (const workloads::WorkloadRow& row : workloads::rows()) {
    nlohmann::json params = nlohmann::json::array();
    for (const workloads::ParamRow& param : row.params) {
      params.push_back(
          {{"name", param.name}, {"default", param.default_value}, {"help", param.help}});
    }
    list.push_back({{"name", row.name},
                    {"unit", row.unit},
                    {"cold", row.cold},
                    {"summary", row.summary},
                    {"stands_for", row.stands_for},
                    {"params", params}});
  }
  return list.dump(2) + "\n";
}

}  // namespace sharebench::runner
