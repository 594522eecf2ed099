// A report format is a row: a name, a sentence, and a pure function from Report to bytes.
#pragma once

#include <string>
#include <vector>

#include "harness/core/report.h"

namespace sharebench::report {

struct Reporter {
  const char* name;     ///< as in `report --NAME FILE`
  const char* summary;  ///< one line for `list reporters`
  std::string (*render)(const Report&);
};

/// All formats, in the order they are listed.
const std::vector<Reporter>& reporters();

/// The reporter of that name. Throws UsageError naming the ones there are.
const Reporter& find_reporter(const std::string& name);

}  // namespace sharebench::report
