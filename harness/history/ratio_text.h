// How log-ratios stand in the database: whole billionths, so that they come back as they went.
#pragma once

#include <string>
#include <vector>

namespace sharebench::history {

/// The nearest whole number of billionths, and back.
long long billionths(double value);
double from_billionths(long long value);

/// "[12,-3]" of log-ratios, and back. Reading throws nlohmann::json::exception where it is no list
/// of whole numbers.
std::string text_of(const std::vector<double>& log_ratios);
std::vector<double> log_ratios_of(const std::string& text);

}  // namespace sharebench::history
