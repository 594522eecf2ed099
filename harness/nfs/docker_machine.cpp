// docker-machine: a boot2docker VM on a network of its own, whose bootlocal.sh makes the mount.
#include <fmt/format.h>

#include "harness/core/error.h"
#include "harness/guard/text.h"
#include "harness/nfs/mac.h"
#include "harness/nfs/mount_options.h"
#include "harness/nfs/place.h"

namespace sharebench::nfs {
namespace {

std::string machine_says(sys::CommandRunner& runner, const std::string& machine,
                         const std::string& what) {
  return guard::trim(sys::run_or_throw(runner,
                                       {.argv = {"docker-machine", what, machine}, .timeout_s = 60},
                                       "see: docker-machine ls, then give --machine NAME"));
}

Found look_machine(const Request& request, const guard::Sides& sides) {
  sys::CommandRunner& runner = *sides.host;
  check_running(runner, request.machine);
  Found found;
  found.policy.vm = request.vm.empty() ? machine_says(runner, request.machine, "ip") : request.vm;
  find_network(runner, found.policy);
  look_at_mac(request, runner, found);
  found.mountinfo =
      sys::run_or_throw(*sides.vm, {.argv = {"cat", "/proc/self/mountinfo"}, .timeout_s = 60},
                        fmt::format("docker-machine ssh {}", request.machine));
  found.bootlocal = guard::read_file_state(*sides.vm, kBootlocal);
  for (VmMount& mount : found.mounts) {
    mount.options = joined_options(kNfsPort, request.mount_options);
    mount.vboxsf =
        vboxsf_behind(*sides.vm, found.mountinfo, found.bootlocal.bytes.value_or(""), mount.folder);
  }
  return found;
}

void machine_host(const Request&, const Found& found, Plan& plan) {
  plan_mac(found, guard::guarded_settings(), plan);
}

void machine_vm(const Request& request, const Found& found, Plan& plan) {
  plan_bootlocal(request, found, plan);
  plan.notes.emplace_back(
      "stop the containers that use these folders first: a folder in use is not unmounted, and "
      "then "
      "everything is put back; boot2docker starts Docker before bootlocal.sh, so a container that "
      "restarts by itself may see vboxsf until it is restarted");
}

}  // namespace

void check_running(sys::CommandRunner& runner, const std::string& machine) {
  const std::string status = machine_says(runner, machine, "status");
  if (status != "Running")
    throw EnvironmentError(fmt::format("the VM {} is not running but {}", machine, status),
                           fmt::format("docker-machine start {}", machine));
}

Place docker_machine() {
  return {"docker-machine", "a VM of docker-machine (boot2docker), by bootlocal.sh", look_machine,
          machine_host, machine_vm};
}

}  // namespace sharebench::nfs
