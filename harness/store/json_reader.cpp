// Typed access to JSON; nlohmann's own messages name neither the field nor the file.
#include "harness/store/json_reader.h"

#include <fmt/format.h>

#include <cmath>
#include <limits>
#include <utility>

#include "harness/core/error.h"

namespace sharebench::store {
namespace {

constexpr std::int64_t kMost = std::numeric_limits<std::int64_t>::max();

std::int64_t whole(const nlohmann::json& value, const std::string& where, std::int64_t low,
                   std::int64_t high) {
  if (!value.is_number_integer()) bad_field(where, "is not a whole number");
  if (value.is_number_unsigned() &&
      value.get<std::uint64_t>() > static_cast<std::uint64_t>(kMost)) {
    bad_field(where, "is out of range");
  }
  const auto number = value.get<std::int64_t>();
  if (number < low) bad_field(where, low == 0 && number < 0 ? "is negative" : "is out of range");
  if (number > high) bad_field(where, "is out of range");
  return number;
}

std::uint64_t whole_unsigned(const nlohmann::json& value, const std::string& where) {
  if (!value.is_number_integer()) bad_field(where, "is not a whole number");
  if (!value.is_number_unsigned()) bad_field(where, "is negative");
  return value.get<std::uint64_t>();
}

double to_seconds(const nlohmann::json& value, const std::string& where) {
  return static_cast<double>(whole(value, where, 0, kMost)) / 1e9;
}

}  // namespace

void bad_field(const std::string& where, const std::string& wrong) {
  throw DataError(
      fmt::format("{} {}", where, wrong),
      "it was damaged or edited after it was written; use the original or measure again");
}

ObjectReader::ObjectReader(const nlohmann::json& json, std::string where)
    : json_(json), where_(std::move(where)) {
  if (!json_.is_object()) bad_field(where_, "is not an object");
}

std::string ObjectReader::path(const std::string& key) const {
  return where_.empty() ? key : where_ + "." + key;
}

const nlohmann::json& ObjectReader::at(const std::string& key) const {
  const auto found = json_.find(key);
  if (found == json_.end()) bad_field(path(key), "is missing");
  return *found;
}

ObjectReader ObjectReader::object(const std::string& key) const {
  return ObjectReader(at(key), path(key));
}

const nlohmann::json& ObjectReader::array(const std::string& key) const {
  const nlohmann::json& value = at(key);
  if (!value.is_array()) bad_field(path(key), "is not an array");
  return value;
}

std::vector<ObjectReader> ObjectReader::objects(const std::string& key) const {
  std::vector<ObjectReader> readers;
  for (const nlohmann::json& value : array(key)) {
    readers.emplace_back(value, fmt::format("{}[{}]", path(key), readers.size()));
  }
  return readers;
}

std::string ObjectReader::text(const std::string& key) const {
  const nlohmann::json& value = at(key);
  if (!value.is_string()) bad_field(path(key), "is not a text");
  return value.get<std::string>();
}

bool ObjectReader::flag(const std::string& key) const {
  const nlohmann::json& value = at(key);
  if (!value.is_boolean()) bad_field(path(key), "is not true or false");
  return value.get<bool>();
}

std::int64_t ObjectReader::integer(const std::string& key, std::int64_t low,
                                   std::int64_t high) const {
  return whole(at(key), path(key), low, high);
}

std::uint64_t ObjectReader::unsigned_integer(const std::string& key) const {
  return whole_unsigned(at(key), path(key));
}

double ObjectReader::number(const std::string& key) const {
  const nlohmann::json& value = at(key);
  if (!value.is_number()) bad_field(path(key), "is not a number");
  const double number = value.get<double>();
  if (!std::isfinite(number)) bad_field(path(key), "is not finite");
  return number;
}

double ObjectReader::seconds(const std::string& key) const {
  return to_seconds(at(key), path(key));
}

std::map<std::string, std::string> ObjectReader::texts(const std::string& key) const {
  const ObjectReader reader = object(key);
  std::map<std::string, std::string> texts;
  for (const auto& [name, value] : reader.raw().items()) texts[name] = reader.text(name);
  return texts;
}

std::vector<std::int64_t> ObjectReader::integers(const std::string& key, std::int64_t low,
                                                 std::int64_t high) const {
  std::vector<std::int64_t> column;
  const nlohmann::json& values = array(key);
  column.reserve(values.size());
  for (const nlohmann::json& value : values) {
    // The path is only spelled out for a complaint: a column has many values.
    const std::int64_t number = value.is_number_integer() ? value.get<std::int64_t>() : low - 1;
    const bool wrapped = value.is_number_unsigned() && number < 0;
    if (wrapped || number < low || number > high) {
      whole(value, fmt::format("{}[{}]", path(key), column.size()), low, high);
    }
    column.push_back(number);
  }
  return column;
}

std::vector<std::uint64_t> ObjectReader::unsigned_integers(const std::string& key) const {
  std::vector<std::uint64_t> column;
  const nlohmann::json& values = array(key);
  column.reserve(values.size());
  for (const nlohmann::json& value : values) {
    column.push_back(value.is_number_unsigned()
                         ? value.get<std::uint64_t>()
                         : whole_unsigned(value, fmt::format("{}[{}]", path(key), column.size())));
  }
  return column;
}

std::vector<double> ObjectReader::seconds_column(const std::string& key) const {
  std::vector<double> column;
  for (const std::int64_t ns : integers(key, 0, kMost)) {
    column.push_back(static_cast<double>(ns) / 1e9);
  }
  return column;
}

std::vector<bool> ObjectReader::flags(const std::string& key) const {
  std::vector<bool> column;
  for (const std::int64_t value : integers(key, 0, 1)) column.push_back(value == 1);
  return column;
}

}  // namespace sharebench::store
