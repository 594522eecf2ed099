// Several VMs on one host: each has a journal of its own, and the host's files belong to all of
// them, so that either may go first and the last one leaves every byte as it was.
#pragma once

#include <filesystem>
#include <string>
#include <utility>
#include <vector>

#include "harness/guard/policy.h"
#include "harness/guard/steps.h"
#include "harness/nfs/place.h"

namespace sharebench::nfs {

using Facts = std::vector<std::pair<std::string, std::string>>;

/// A VM of docker-machine that NFS is set up for.
struct Machine {
  std::string name{};
  guard::Client client{};
};

/// The journals, in one folder: of the apply that is under way (or was killed, or is of a place
/// that stands alone), of the host for all machines, and of each machine.
struct Journals {
  std::filesystem::path dir{};

  std::filesystem::path under_way() const { return dir / "backup.json"; }
  std::filesystem::path host() const { return dir / "host.json"; }
  std::filesystem::path machine(const std::string& name) const {
    return dir / ("machine-" + name + ".json");
  }
};

/// What a journal says of the machine that it is for.
Facts facts_of(const Machine& machine);

/// The machines that are set up, by name. Throws DataError for a journal that cannot be read.
std::vector<Machine> machines_in(const Journals& journals);

/// The one of that name, or the only one. Throws UsageError naming them where it is not clear.
Machine chosen_machine(const std::vector<Machine>& all, const std::string& name);

/// The machines without that one, as clients.
std::vector<guard::Client> clients_without(const std::vector<Machine>& all,
                                           const std::string& name);

/// NFS for those VMs, of which there is one at least.
guard::Policy policy_for(std::vector<guard::Client> clients);

/// An apply or a change for fewer machines that was kept: what it did to the host joins the host's
/// journal, whose originals stay; what it did in the VM becomes the machine's.
void settle(const Journals& journals);

/// Files of the host, and of the VM unless it is gone, that somebody else changed since.
std::vector<guard::FileChange> changed_by_others(const guard::Sides& sides,
                                                 const Journals& journals, const Machine& machine,
                                                 bool without_vm);

/// Takes one machine away: its VM's files first, then its lines on the host, or with the last
/// machine all that was done there. `clean` is false when the rest could not be guarded, which is
/// taken back, and when a command failed. `check` is asked about the rest.
guard::Undone take_away(const guard::Sides& sides, const Journals& journals, const Machine& machine,
                        const guard::UndoOptions& options, const guard::Check& check);

}  // namespace sharebench::nfs
