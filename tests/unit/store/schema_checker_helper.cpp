// A small JSON Schema checker.
#include "tests/unit/store/schema_checker_helper.h"

#include <algorithm>
#include <set>

namespace sharebench::store {
namespace {

using nlohmann::json;

bool is_type(const json& value, const std::string& type) {
  if (type == "object") return value.is_object();
  if (type == "array") return value.is_array();
  if (type == "string") return value.is_string();
  if (type == "boolean") return value.is_boolean();
  if (type == "integer") return value.is_number_integer();
  if (type == "number") return value.is_number();
  return type == "null" && value.is_null();
}

class Checker {
 public:
  explicit Checker(const json& root) : root_(root) {}

  void check(const json& schema, const json& value, const std::string& where) {
    for (const auto& [keyword, rule] : schema.items())
      check_keyword(keyword, rule, schema, value, where);
  }

  std::vector<std::string> found;

 private:
  void check_keyword(const std::string& keyword, const json& rule, const json& schema,
                     const json& value, const std::string& where) {
    static const std::set<std::string> kSilent = {"$schema", "$id", "title", "description",
                                                  "$defs"};
    if (kSilent.contains(keyword)) return;
    if (keyword == "$ref") {
      check(root_.at(json::json_pointer(rule.get<std::string>().substr(1))), value, where);
    } else if (keyword == "type") {
      const std::vector<std::string> types = rule.is_array() ? rule.get<std::vector<std::string>>()
                                                             : std::vector{rule.get<std::string>()};
      if (std::none_of(types.begin(), types.end(), [&](auto& t) { return is_type(value, t); })) {
        found.push_back(where + " is not of type " + rule.dump());
      }
    } else if (keyword == "const") {
      if (value != rule) found.push_back(where + " is not " + rule.dump());
    } else if (keyword == "enum") {
      if (std::find(rule.begin(), rule.end(), value) == rule.end()) {
        found.push_back(where + " is none of " + rule.dump());
      }
    } else if (keyword == "minimum") {
      if (value.is_number() && value < rule) found.push_back(where + " is below " + rule.dump());
    } else if (keyword == "required") {
      for (const auto& name : rule) {
        if (!value.contains(name.get<std::string>()))
          found.push_back(where + " lacks " + name.dump());
      }
    } else if (keyword == "items") {
      for (std::size_t i = 0; value.is_array() && i < value.size(); ++i) {
        check(rule, value[i], where + "[" + std::to_string(i) + "]");
      }
    } else if (keyword == "properties" || keyword == "additionalProperties") {
      check_fields(keyword, rule, schema, value, where);
    } else {
      found.push_back("the schema uses " + keyword + ", which this checker does not know");
    }
  }

  void check_fields(const std::string& keyword, const json& rule, const json& schema,
                    const json& value, const std::string& where) {
    if (!value.is_object()) return;
    for (const auto& [name, field] : value.items()) {
      const bool named = schema.contains("properties") && schema["properties"].contains(name);
      if (keyword == "properties" && named) check(rule[name], field, where + "." + name);
      if (keyword == "additionalProperties" && !named) check(rule, field, where + "." + name);
    }
  }

  const json& root_;
};

}  // namespace

std::vector<std::string> schema_violations(const json& schema, const json& value) {
  Checker checker(schema);
  checker.check(schema, value, "run");
  return checker.found;
}

}  // namespace sharebench::store
