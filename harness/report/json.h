// JSON whose keys keep their order, as everything that is written for people or other programs.
#pragma once

#include <nlohmann/json.hpp>

namespace sharebench::report {

using Json = nlohmann::ordered_json;

}  // namespace sharebench::report
