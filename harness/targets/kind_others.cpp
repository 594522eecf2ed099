// Engines whose product is told in one or two answers: OrbStack, Podman, minikube, a plain Linux
// machine.
#include <nlohmann/json.hpp>

#include "harness/targets/kind_rows.h"

namespace sharebench::targets {
namespace {

using nlohmann::json;

void named(AboutEngine& about, const std::string& version) {
  about.product = version.empty() ? about.kind : about.kind + " " + version;
  about.version_known = !version.empty();
}

void ask_orbstack(sys::CommandRunner& runner, const EngineFacts&, const Way&, AboutEngine& about) {
  named(about, version_in(answer_of(runner, {"orb", "version"})));
  about.vm = "OrbStack";
  about.sharing_set = "virtiofs";
  about.sharing_from = "OrbStack, which has no other,";
}

/// The machine that runs, the default one first.
json podman_machine(const std::string& text) {
  json machines = json::parse(text, nullptr, false);
  json found = json::object();
  if (!machines.is_array()) return found;
  for (const json& machine : machines) {
    if (!machine.is_object() || !machine.value("Running", false)) continue;
    if (found.empty() || machine.value("Default", false)) found = machine;
  }
  return found;
}

void ask_podman(sys::CommandRunner& runner, const EngineFacts& engine, const Way&,
                AboutEngine& about) {
  named(about, engine.components.at("Podman Engine"));
  const json machine =
      podman_machine(answer_of(runner, {"podman", "machine", "list", "--format", "json"}));
  const std::string type = machine.value("VMType", "");
  if (type.empty()) return;
  about.vm = type == "applehv" ? "Apple Virtualization framework (applehv)" : type;
  about.sharing_set = type == "qemu" ? "9p" : "virtiofs";
  about.sharing_from = "podman machine list";
}

void ask_minikube(sys::CommandRunner& runner, const EngineFacts&, const Way&, AboutEngine& about) {
  named(about, version_in(answer_of(runner, {"minikube", "version", "--short"})));
  const json list =
      json::parse(answer_of(runner, {"minikube", "profile", "list", "-o", "json"}), nullptr, false);
  const json::json_pointer driver("/valid/0/Config/Driver");
  if (list.is_object() && list.contains(driver) && list.at(driver).is_string()) {
    about.vm = list.at(driver).get<std::string>();
  }
}

void ask_linux(sys::CommandRunner&, const EngineFacts& engine, const Way&, AboutEngine& about) {
  const std::string name = engine.platform.empty() ? "Docker Engine" : engine.platform;
  about.product = name + " " + engine.version;
  about.version_known = true;
  about.others["engine's system"] = engine.operating_system;
}

}  // namespace

EngineKind orbstack_kind() {
  return {"OrbStack",
          [](const EngineFacts& engine, const Way&) {
            return engine.operating_system == "OrbStack" ||
                   engine.kernel.find("orbstack") != std::string::npos;
          },
          ask_orbstack};
}

EngineKind podman_kind() {
  return {"Podman",
          [](const EngineFacts& engine, const Way&) {
            return engine.components.count("Podman Engine") != 0;
          },
          ask_podman};
}

EngineKind minikube_kind() {
  return {"minikube",
          [](const EngineFacts& engine, const Way& way) {
            return engine.name == "minikube" || way.context == "minikube";
          },
          ask_minikube};
}

EngineKind linux_engine_kind() {
  return {"Linux engine", [](const EngineFacts&, const Way&) { return true; }, ask_linux};
}

}  // namespace sharebench::targets
