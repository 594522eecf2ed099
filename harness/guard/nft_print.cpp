// Statement by statement, after the output of nft(8).
#include "harness/guard/nft_print.h"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <vector>

namespace sharebench::guard {
namespace {

using nlohmann::json;

std::string raw(const json& value) {
  return value.dump(-1, ' ', false, json::error_handler_t::replace);
}

std::string word(const json& object, const char* key) {
  const auto at = object.find(key);
  return at != object.end() && at->is_string() ? at->get<std::string>() : raw(object);
}

/// nft quotes what is a name of this machine, and no word of its language.
std::string value(const json& right, bool quoted) {
  if (right.is_string()) {
    const auto text = right.get<std::string>();
    return quoted ? fmt::format("\"{}\"", text) : text;
  }
  if (right.is_array()) {
    std::vector<std::string> parts;
    for (const json& one : right) parts.push_back(value(one, quoted));
    return fmt::format("{}", fmt::join(parts, ","));
  }
  if (!right.is_object() || right.size() != 1) return raw(right);
  const json& inner = right.begin().value();
  if (right.begin().key() == "set" && inner.is_array()) {
    std::vector<std::string> parts;
    for (const json& one : inner) parts.push_back(value(one, quoted));
    return fmt::format("{{ {} }}", fmt::join(parts, ", "));
  }
  if (right.begin().key() == "range" && inner.is_array() && inner.size() == 2) {
    return value(inner[0], quoted) + "-" + value(inner[1], quoted);
  }
  if (right.begin().key() == "prefix" && inner.is_object() && inner.contains("len")) {
    return value(inner.value("addr", json()), quoted) + "/" + raw(inner["len"]);
  }
  return raw(right);
}

std::string left_side(const json& left, bool& quoted) {
  if (left.is_object() && left.contains("meta")) {
    const std::string key = word(left["meta"], "key");
    quoted = key.find("name") != std::string::npos;
    return key == "l4proto" || key == "nfproto" ? "meta " + key : key;
  }
  if (left.is_object() && left.contains("payload") && left["payload"].contains("field")) {
    return word(left["payload"], "protocol") + " " + word(left["payload"], "field");
  }
  if (left.is_object() && left.contains("ct")) return "ct " + word(left["ct"], "key");
  return raw(left);
}

std::string match(const json& one) {
  bool quoted = false;
  const std::string left = left_side(one.value("left", json()), quoted);
  const std::string op = one.value("op", std::string("=="));
  const std::string shown = op == "==" || op == "in" ? "" : op + " ";
  return left + " " + shown + value(one.value("right", json()), quoted);
}

std::string statement(const json& one) {
  if (!one.is_object() || one.size() != 1) return raw(one);
  const std::string& name = one.begin().key();
  const json& inner = one.begin().value();
  if (name == "match" && inner.is_object()) return match(inner);
  if ((name == "jump" || name == "goto") && inner.is_object()) {
    return name + " " + word(inner, "target");
  }
  return inner.is_null() ? name : raw(one);
}

}  // namespace

std::string print_nft_rule(const json& expressions) {
  std::vector<std::string> parts;
  for (const json& one : expressions) {
    if (one.is_object() && one.contains("counter")) continue;
    parts.push_back(statement(one));
  }
  return fmt::format("{}", fmt::join(parts, " "));
}

}  // namespace sharebench::guard
