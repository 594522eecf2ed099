// Parameters of workloads are text on the way in; here they become checked numbers.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "workloads/workload.h"

namespace sharebench::workloads {

/// A parameter whose value cannot be used; the sentence names it, its value and what is allowed.
class ParamError : public WorkloadError {
  using WorkloadError::WorkloadError;
};

/// A plain number in [low, high]. Throws ParamError.
std::uint64_t count_param(const Params& params, const std::string& name, std::uint64_t low,
                          std::uint64_t high);

/// Bytes in [low, high]: a number, with B, KiB, MiB or GiB after it or nothing. Throws ParamError.
std::uint64_t size_param(const Params& params, const std::string& name, std::uint64_t low,
                         std::uint64_t high);

/// A decimal number like "0.25" in [low, high], with a point whatever the locale says. Throws
/// ParamError.
double decimal_param(const Params& params, const std::string& name, double low, double high);

/// One of two words: "true" or "false". Throws ParamError.
bool flag_param(const Params& params, const std::string& name);

/// One of the given words. Throws ParamError.
std::string choice_param(const Params& params, const std::string& name,
                         const std::vector<std::string>& words);

}  // namespace sharebench::workloads
