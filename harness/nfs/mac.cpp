// sw_vers, id, df and the files under /etc; the steps are the guard's, with exports among them.
#include "harness/nfs/mac.h"

#include <fmt/format.h>

#include "harness/core/error.h"
#include "harness/guard/file_state.h"
#include "harness/guard/interfaces.h"
#include "harness/guard/text.h"
#include "harness/nfs/exported.h"

namespace sharebench::nfs {
namespace {

std::string ask(sys::CommandRunner& runner, const std::vector<std::string>& argv,
                const std::string& hint) {
  return guard::trim(sys::run_or_throw(runner, {.argv = argv, .timeout_s = 30}, hint));
}

std::string own_ids(sys::CommandRunner& runner) {
  const std::string user = ask(runner, {"id", "-u"}, "id"), group = ask(runner, {"id", "-g"}, "id");
  if (user == "0")
    throw UsageError("everything in the VM would act as root on this Mac",
                     "run it as yourself (root is asked for where it is needed), or give --map-to "
                     "UID:GID");
  return user + ":" + group;
}

}  // namespace

void find_network(sys::CommandRunner& runner, guard::Policy& policy) {
  const std::string text =
      sys::run_or_throw(runner, {.argv = {"ifconfig", "-a"}, .timeout_s = 30}, "see: ifconfig -a");
  const auto vm = guard::parse_ip(policy.vm);
  if (!vm)
    throw EnvironmentError(fmt::format("'{}' is no address of a VM", policy.vm), "give --vm ADDR");
  std::vector<std::string> unread;
  for (const guard::Interface& interface : guard::parse_ifconfig(text, unread))
    for (const guard::InterfaceAddress& entry : interface.addresses) {
      if (interface.loopback || !guard::in_network(*vm, entry.address, entry.prefix)) continue;
      policy.vm_interface = interface.name;
      policy.host = guard::print_ip(entry.address);
    }
  if (policy.vm_interface.empty())
    throw EnvironmentError(
        fmt::format("no interface of this host is on the network of {}", policy.vm),
        "see: ifconfig -a, and VBoxManage list hostonlyifs");
}

void look_at_mac(const Request& request, sys::CommandRunner& runner, Found& found) {
  const std::string version =
      ask(runner, {"sw_vers", "-productVersion"}, "this is no Mac: use --lab");
  found.system = "macOS " + version;
  found.policy.map_to = request.map_to.empty() ? own_ids(runner) : request.map_to;
  for (const std::string& folder : request.folders) {
    const std::string df = ask(runner, {"df", "-P", folder}, "give --folders that are there");
    const std::string path = exported_path(version, folder, mount_point_in(df));
    found.policy.folders.push_back(path);
    found.mounts.push_back({found.policy.host + ":" + path, folder, "", std::nullopt});
  }
  found.policy.others = request.others;
  guard::check_policy(found.policy);
  found.host = guard::find_files(runner);
  found.exports_link = guard::read_file_state(runner, guard::kExportsFile).link;
  found.warnings =
      foreign_exports(found.host.exports.value_or(""), found.policy.folders, found.policy.vm);
}

void plan_mac(const Found& found, const std::vector<guard::Setting>& settings, Plan& plan) {
  const guard::Setup setup =
      guard::plan_setup(found.policy, guard::Style::kRecommended, found.host, settings);
  plan.steps = setup.steps;
  plan.notes = setup.notes;
  if (!found.exports_link.empty())
    plan.notes.push_back(
        fmt::format("{} is a link: {} is what is edited", guard::kExportsFile, found.exports_link));
  plan.notes.emplace_back(
      "since macOS 10.14 writing /etc/exports needs Full Disk Access for the terminal, since 10.15 "
      "/sbin/nfsd needs it for Documents, Desktop, Downloads and external disks (Privacy & "
      "Security)");
  plan.notes.emplace_back(
      "lockd, statd and rquotad take their pinned ports when they start, and a line taken away "
      "from nfs.conf works until the next boot: if the guard finds one on another port, restart "
      "the Mac and apply again");
}

}  // namespace sharebench::nfs
