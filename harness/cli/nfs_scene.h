// Who is spoken to by `sharebench nfs`, and where it keeps what it will undo.
#pragma once

#include <memory>
#include <string>

#include "harness/cli/command.h"
#include "harness/cli/world.h"
#include "harness/lab/lab.h"
#include "harness/nfs/machines.h"
#include "harness/nfs/place.h"

namespace sharebench::cli {

/// Both sides of a setup, and what must live as long as they are spoken to.
struct Scene {
  nfs::Request request{};
  const nfs::Place* place = nullptr;
  std::unique_ptr<lab::Lab> lab{};
  std::unique_ptr<sys::CommandRunner> host{}, vm{};
  guard::Sides sides{};

  /// True where one host may have several VMs.
  bool several() const { return place->name == "docker-machine"; }
};

/// What the arguments ask for, with both sides open. Throws UsageError and EnvironmentError.
Scene scene_of(const Arguments& arguments, World& world);

/// Adopts the lab, or reaches the VM by ssh.
void open_sides(Scene& scene, const Arguments& arguments, World& world);

/// Where the journals are.
nfs::Journals journals();

/// The journal of an apply.
guard::Journal journal_of(const Scene& scene, const guard::Policy& policy);

/// Throws EnvironmentError where something must be undone before this can be applied: the same VM
/// in another way, another place, a file of the host that somebody else changed since.
void refuse_second_apply(const Scene& scene);

/// Empty when that check is passed, else why not.
std::string why_failed(const Scene& scene, const guard::Policy& policy,
                       const std::vector<nfs::VmMount>& mounts, const std::string& check,
                       World& world);

/// `sharebench nfs undo`.
ExitCode nfs_undo(const Arguments& arguments, World& world);

}  // namespace sharebench::cli
