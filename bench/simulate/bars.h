// The acceptance bars of the method: each a figure that the engine must reach on simulated
// machines.
#pragma once

#include <string>
#include <vector>

#include "bench/simulate/meter.h"
#include "bench/simulate/study.h"

namespace sharebench::simulate {

/// A table of figures behind a bar.
struct Detail {
  std::string title{};
  std::vector<std::vector<std::string>> rows{};  ///< the first is the heading
};

/// One line of the table of bars.
struct BarResult {
  std::string required{}, reached{}, peers{};
  bool passed = false;
  int replicates = 0;
  std::vector<Detail> details{};
};

/// One bar: its number, what it asks, and how long it takes compared with others.
struct Bar {
  int number = 0;
  std::string asks{};
  double weight = 1;
  int (*steps)(const Settings&) = nullptr;  ///< of the meter
  BarResult (*judge)(Study&, Meter&) = nullptr;
};

/// Bars 2 to 11, in order.
const std::vector<Bar>& bars();

/// The bars, by the file that judges them.
BarResult judge_fixed_blocks(Study& study, Meter& meter);
BarResult judge_equal_arms(Study& study, Meter& meter);
BarResult judge_ten_percent_mounted(Study& study, Meter& meter);
BarResult judge_ten_percent_exclusive(Study& study, Meter& meter);
BarResult judge_thirty_percent(Study& study, Meter& meter);
BarResult judge_at_the_margin(Study& study, Meter& meter);
BarResult judge_families(Study& study, Meter& meter);
BarResult judge_geomeans(Study& study, Meter& meter);
BarResult judge_histories(Study& study, Meter& meter);
BarResult judge_selftests(Study& study, Meter& meter);

/// "4.2 %", and "4.1 to 5.3 %" of several.
std::string percent(double value);
std::string percent_range(const std::vector<double>& values);

}  // namespace sharebench::simulate
