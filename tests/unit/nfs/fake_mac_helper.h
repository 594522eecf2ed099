// A Mac with docker-machine and a boot2docker VM, as far as `sharebench nfs` asks them.
#pragma once

#include <string>

#include "harness/nfs/place.h"
#include "tests/unit/guard/fake_host_helper.h"

namespace sharebench::nfs {

/// Its files, and answers of sw_vers, id, df, docker-machine and ifconfig for macOS `version`.
guard::FakeHost fake_mac(const std::string& version);

/// A VM that remembers what is mounted at /Users: run_section() makes it nfs, undoing vboxsf.
class FakeVm : public guard::FakeHost {
 public:
  FakeVm();
  sys::CommandResult run(const sys::Command& command) override;

  std::string mounted = "vboxsf";
  bool busy = false;  ///< what is mounted cannot be unmounted
};

/// A line of mountinfo for /Users.
std::string mountinfo_of(const std::string& fstype);

}  // namespace sharebench::nfs
