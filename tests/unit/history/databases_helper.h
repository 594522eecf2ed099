// Databases that a test may spoil: a file of SQLite, or a database of a real PostgreSQL server.
#pragma once

#include <soci/soci.h>

#include <memory>
#include <string>

namespace sharebench::history {

enum class Kind { kSqlite, kPostgresql };

/// An empty database, gone at the end.
class TestDatabase {
 public:
  explicit TestDatabase(Kind kind);
  ~TestDatabase();
  TestDatabase(const TestDatabase&) = delete;
  TestDatabase& operator=(const TestDatabase&) = delete;

  /// As for --db.
  const std::string& address() const { return address_; }

  /// A connection beside ours.
  std::unique_ptr<soci::session> session() const;

 private:
  Kind kind_;
  std::string folder_{};
  std::string address_{};
};

}  // namespace sharebench::history
