// The report as CSV, one row a figure, for spreadsheets and scripts.
#pragma once

#include <string>

#include "harness/core/report.h"

namespace sharebench::report {

/// RFC 4180: a header row, CRLF line ends, fields quoted where needed; decimals have a point in
/// every locale. Every row says in `label` whether its figure carries over to hardware.
std::string render_csv(const Report& report);

}  // namespace sharebench::report
