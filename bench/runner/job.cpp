// Checks names of workloads and parameters, and says what would have been right.
#include "bench/runner/job.h"

#include <fmt/format.h>

#include <algorithm>
#include <numeric>
#include <string_view>
#include <utility>
#include <vector>

namespace sharebench::runner {

namespace {

/// Levenshtein's distance: letters to insert, delete or replace.
std::size_t distance(std::string_view a, std::string_view b) {
  std::vector<std::size_t> row(b.size() + 1);
  std::iota(row.begin(), row.end(), std::size_t{0});
  for (std::size_t i = 1; i <= a.size(); ++i) {
    std::size_t diagonal = std::exchange(row[0], i);
    for (std::size_t j = 1; j <= b.size(); ++j) {
      const std::size_t replaced = diagonal + (a[i - 1] == b[j - 1] ? 0 : 1);
      diagonal = row[j];
      row[j] = std::min({replaced, row[j] + 1, row[j - 1] + 1});
    }
  }
  return row[b.size()];
}

std::string nearest_workload(const std::string& name) {
  const auto closer = [&](const workloads::WorkloadRow& a, const workloads::WorkloadRow& b) {
    return distance(a.name, name) < distance(b.name, name);
  };
  const auto& rows = workloads::rows();
  return std::min_element(rows.begin(), rows.end(), closer)->name;
}

std::string parameter_names(const workloads::WorkloadRow& row) {
  std::string names;
  for (const workloads::ParamRow& param : row.params) {
    if (!names.empty()) names += ", ";
    names += fmt::format("{} (default {})", param.name, param.default_value);
  }
  return names.empty() ? "none" : names;
}

}  // namespace

UsageError::UsageError(const std::string& sentence, std::string hint)
    : std::runtime_error(sentence), hint_(std::move(hint)) {}

std::string Job::key() const {
  std::string key = workload;
  for (const auto& [name, value] : params) key += fmt::format(",{}={}", name, value);
  return key + fmt::format(",seed={}", seed);
}

const workloads::WorkloadRow& row_of(const std::string& workload) {
  for (const workloads::WorkloadRow& row : workloads::rows()) {
    if (row.name == workload) return row;
  }
  throw UsageError(fmt::format("no workload is called '{}'", workload),
                   fmt::format("did you mean {}? sharebench-runner --list names all",
                               nearest_workload(workload)));
}

Job make_job(const std::string& workload, const workloads::Params& overrides, std::uint64_t seed,
             unsigned latency_every) {
  const workloads::WorkloadRow& row = row_of(workload);
  Job job{workload, {}, seed, latency_every};
  for (const workloads::ParamRow& param : row.params) job.params[param.name] = param.default_value;
  for (const auto& [name, value] : overrides) {
    const auto known = job.params.find(name);
    if (known == job.params.end()) {
      throw UsageError(fmt::format("{} has no parameter '{}'", workload, name),
                       fmt::format("its parameters: {}", parameter_names(row)));
    }
    known->second = value;
  }
  return job;
}

}  // namespace sharebench::runner
