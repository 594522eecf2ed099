// All that decides about a packet, by anchor path: what was read of the kernel, or what a file
// says.
#pragma once

#include <map>
#include <optional>
#include <set>
#include <string>
#include <vector>

#include "harness/guard/pf.h"
#include "harness/guard/pf_file.h"

namespace sharebench::guard {

/// Addresses of a table; the longest prefix decides.
struct TableContent {
  bool known = true;
  bool open_ended = false;  ///< pf.conf names no addresses: it keeps what the kernel holds
  std::vector<Host> entries{};
};

struct PfModel::Impl {
  bool from_conf = false;
  std::optional<bool> enabled{};
  std::map<std::string, Ruleset> rulesets{};
  bool anchors_listed = false;     ///< an anchor without a ruleset here is empty
  std::set<std::string> unread{};  ///< anchors that exist and whose rules are not known
  std::map<std::string, TableContent> tables{};  ///< "name", or "anchor/path/name"
  bool tables_listed = false;                    ///< a table that is not here does not exist
  bool skip_known = false;
  std::set<std::string> skip{}, skip_perhaps{};
  std::vector<std::string> kernel_interfaces{};  ///< as `pfctl -s Interfaces` lists them
  std::optional<std::vector<Interface>> interfaces{};
  std::vector<std::string> problems{};
  PfFile conf{};  ///< the file, for printing
};

}  // namespace sharebench::guard
