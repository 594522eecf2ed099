// Docker Desktop: names its release itself since 4.5, before that its bundle does.
#include <fmt/format.h>

#include "harness/targets/desktop_settings.h"
#include "harness/targets/kind_rows.h"

namespace sharebench::targets {
namespace {

bool shows_docker_desktop(const EngineFacts& engine, const Way&) {
  return engine.operating_system == "Docker Desktop" ||
         engine.operating_system == "Docker for Mac" ||
         engine.platform.rfind("Docker Desktop", 0) == 0 || engine.name == "docker-desktop";
}

std::string in_home(sys::CommandRunner& runner, const std::string& path) {
  return answer_of(runner, {"sh", "-c", "cat \"$HOME/$1\"", "sh", path});
}

std::string release(sys::CommandRunner& runner, const EngineFacts& engine) {
  const std::string said = version_in(engine.platform);
  if (engine.platform.rfind("Docker Desktop", 0) == 0 && !said.empty()) return said;
  const std::string bundle = "/Applications/Docker.app/Contents/Info";
  const std::string version =
      version_in(answer_of(runner, {"defaults", "read", bundle, "CFBundleShortVersionString"}));
  std::string build = answer_of(runner, {"defaults", "read", bundle, "CFBundleVersion"});
  build = build.substr(0, build.find('\n'));
  return version.empty() || build.empty() ? version : fmt::format("{} ({})", version, build);
}

void ask_docker_desktop(sys::CommandRunner& runner, const EngineFacts& engine, const Way&,
                        AboutEngine& about) {
  const std::string version = release(runner, engine);
  about.product = "Docker Desktop" + (version.empty() ? "" : " " + version);
  about.version_known = !version.empty();
  const std::string folder = "Library/Group Containers/group.com.docker/";
  DesktopFiles files;
  files.store = in_home(runner, folder + "settings-store.json");
  if (files.store.empty()) files.settings = in_home(runner, folder + "settings.json");
  files.admin = answer_of(
      runner, {"cat", "/Library/Application Support/com.docker.docker/admin-settings.json"});
  const DesktopSettings settings = parse_desktop_settings(files, engine.arch);
  about.vm = settings.vm;
  about.sharing_set = settings.sharing;
  about.sharing_from = settings.from;
  if (settings.synchronized > 0) {
    about.others["synchronized directories"] = std::to_string(settings.synchronized);
  }
}

}  // namespace

EngineKind docker_desktop_kind() {
  return {"Docker Desktop", shows_docker_desktop, ask_docker_desktop};
}

}  // namespace sharebench::targets
