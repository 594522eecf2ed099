// The lab: nfs-ganesha in its namespace plays the Mac's nfsd, the guest plays boot2docker.
#include <fmt/format.h>

#include "harness/core/error.h"
#include "harness/guard/text.h"
#include "harness/nfs/mount_options.h"
#include "harness/nfs/place.h"

namespace sharebench::nfs {
namespace {

constexpr const char* kServerConf = "/run/ganesha.conf";
constexpr const char* kTable = "/run/sharebench-guard.nft";
constexpr const char* kVboxsfFolders = "/mnt/";  // containers/lab/enter.sh binds them there
constexpr const char* kMountIt =
    "sharebench lab exec 'mkdir -p /Users && mount -t vboxsf lab0 /Users'";

/// The relay's connections to the server come from 127.0.0.1.
std::string exports(const guard::Policy& policy) {
  std::string text;
  int id = 100;
  for (const std::string& folder : policy.folders)
    text += fmt::format(
        "EXPORT {{\n  Export_Id = {0};\n  Path = {1};\n  Pseudo = {1};\n  Access_Type = NONE;\n"
        "  Squash = No_Root_Squash;\n  SecType = sys;\n  Protocols = 3;\n  Transports = TCP;\n"
        "  CLIENT {{\n    Clients = {2}, 127.0.0.1;\n    Access_Type = RW;\n  }}\n"
        "  FSAL {{\n    Name = VFS;\n  }}\n}}\n",
        id++, folder, policy.vm);
  return text;
}

/// The served folder behind what the guest has at `folder`, by vboxsf or by NFS.
std::string served(const ObservedMount& observed, const std::string& folder) {
  if (observed.fstype == "vboxsf") return kVboxsfFolders + observed.source;
  const std::size_t colon = observed.source.find(':');
  if (observed.fstype == "nfs" && colon != std::string::npos)
    return observed.source.substr(colon + 1);
  throw EnvironmentError(
      fmt::format("{} in the guest is {}, neither vboxsf nor nfs", folder, observed.fstype),
      kMountIt);
}

Found look_lab(const Request& request, const guard::Sides& sides) {
  Found found;
  found.system = "the lab";
  found.policy.vm = request.lab.vm;
  found.policy.vm_interface = request.lab.vm_interface;
  found.policy.host = request.lab_host;
  found.policy.relay_ports = request.lab.relay_ports;
  found.mountinfo = sys::run_or_throw(
      *sides.vm, {.argv = {"cat", "/proc/self/mountinfo"}, .timeout_s = 60}, "sharebench lab up");
  found.bootlocal = guard::read_file_state(*sides.vm, kBootlocal);
  for (const std::string& folder : request.folders) {
    const auto observed = mounted_at(found.mountinfo, folder);
    if (!observed)
      throw EnvironmentError(fmt::format("nothing is mounted at {} in the guest", folder),
                             kMountIt);
    const std::string path = served(*observed, folder);
    found.policy.folders.push_back(path);
    // The relay counts and paces what goes to the server.
    found.mounts.push_back(
        {found.policy.host + ":" + path, folder,
         joined_options(request.lab.relay_ports.at(0), request.mount_options),
         vboxsf_behind(*sides.vm, found.mountinfo, found.bootlocal.bytes.value_or(""), folder)});
  }
  found.server = guard::read_file_state(*sides.host, kServerConf);
  found.host.nft = guard::read_file_state(*sides.host, kTable).bytes;
  found.rules_loaded =
      sides.host
          ->run({.argv = {"nft", "list", "table", "inet", "sharebench_guard"}, .timeout_s = 30})
          .ok();
  return found;
}

/// Waits until the server offers what it should.
std::vector<std::string> reload(const std::string& offered) {
  return {"sh", "-c",
          fmt::format("kill -HUP $(cat /run/ganesha.pid) && for n in 1 2 3 4 5 6 7 8 9 10; do "
                      "showmount -e --no-headers 127.0.0.1 | grep -qF {} && exit 0; sleep 0.3; "
                      "done; exit 1",
                      sys::display({offered + " "}))};
}

void lab_host(const Request&, const Found& found, Plan& plan) {
  if (!found.rules_loaded) {
    plan.steps.push_back(guard::write_step(
        "write the guard's table", {kTable, found.host.nft, guard::nft_table(found.policy), ""}));
    plan.steps.push_back(guard::run_step("load it", {"nft", "-f", kTable},
                                         {"nft", "delete", "table", "inet", "sharebench_guard"}));
  }
  const std::string old = found.server.bytes.value_or("");
  const std::string conf =
      guard::with_section(old, kNfsMarks, exports(found.policy), guard::whole_lines(old).size());
  if (old != conf) {
    plan.steps.push_back(guard::check_step("the rules stand: NFS may open", guard::kRulesStand));
    plan.steps.push_back(guard::undo_step({"sh", "-c", "kill -HUP $(cat /run/ganesha.pid)"}));
    plan.steps.push_back(
        guard::write_step("export to the VM alone", {kServerConf, found.server.bytes, conf, ""}));
    plan.steps.push_back(
        guard::run_step("have nfs-ganesha read it", reload(found.policy.folders.back())));
  }
  if (!plan.steps.empty())
    plan.steps.push_back(
        guard::check_step("NFS is shut to everybody but the VM", guard::kIsProtected));
}

}  // namespace

Place lab_place() {
  return {"lab", "the lab that is up, by nfs-ganesha and bootlocal.sh in its guest", look_lab,
          lab_host, plan_bootlocal};
}

}  // namespace sharebench::nfs
