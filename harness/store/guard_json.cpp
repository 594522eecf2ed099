// Field by field, in the order that docs/cli.md promises.
#include "harness/store/guard_json.h"

#include "harness/core/error.h"

namespace sharebench::store {
namespace {

constexpr int kMostPort = 65535;

std::vector<std::string> text_list(const ObjectReader& json, const std::string& key) {
  std::vector<std::string> texts;
  for (const nlohmann::json& one : json.array(key)) {
    if (!one.is_string()) bad_field(json.path(key), "holds something that is not a text");
    texts.push_back(one.get<std::string>());
  }
  return texts;
}

Exposure read_exposure(const ObjectReader& json) {
  Exposure exposure;
  exposure.service = json.text("service");
  exposure.proto = json.text("proto");
  exposure.port = static_cast<int>(json.integer("port", 0, kMostPort));
  exposure.interface = json.text("interface");
  exposure.family = json.text("family");
  exposure.from = json.text("from");
  exposure.decision = json.text("decision");
  exposure.rule = json.text("rule");
  const nlohmann::json& fragment = json.at("fragment");
  if (!fragment.is_boolean()) bad_field(json.path("fragment"), "is neither true nor false");
  exposure.fragment = fragment.get<bool>();
  return exposure;
}

}  // namespace

nlohmann::ordered_json guard_to_json(const GuardState& state) {
  nlohmann::ordered_json exposures = nlohmann::ordered_json::array();
  for (const Exposure& one : state.exposures) {
    exposures.push_back({{"service", one.service},
                         {"proto", one.proto},
                         {"port", one.port},
                         {"interface", one.interface},
                         {"family", one.family},
                         {"from", one.from},
                         {"decision", one.decision},
                         {"rule", one.rule},
                         {"fragment", one.fragment}});
  }
  return {{"verdict", guard_verdict_name(state.verdict)},
          {"exposures", exposures},
          {"evidence", state.evidence},
          {"warnings", state.warnings}};
}

GuardState guard_from_json(const ObjectReader& json) {
  GuardState state;
  const std::string name = json.text("verdict");
  try {
    state.verdict = guard_verdict(name);
  } catch (const DataError& error) {
    bad_field(json.path("verdict"), error.what());
  }
  for (const ObjectReader& one : json.objects("exposures")) {
    state.exposures.push_back(read_exposure(one));
  }
  state.evidence = text_list(json, "evidence");
  state.warnings = text_list(json, "warnings");
  return state;
}

}  // namespace sharebench::store
