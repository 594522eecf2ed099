// Reads the text of a fault and counts calls towards it.
#include "harness/vboxsf/fault.h"

#include <fmt/format.h>

#include <algorithm>
#include <cctype>
#include <limits>

#include "harness/core/error.h"
#include "harness/core/units.h"
#include "harness/vboxsf/function_names.h"

namespace sharebench::vboxsf {
namespace {

std::optional<std::uint32_t> function_number(std::string name) {
  std::transform(name.begin(), name.end(), name.begin(),
                 [](unsigned char c) { return static_cast<char>(std::tolower(c)); });
  for (const FunctionName& row : kFunctionNames) {
    if (row.name == name) return row.number;
  }
  return std::nullopt;
}

}  // namespace

Fault parse_fault(const std::string& text) {
  const std::string hint = "give FUNCTION:N[+]:STATUS, for example WRITE:3:-152 (disk full)";
  const auto first = text.find(':');
  const auto last = text.rfind(':');
  if (first == std::string::npos || first == last) {
    throw UsageError(fmt::format("fault '{}' has not three parts", text), hint);
  }
  const std::string name = text.substr(0, first);
  const auto number = function_number(name);
  if (!number) throw UsageError(fmt::format("no function is called '{}'", name), hint);
  std::string count = text.substr(first + 1, last - first - 1);
  Fault fault;
  fault.function = *number;
  fault.and_later = !count.empty() && count.back() == '+';
  if (fault.and_later) count.pop_back();
  fault.first = static_cast<std::uint64_t>(
      parse_integer(count, "fault " + text, 1, std::numeric_limits<std::int64_t>::max()));
  fault.status = static_cast<std::int32_t>(parse_integer(
      text.substr(last + 1), "fault " + text, std::numeric_limits<std::int32_t>::min(), -1));
  return fault;
}

void FaultInjector::set(std::optional<Fault> fault) {
  fault_ = fault;
  seen_ = 0;
}

std::optional<std::int32_t> FaultInjector::next(std::uint32_t function) {
  if (!fault_ || fault_->function != function) return std::nullopt;
  ++seen_;
  const bool due = seen_ == fault_->first || (fault_->and_later && seen_ > fault_->first);
  return due ? std::optional(fault_->status) : std::nullopt;
}

}  // namespace sharebench::vboxsf
