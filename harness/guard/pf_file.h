// A pf.conf as pfctl reads it: rulesets by anchor, tables, options, and every line it would refuse.
#pragma once

#include <array>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "harness/guard/interfaces.h"
#include "harness/guard/pf_rule.h"

namespace sharebench::guard {

struct Table {
  struct Part {
    std::string file{};  ///< a file of addresses, or
    std::vector<Host> addresses{};
  };
  std::string name{};
  bool constant = false, persist = false, counters = false;
  bool empty_list = false;  ///< `{ }` stands there
  std::vector<Part> parts{};
  int line = 0;
};

struct Ruleset {
  std::array<std::vector<Rule>, 6> lists{};  ///< by RuleList
  std::map<std::string, Table> tables{};
  int numbered = 0;  ///< rules so far, as `$nr` counts them

  std::vector<Rule>& list(RuleList which) { return lists[static_cast<std::size_t>(which)]; }
  const std::vector<Rule>& list(RuleList which) const {
    return lists[static_cast<std::size_t>(which)];
  }
};

/// What pfctl finds on the host where it loads a file.
struct PfHost {
  std::optional<std::vector<Interface>> interfaces{};  ///< nothing: not known
  std::map<std::string, unsigned> users{}, groups{};   ///< beside those that every Mac has
};

struct PfComplaint {
  int line = 0;
  std::string sentence{};
};

/// Both texts are one grammar; what pfctl prints may be reordered and is judged line by line.
enum class PfText { kConf, kPrinted };

struct PfFile {
  std::map<std::string, Ruleset> rulesets{};  ///< by anchor path; "" is the main one
  std::vector<std::string> settings{};  ///< macros, options, tables as `pfctl -nv` prints them
  std::vector<std::string> skip{};      ///< interfaces of `set skip on`
  struct Load {
    std::string anchor{}, file{};
    int line = 0;
  };
  std::vector<Load> loads{};
  std::vector<PfComplaint> complaints{};  ///< pfctl loads nothing when there is one
  std::vector<std::string> unresolved{};  ///< names whose addresses are not known here
};

/// A text and the place for which it is meant.
struct PfInput {
  std::string text{};
  PfText kind = PfText::kConf;
  std::string path{};      ///< of the anchor into which it is loaded
  int inline_anchors = 0;  ///< unnamed inline anchors that there are already: the next is _(n+1)
};

/// Reads a whole text. Complaints are collected, never thrown.
PfFile parse_pf(const PfInput& input, const PfHost& host);

/// The path of anchor `name` named inside the ruleset `inside`; nothing when it leads above the
/// root. A wildcard's `/*` is cut off and told in `wildcard`.
struct AnchorPath {
  std::string path{};
  bool wildcard = false;
};
std::optional<AnchorPath> anchor_path(const std::string& inside, const std::string& name);

}  // namespace sharebench::guard
