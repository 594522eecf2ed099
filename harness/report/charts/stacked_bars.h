// Bars of counts or times, divided by kind; a panel for each workload, each with its own scale.
#pragma once

#include <string>
#include <utility>
#include <vector>

#include "harness/report/charts/axis.h"
#include "harness/report/charts/frame.h"

namespace sharebench::report {

struct Stack {
  std::string panel{}, name{};                          ///< workload and share
  double total = 0;                                     ///< at least 0
  std::vector<std::pair<std::string, double>> parts{};  ///< largest first
  std::string figure{};                                 ///< the total in words
};

/// What the parts are, in words.
struct StackWords {
  std::string kinds{};                      ///< title of the legend: "operation"
  std::string amount{};                     ///< title of an amount: "round trips"
  std::string (*format)(double) = nullptr;  ///< of an amount
  double least = 0;                         ///< what is left of a total is shown from here on
};

/// The widths that these stacks want.
Columns stack_columns(const std::vector<Stack>& stacks, const ChartOptions& options);

/// A bar for each stack. The seven kinds with most counts have a colour each, the others share one;
/// a part that is wide enough says its kind, so that colour is never needed alone.
std::vector<Json> stack_panels(const std::vector<Stack>& stacks, const Columns& columns,
                               const StackWords& words, const ChartOptions& options);

/// Table rows: workload, share, total, parts.
std::vector<std::vector<std::string>> stack_rows(const std::vector<Stack>& stacks,
                                                 const std::string& lang);

}  // namespace sharebench::report
