// A statement of pf.conf before its lists are expanded into rules.
#pragma once

#include <functional>
#include <string>
#include <utility>
#include <vector>

#include "harness/guard/pf_file.h"

namespace sharebench::guard {

struct InterfaceItem {
  std::string name{};
  bool negated = false;
};

struct IcmpItem {
  int type = -1, code = -1;
  int protocol = 0;
};

struct IdItem {
  NumberTest test{};
  std::string name{};
};

/// A rule with lists where the grammar allows them; an empty list is one that was not given.
struct Draft {
  Rule rule{};
  std::vector<InterfaceItem> interfaces{};
  std::vector<int> protocols{};
  std::vector<IcmpItem> icmp{};
  std::vector<Host> from_hosts{}, to_hosts{};
  std::vector<NumberTest> from_ports{}, to_ports{};
  std::vector<std::string> oses{};
  std::vector<IdItem> users{}, groups{};
};

/// Appends every combination to `ruleset`, outermost list first. Calls `complain` with pfctl's
/// sentence for each combination that it would refuse and once when none is left.
void expand(const Draft& draft, Ruleset& ruleset,
            const std::function<void(const std::string&)>& complain);

/// pfctl's complaints about one rule as a whole.
std::vector<std::string> inconsistencies(const Rule& rule);

/// The family that all of `hosts` have, unless one is given already.
void decide_family(const std::vector<Host>& hosts, Family& family);

}  // namespace sharebench::guard
