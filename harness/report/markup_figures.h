// Figures in HTML and SVG, apart from the other formats because tags must be followed.
#pragma once

#include <string>
#include <vector>

#include "harness/report/figures.h"

namespace sharebench::report {

/// Every element with `data-figure`, in the order of their beginnings: its name and all that stands
/// in it, its own tag included; in a picture without such names every text, counted. Reads what
/// sharebench wrote, and does not throw for anything else.
std::vector<Figure> markup_figures(const std::string& text);

}  // namespace sharebench::report
