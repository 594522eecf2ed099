// What a chart says in words around its plots: burnt into a picture, but text of its own in a page.
#pragma once

#include <nlohmann/json.hpp>
#include <string>

#include "harness/report/charts/chart.h"

namespace sharebench::report {

/// True for a panel of a spec that holds words only: the label of where it was measured, the
/// source.
bool is_words(const nlohmann::ordered_json& panel);

/// Subtitle and label of a chart as one paragraph: what is drawn, n, the interval, what it was
/// measured on.
std::string words_around(const Chart& chart);

}  // namespace sharebench::report
