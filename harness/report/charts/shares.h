// What charts ask of a report again and again: its shares, its baseline, its paces. `lang` is the
// language of the words.
#pragma once

#include <string>
#include <vector>

#include "harness/core/report.h"
#include "harness/report/charts/dot_plot.h"

namespace sharebench::report {

/// The place of a share among the run's mounts: its colour and shape in every chart.
int share_index(const Report& report, const std::string& share);

/// Names of the run's shares, by mount.
std::vector<std::string> share_names(const Report& report);

/// The share that all others are compared with, cleaned and short; "its baseline" where there are
/// several.
std::string baseline_name(const Report& report, const std::string& lang);

/// Paces of the summaries, ascending; 0 is unpaced.
std::vector<double> paces(const Report& report);

/// "" and "_paced_2ms" for ids; "" and ", each round trip held for 2.00 ms" for titles.
std::string pace_suffix(double pace_s);
std::string pace_words(double pace_s, const std::string& lang);

/// "failed: 3 of 3 samples".
std::string failed_text(const Summary& row, const std::string& lang);

/// "8" or "6 to 8": the blocks of the dots that have a value.
std::string blocks_text(const std::vector<Dot>& dots, const std::string& lang);

/// Values and bounds of the dots, for an axis.
std::vector<double> values_of(const std::vector<Dot>& dots);

/// "small_files on nfs3: 2.61x [2.55x, 2.70x]; and 5 more in the table." of the first dots that
/// have a value.
std::string dots_sentence(const std::vector<Dot>& dots, const std::string& lang);

}  // namespace sharebench::report
