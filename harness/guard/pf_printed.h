// Reads what pfctl printed, a rule at a time, so that one line that is not understood stays one.
#pragma once

#include <map>
#include <string>
#include <vector>

#include "harness/guard/pf_file.h"

namespace sharebench::guard {

/// Lines that pfctl adds to every answer: ALTQ's absence, headings of `-s all`.
bool is_noise(const std::string& line);

/// Adds printed rules to rulesets. A rule that cannot be parsed stays in its place as `unread`.
class PrintedReader {
 public:
  PrintedReader(PfHost host, std::map<std::string, Ruleset>& rulesets,
                std::vector<std::string>& problems)
      : host_(std::move(host)), rulesets_(rulesets), problems_(problems) {}

  /// The rules in `text` belong to anchor `path`; `name` tells problems where they were read.
  void read(const std::string& text, const std::string& path, const std::string& name);

 private:
  void add(const std::string& text, const std::string& path, const std::string& name);

  PfHost host_;
  std::map<std::string, Ruleset>& rulesets_;
  std::vector<std::string>& problems_;
  int inline_anchors_ = 0;
};

}  // namespace sharebench::guard
