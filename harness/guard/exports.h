// /etc/exports: which folder is offered to whom.
#pragma once

#include <optional>
#include <string>
#include <vector>

namespace sharebench::guard {

struct Export {
  std::vector<std::string> folders{}, options{}, hosts{};
  std::string network{}, mask{};
  int line = 0;

  /// No host and no network: everybody may mount it.
  bool to_everyone() const { return hosts.empty() && network.empty(); }
};

/// A line an export: folders, options, hosts; quotes and backslashes keep blanks, `#` begins a
/// comment. `unread` gets lines that are none, with their number.
std::vector<Export> parse_exports(const std::string& text, std::vector<std::string>& unread);

}  // namespace sharebench::guard
