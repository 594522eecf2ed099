// The figures of a report as tables of texts, in the order in which they should be read; console
// and Markdown only dress them.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "harness/core/report.h"
#include "harness/report/text_table.h"

namespace sharebench::report {

struct Table {
  std::string title;
  std::string note;  ///< what the figures are and what they are not; shown with the table
  std::vector<std::string> header;
  std::vector<Align> aligns;
  std::vector<std::vector<std::string>> rows;  ///< the first column is the workload
  std::vector<std::optional<double>> bars;     ///< the leading figure of each row, for bars
  bool detail = false;                         ///< not in the short form
};

/// Every table that has rows. Where time is emulated or paced: serial round trips, exact round
/// trips, full-size counts, paced time, and raw seconds last; elsewhere time first.
std::vector<Table> tables(const Report& report);

}  // namespace sharebench::report
