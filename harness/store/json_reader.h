// Reading JSON fields with a sentence for everything that can be wrong with them.
#pragma once

#include <cstdint>
#include <map>
#include <nlohmann/json.hpp>
#include <string>
#include <vector>

namespace sharebench::store {

/// Throws DataError: `where` and what is wrong with it.
[[noreturn]] void bad_field(const std::string& where, const std::string& wrong);

/// One JSON object and its name, so that every complaint can say where. Fields that are missing are
/// complaints, fields that nobody asks for are ignored. The object must outlive this.
class ObjectReader {
 public:
  /// Throws DataError when `json` is not an object.
  ObjectReader(const nlohmann::json& json, std::string where);

  bool has(const std::string& key) const { return json_.contains(key); }
  ObjectReader object(const std::string& key) const;
  std::vector<ObjectReader> objects(const std::string& key) const;

  std::string text(const std::string& key) const;
  bool flag(const std::string& key) const;
  /// A whole number in [low, high].
  std::int64_t integer(const std::string& key, std::int64_t low, std::int64_t high) const;
  std::uint64_t unsigned_integer(const std::string& key) const;
  /// Any finite number.
  double number(const std::string& key) const;
  /// Nanoseconds, >= 0, as seconds.
  double seconds(const std::string& key) const;
  std::map<std::string, std::string> texts(const std::string& key) const;

  /// Columns, each value checked like the single field of its type.
  std::vector<std::int64_t> integers(const std::string& key, std::int64_t low,
                                     std::int64_t high) const;
  std::vector<std::uint64_t> unsigned_integers(const std::string& key) const;
  std::vector<double> seconds_column(const std::string& key) const;
  std::vector<bool> flags(const std::string& key) const;  ///< 0 or 1

  const nlohmann::json& array(const std::string& key) const;
  const nlohmann::json& at(const std::string& key) const;  ///< throws when missing
  std::string path(const std::string& key) const;
  const std::string& where() const { return where_; }
  const nlohmann::json& raw() const { return json_; }

 private:
  const nlohmann::json& json_;
  std::string where_;
};

}  // namespace sharebench::store
