// The parts of a page in the order in which they stand; each writes nothing when it has nothing to
// say.
#pragma once

#include <string>
#include <vector>

#include "harness/core/page_data.h"
#include "harness/core/report.h"
#include "harness/report/charts/chart.h"
#include "harness/report/markup.h"

namespace sharebench::report {

/// Title, what it was measured on, the answer, and what carries over.
void add_top(Markup& page, const Report& report, const std::string& title);

/// A card for every share that was judged against the baseline.
void add_cards(Markup& page, const Report& report);

/// The controls, and a frame with words and a table for every chart.
void add_charts(Markup& page, const Run& run, const PageData& data,
                const std::vector<Chart>& charts);

/// Every table of tables.h; the detailed ones are folded.
void add_tables(Markup& page, const Report& report);

/// Warnings, environment, and what each share was mounted as.
void add_circumstances(Markup& page, const Report& report);

/// Method, raw data, how to measure and to check it again.
void add_method(Markup& page, const Report& report);

/// A table of texts in a frame that scrolls by itself. `figures` goes before the name of every
/// figure in it: FIGURES/FIRST COLUMN/SECOND COLUMN/HEADER; empty where no cell is a figure.
struct HtmlTable {
  std::string id{}, caption{}, figures{};
  std::vector<std::string> header{};
  std::vector<bool> numbers{};  ///< columns that hold numbers; may be shorter
  std::vector<std::vector<std::string>> rows{};
};
void add_table(Markup& page, const HtmlTable& table);

/// "serial_round_trips" of "Serial round trips": for names of figures and of elements.
std::string slug(const std::string& text);

/// The commands that measure the same again, report it and verify the report.
std::string commands_to_reproduce(const Run& run);

}  // namespace sharebench::report
