// A value of what a tool printed as JSON, as text.
#pragma once

#include <nlohmann/json.hpp>
#include <string>

namespace sharebench::targets {

/// The string or number there; empty where there is neither.
inline std::string text_below(const nlohmann::json& object,
                              const nlohmann::json::json_pointer& pointer) {
  if (!object.is_object() || !object.contains(pointer)) return "";
  const nlohmann::json& value = object.at(pointer);
  return value.is_string() ? value.get<std::string>() : value.is_number() ? value.dump() : "";
}

}  // namespace sharebench::targets
