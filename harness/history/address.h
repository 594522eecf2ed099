// Where a history is: the text of --db, taken apart.
#pragma once

#include <string>

namespace sharebench::history {

struct Address {
  bool postgresql = false;
  std::string file{};        ///< of SQLite
  std::string connection{};  ///< as SOCI's backend wants it
  std::string shown{};       ///< for a person: without the password
};

/// Reads `sqlite:FILE`, `postgresql://...` or `postgres://...`. Throws UsageError for anything else
/// and for a file name that SOCI cannot take.
Address parse_address(const std::string& text);

}  // namespace sharebench::history
