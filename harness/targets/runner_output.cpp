// The serve protocol and Google Benchmark's JSON, read strictly.
#include "harness/targets/runner_output.h"

#include <fmt/format.h>

#include <cmath>
#include <nlohmann/json.hpp>

#include "harness/core/error.h"
#include "harness/core/version.h"

namespace sharebench::targets {
namespace {

using nlohmann::json;

constexpr const char* kMend = "run it again with --record FILE and send that file to us";

json parse_line(const std::string& line) {
  json value = json::parse(line, nullptr, false);
  if (value.is_discarded() || !value.is_object()) {
    throw MeasureError(
        fmt::format("the runner answered something that is not JSON: {}", line.substr(0, 200)),
        kMend);
  }
  return value;
}

/// A finite number >= 0 of a benchmark row.
double number(const json& row, const std::string& key) {
  const auto at = row.find(key);
  if (at == row.end() || !at->is_number()) {
    throw MeasureError(fmt::format("the runner's answer has no number '{}'", key), kMend);
  }
  const double value = at->get<double>();
  if (!std::isfinite(value) || value < 0) {
    throw MeasureError(
        fmt::format("the runner's answer has the impossible value {} = {}", key, value), kMend);
  }
  return value;
}

bool is_per_kind(const std::string& key) {
  for (const char* end : {"_count", "_p50_ns", "_p90_ns", "_p99_ns", "_max_ns"}) {
    const std::string suffix = end;
    if (key.size() > suffix.size() &&
        key.compare(key.size() - suffix.size(), suffix.size(), suffix) == 0) {
      return key.rfind("latency_", 0) != 0;
    }
  }
  return false;
}

}  // namespace

std::string request_line(const std::string& op, const Work* work) {
  json request = {{"op", op}};
  if (work != nullptr) {
    request["workload"] = work->spec.name;
    request["params"] = work->spec.params;
    request["seed"] = work->seed;
    request["latency_every"] = work->latency_every;
  }
  return request.dump();
}

RunnerFacts parse_hello(const std::string& line) {
  const json answer = parse_line(line);
  const int protocol = answer.value("sharebench_protocol", 0);
  const std::string runner_version = answer.value("version", std::string("unknown"));
  if (protocol != kProtocol || runner_version != version()) {
    throw EnvironmentError(
        fmt::format(
            "the runner is version {} with protocol {}, this is sharebench {} with protocol {}",
            runner_version, protocol, version(), kProtocol),
        "build both from one source: scripts/run, or give --runner FILE");
  }
  RunnerFacts facts;
  facts.version = runner_version;
  facts.arch = answer.value("arch", "");
  facts.clocksource = answer.value("clocksource", "");
  facts.mountinfo = answer.value("mountinfo", "");
  facts.dir = answer.value("dir", "");
  if (answer.contains("free_bytes")) facts.free_bytes = answer["free_bytes"].get<std::uint64_t>();
  facts.memory_bytes = answer.value("memory_bytes", std::uint64_t{0});
  facts.memory_limit_bytes = answer.value("memory_limit_bytes", std::uint64_t{0});
  facts.case_insensitive = answer.value("case_insensitive", false);
  facts.load_average = answer.value("load_average", -1.0);
  facts.cpus = answer.value("cpus", 0);
  facts.cpu = answer.value("cpu", "");
  facts.clock_step_s =
      std::max(answer.value("clock_resolution_ns", 0.0), answer.value("clock_cost_ns", 0.0)) * 1e-9;
  return facts;
}

std::string parse_answer(const std::string& line) {
  const json answer = parse_line(line);
  if (answer.value("ok", false)) return "";
  return answer.value("error", std::string("the runner gave no reason"));
}

Sample parse_sample(const std::string& line) {
  const json answer = parse_line(line);
  Sample sample;
  if (!answer.contains("benchmarks")) {
    sample.failure = parse_answer(line);
    return sample;
  }
  if (answer["benchmarks"].size() != 1) {
    throw MeasureError(fmt::format("the runner answered {} benchmarks for one request",
                                   answer["benchmarks"].size()),
                       kMend);
  }
  const json& row = answer["benchmarks"][0];
  if (row.value("error_occurred", false)) {
    sample.failure = row.value("error_message", std::string("the runner gave no reason"));
    return sample;
  }
  sample.elapsed_s = number(row, "elapsed_ns") * 1e-9;
  sample.ops = static_cast<std::uint64_t>(number(row, "ops"));
  sample.bytes = static_cast<std::uint64_t>(number(row, "bytes"));
  sample.latency = {.count = static_cast<std::uint64_t>(number(row, "latency_count")),
                    .p50_s = number(row, "latency_p50_ns") * 1e-9,
                    .p90_s = number(row, "latency_p90_ns") * 1e-9,
                    .p99_s = number(row, "latency_p99_ns") * 1e-9,
                    .max_s = number(row, "latency_max_ns") * 1e-9};
  for (const auto& [key, value] : row.items()) {
    if (is_per_kind(key)) sample.counters[key] = number(row, key);
  }
  return sample;
}

}  // namespace sharebench::targets
