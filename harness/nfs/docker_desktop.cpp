// Docker Desktop: its VM is not ours to edit, so the engine gets a volume of type nfs, and the Mac
// exports to itself, since the VM's connections come from this host.
#include <fmt/format.h>

#include "harness/core/error.h"
#include "harness/guard/text.h"
#include "harness/nfs/mac.h"
#include "harness/nfs/mount_options.h"
#include "harness/nfs/place.h"

namespace sharebench::nfs {
namespace {

constexpr const char* kSelf = "127.0.0.1";

std::string volume_options(const Request& request) {
  return "addr=host.docker.internal,rw,hard," + joined_options(kNfsPort, request.mount_options);
}

Found look_desktop(const Request& request, const guard::Sides& sides) {
  sys::CommandRunner& runner = *sides.host;
  if (request.folders.size() != 1)
    throw UsageError("an engine volume holds one folder", "give one to --folders");
  sys::run_or_throw(
      runner, {.argv = {"docker", "version", "--format", "{{.Server.Version}}"}, .timeout_s = 60},
      "start Docker Desktop");
  Found found;
  found.policy.vm = found.policy.host = kSelf;
  found.policy.vm_interface = "lo0";
  if (!request.vm.empty()) {
    found.policy.vm = request.vm;
    find_network(runner, found.policy);
  }
  look_at_mac(request, runner, found);
  const sys::CommandResult volume =
      runner.run({.argv = {"docker", "volume", "inspect", "--format",
                           "{{.Options.type}} {{.Options.o}} {{.Options.device}}", request.volume},
                  .timeout_s = 60});
  found.volume_there = volume.ok();
  found.volume_options = guard::trim(volume.out);
  return found;
}

void desktop_host(const Request&, const Found& found, Plan& plan) {
  std::vector<guard::Setting> settings = guard::guarded_settings();
  // Connections of the VM are made again by a program of the user, from a port above 1023.
  settings.push_back({"nfs.server.mount.require_resv_port", "0"});
  plan_mac(found, settings, plan);
}

void desktop_vm(const Request& request, const Found& found, Plan& plan) {
  const std::string device = ":" + found.policy.folders.at(0), options = volume_options(request);
  const std::string wanted = fmt::format("nfs {} {}", options, device);
  if (found.volume_there && found.volume_options != wanted)
    throw EnvironmentError(fmt::format("the engine has a volume {} of another kind: {}",
                                       request.volume, found.volume_options),
                           "give another name to --volume");
  if (!found.volume_there) {
    guard::Step create =
        guard::run_step("make a volume of type nfs in the engine",
                        {"docker", "volume", "create", "--driver", "local", "--opt", "type=nfs",
                         "--opt", "o=" + options, "--opt", "device=" + device, request.volume},
                        {"docker", "volume", "rm", request.volume});
    create.as_root = false;
    plan.steps.push_back(create);
  }
  plan.notes.push_back(fmt::format(
      "use it as: docker run -v {}:{} IMAGE; it is mounted when the first container starts",
      request.volume, request.folders[0]));
  plan.notes.emplace_back(
      "with Apple's Virtualization framework connections may come from 192.168.64.x instead of "
      "127.0.0.1 (docker/for-mac#5325): then the mount is refused, and --vm ADDR exports to that "
      "address");
}

}  // namespace

Place docker_desktop() {
  return {"docker-desktop", "Docker Desktop, by an engine volume of type nfs", look_desktop,
          desktop_host, desktop_vm};
}

}  // namespace sharebench::nfs
