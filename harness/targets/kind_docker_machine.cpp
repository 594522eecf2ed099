// Virtual machines of docker-machine: the driver says what runs them.
#include "harness/targets/kind_rows.h"

namespace sharebench::targets {
namespace {

bool shows_docker_machine(const EngineFacts& engine, const Way& way) {
  return way.facts.count("driver") != 0 || engine.operating_system.rfind("Boot2Docker", 0) == 0;
}

/// The program of a driver, and how it is asked for its version.
struct Hypervisor {
  const char* driver;
  const char* name;
  std::vector<std::string> version;
};

void ask_docker_machine(sys::CommandRunner& runner, const EngineFacts& engine, const Way& way,
                        AboutEngine& about) {
  about.product = engine.operating_system;
  about.version_known = !version_in(engine.operating_system).empty();
  const auto driver = way.facts.find("driver");
  if (driver == way.facts.end()) return;
  about.vm = driver->second;
  const std::vector<Hypervisor> known = {
      {"virtualbox", "VirtualBox", {"VBoxManage", "--version"}},
      {"parallels", "Parallels Desktop", {"prlctl", "--version"}}};
  for (const Hypervisor& hypervisor : known) {
    if (driver->second != hypervisor.driver) continue;
    const std::string version = version_in(answer_of(runner, hypervisor.version));
    about.vm = std::string(hypervisor.name) + (version.empty() ? "" : " " + version);
    about.version_known = about.version_known && !version.empty();
    if (version.empty()) about.product += " under " + about.vm;
  }
}

}  // namespace

EngineKind docker_machine_kind() {
  return {"docker-machine", shows_docker_machine, ask_docker_machine};
}

}  // namespace sharebench::targets
