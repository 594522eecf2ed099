// A series of figures in one line of text.
#pragma once

#include <string>
#include <vector>

namespace sharebench::report {

/// One block character a value, from the least to the greatest of them; where there are more values
/// than `columns`, the median of each stretch. Empty without values; all equal: a middle line.
std::string sparkline(const std::vector<double>& values, int columns);

}  // namespace sharebench::report
