// One figure as people read it: value, interval or the reason why there is none; `lang` is of
// charts.
#pragma once

#include <string>
#include <utility>
#include <vector>

#include "harness/core/comparison.h"

namespace sharebench::report {

/// "12.3 ms [11.9 ms, 12.8 ms]" or "12.3 ms [no interval: n < 6]".
std::string seconds_text(const Estimate& seconds, const std::string& lang = "en");

/// "2.62x [2.55x, 2.70x]".
std::string ratio_text(const Estimate& ratio, const std::string& lang = "en");

/// "424 [419, 430]", "no waiting round trips [-1, 2]".
std::string serial_text(const SerialRoundTrips& serial, const std::string& lang = "en");

/// `amount` a second at the time `seconds`: "1,234 [1,200, 1,260]" with `format` for the numbers.
std::string rate_text(double per_second, const Estimate& seconds, std::string (*format)(double));

/// "400" when every sample made as many, else "400 (398 to 402)".
std::string round_trips_text(const Summary& summary, const std::string& lang = "en");

/// "LOOKUP 150, CREATE 25, 3 more: 40".
std::string kinds_text(const std::vector<std::pair<std::string, double>>& by_kind,
                       const std::string& lang = "en");

/// "+4.2 % [-1.0 %, +7.1 %]": what is left over of a time that was predicted.
std::string leftover_text(const Estimate& leftover, const std::string& lang = "en");

/// "0.0078", "< 0.0001".
std::string p_text(double p);

/// "32", "31 (1 failed, 2 outliers)".
std::string samples_text(const Summary& summary);

}  // namespace sharebench::report
