// Lima and what is built on it: Colima and Rancher Desktop. Each has a tool that tells the VM's
// type and how directories are mounted.
#include <fmt/format.h>

#include <nlohmann/json.hpp>
#include <sstream>

#include "harness/targets/json_text.h"
#include "harness/targets/kind_rows.h"

namespace sharebench::targets {
namespace {

using nlohmann::json;

bool begins(const std::string& text, const std::string& with) {
  return text.rfind(with, 0) == 0;
}

bool holds(const std::string& text, const std::string& part) {
  return text.find(part) != std::string::npos;
}

/// The first of several JSON objects, a line each, for which `wanted` holds.
template <class Wanted>
json line_of(const std::string& text, const Wanted& wanted) {
  std::istringstream lines(text);
  for (std::string line; std::getline(lines, line);) {
    json object = json::parse(line, nullptr, false);
    if (object.is_object() && wanted(object)) return object;
  }
  return json::object();
}

std::string vm_name(const std::string& type) {
  if (type == "vz" || holds(type, "Virtualization")) return "Apple Virtualization framework";
  if (type == "qemu" || type == "QEMU") return "QEMU";
  return type;
}

void set(AboutEngine& about, const std::string& version, const std::string& vm,
         const std::string& mount_type, const std::string& from) {
  about.product = version.empty() ? about.kind : about.kind + " " + version;
  about.version_known = !version.empty();
  about.vm = vm_name(vm);
  about.sharing_set = sharing_id(mount_type);
  if (!mount_type.empty()) about.sharing_from = from;
}

/// "colima" is the profile default, "colima-work" is work.
std::string colima_profile(const Way& way) {
  return begins(way.context, "colima-") ? way.context.substr(7) : "default";
}

/// What stands behind `key` in the log lines of an old `colima status`.
std::string in_log(const std::string& text, const std::string& key) {
  const auto at = text.find(key);
  if (at == std::string::npos) return "";
  std::istringstream rest(text.substr(at + key.size()));
  std::string word;
  rest >> word;
  return word;
}

void ask_colima(sys::CommandRunner& runner, const EngineFacts&, const Way& way,
                AboutEngine& about) {
  const std::string version = version_in(answer_of(runner, {"colima", "version"}));
  const std::string profile = colima_profile(way);
  const std::string said = answer_of(runner, {"colima", "status", "--json", "--profile", profile});
  const json status = json::parse(said, nullptr, false);
  if (status.is_object()) {
    set(about, version, text_below(status, "/driver"_json_pointer),
        text_below(status, "/mount_type"_json_pointer), "colima status");
    return;
  }
  const auto old =
      runner.run({.argv = {"colima", "status", "--profile", profile}, .timeout_s = 20});
  const std::string log = old.out + old.err;
  set(about, version, in_log(log, "running using "), in_log(log, "mountType:"), "colima status");
}

void ask_lima(sys::CommandRunner& runner, const EngineFacts& engine, const Way& way,
              AboutEngine& about) {
  const std::string version = version_in(answer_of(runner, {"limactl", "--version"}));
  const std::string list = answer_of(runner, {"limactl", "list", "--json"});
  const json instance = line_of(list, [&](const json& object) {
    const std::string name = text_below(object, "/name"_json_pointer);
    return !name.empty() &&
           (engine.name == "lima-" + name || holds(way.endpoint, "/" + name + "/"));
  });
  set(about, version, text_below(instance, "/vmType"_json_pointer),
      text_below(instance, "/config/mountType"_json_pointer), "limactl list");
}

void ask_rancher(sys::CommandRunner& runner, const EngineFacts&, const Way&, AboutEngine& about) {
  const std::string version = version_in(
      answer_of(runner, {"defaults", "read", "/Applications/Rancher Desktop.app/Contents/Info",
                         "CFBundleShortVersionString"}));
  const json settings = json::parse(answer_of(runner, {"rdctl", "list-settings"}), nullptr, false);
  // Both moved out of "experimental" over the releases.
  std::string type = text_below(settings, "/virtualMachine/type"_json_pointer);
  if (type.empty()) type = text_below(settings, "/experimental/virtualMachine/type"_json_pointer);
  std::string mount = text_below(settings, "/virtualMachine/mount/type"_json_pointer);
  if (mount.empty())
    mount = text_below(settings, "/experimental/virtualMachine/mount/type"_json_pointer);
  set(about, version, type, mount, "rdctl list-settings");
}

}  // namespace

EngineKind colima_kind() {
  return {"Colima",
          [](const EngineFacts& engine, const Way& way) {
            return begins(engine.name, "colima") || begins(engine.name, "lima-colima") ||
                   holds(way.endpoint, "/.colima/") || holds(way.endpoint, "/colima/");
          },
          ask_colima};
}

EngineKind rancher_desktop_kind() {
  return {"Rancher Desktop",
          [](const EngineFacts& engine, const Way& way) {
            return begins(engine.name, "lima-rancher-desktop") ||
                   way.context == "rancher-desktop" || holds(way.endpoint, "/.rd/");
          },
          ask_rancher};
}

EngineKind lima_kind() {
  return {"Lima",
          [](const EngineFacts& engine, const Way& way) {
            return begins(engine.name, "lima-") || holds(way.endpoint, "/.lima/");
          },
          ask_lima};
}

}  // namespace sharebench::targets
