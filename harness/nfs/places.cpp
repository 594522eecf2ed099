// The list of places, and what their plans have in common.
#include "harness/core/spec_list.h"
#include "harness/nfs/place.h"

namespace sharebench::nfs {

const char* const kIsMounted = "mounted";

const std::vector<Place>& places() {
  static const std::vector<Place> kPlaces = {docker_machine(), docker_desktop(), lab_place()};
  return kPlaces;
}

const Place& place_of(const std::string& name) {
  std::vector<std::string> known;
  for (const Place& place : places()) {
    if (place.name == name) return place;
    known.push_back(place.name);
  }
  throw_unknown_name("place for NFS", name, known);
}

void plan_bootlocal(const Request&, const Found& found, Plan& plan) {
  const std::string text = edit_bootlocal(found.bootlocal.bytes.value_or(""), found.mounts);
  guard::Step write = guard::write_step("mount it at every boot of the VM",
                                        {kBootlocal, found.bootlocal.bytes, text, "755"});
  guard::Step mount = guard::run_step("mount it now, as a boot does, vboxsf unmounted first",
                                      run_section(), put_vboxsf_back(found.mounts));
  // Made executable where it was not; taking the file back restores its mode.
  guard::Step executable =
      guard::run_step("make it a program, or no boot runs it", {"chmod", "755", kBootlocal});
  write.side = mount.side = executable.side = guard::Side::kVm;
  const bool written = found.bootlocal.bytes == text;
  const bool mounted = is_mounted(found.mountinfo, found.mounts);
  if (!written) plan.steps.push_back(write);
  const std::string& mode = found.bootlocal.mode;
  const bool runs = mode.empty() || mode.find_first_of("1357") != std::string::npos;
  if (!written && !runs) plan.steps.push_back(executable);
  if (!mounted && why_not_mounted(found.mountinfo, found.mounts).empty()) {
    // NFS with other options: by_nfs() would leave it alone.
    guard::Step away = guard::run_step("unmount the NFS of other options", {"umount"});
    away.side = guard::Side::kVm;
    for (const VmMount& one : found.mounts) away.run.push_back(one.folder);
    plan.steps.push_back(away);
  }
  if (!mounted) plan.steps.push_back(mount);
  if (!written || !mounted)
    plan.steps.push_back(guard::check_step("the VM's mount table shows nfs", kIsMounted));
}

Plan plan_nfs(const Place& place, const Request& request, const Found& found) {
  Plan plan;
  plan.warnings = found.warnings;
  place.plan_host(request, found, plan);
  place.plan_vm(request, found, plan);
  return plan;
}

}  // namespace sharebench::nfs
