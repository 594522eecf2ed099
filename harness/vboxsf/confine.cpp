// Rules are made while every folder can be opened; the filter comes last, for it forbids the rest.
#include "harness/vboxsf/confine.h"

#include "harness/vboxsf/syscall_filter.h"

namespace sharebench::vboxsf {

std::vector<std::string> confine(const Confinement& confinement) {
  if (!confinement.sandbox) {
    become(confinement.account);
    return {"no sandbox: the service is kept in its folders by its own checks alone"};
  }
  std::vector<std::string> warnings;
  const Landlock landlock(confinement.folders);
  become(confinement.account);
  landlock.enforce();
  if (!landlock.available()) {
    warnings.emplace_back("this kernel has no Landlock (Linux 5.13 or later, lsm=landlock)");
  }
  if (!filter_system_calls()) {
    warnings.emplace_back("this build has no system call filter, for it has sanitizers");
  }
  return warnings;
}

}  // namespace sharebench::vboxsf
