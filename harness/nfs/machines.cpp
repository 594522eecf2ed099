// Journals are joined and taken apart by path: a file's original is that of the first change.
#include "harness/nfs/machines.h"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>

#include "harness/core/error.h"
#include "harness/guard/journal.h"
#include "harness/guard/text.h"
#include "harness/nfs/mac.h"

namespace sharebench::nfs {
namespace {

namespace fs = std::filesystem;

constexpr const char* kUndo = "sharebench nfs undo";

std::string fact(const Facts& facts, const std::string& name) {
  for (const auto& [known, value] : facts)
    if (known == name) return value;
  return "";
}

Machine machine_of(const Facts& facts) {
  Machine machine;
  machine.name = fact(facts, "machine");
  machine.client = {fact(facts, "vm"), fact(facts, "vm_interface"), fact(facts, "host"),
                    guard::split(fact(facts, "folders"), ','), fact(facts, "map_to")};
  return machine;
}

std::vector<std::string> names_of(const std::vector<Machine>& all) {
  std::vector<std::string> names;
  for (const Machine& machine : all) names.push_back(machine.name);
  return names;
}

/// A later change of the host joins what was kept of earlier ones.
void join(std::vector<guard::JournalEntry>& kept, const guard::JournalEntry& entry) {
  const bool file = !entry.path.empty();
  if (!file && entry.undo.empty()) return;
  const auto known = std::find_if(kept.begin(), kept.end(), [&](const guard::JournalEntry& one) {
    return file ? one.path == entry.path : one.path.empty() && one.undo == entry.undo;
  });
  if (known == kept.end())
    kept.push_back(entry);
  else if (file)
    known->after = entry.after;
}

/// The steps by which the host is for `rest` alone.
std::vector<guard::Step> steps_for(sys::CommandRunner& runner,
                                   const std::vector<guard::Client>& rest) {
  Found found;
  found.policy = policy_for(rest);
  found.host = guard::find_files(runner);
  Plan plan;
  plan_mac(found, guard::guarded_settings(), plan);
  return plan.steps;
}

guard::Undone shrink_host(const guard::Sides& sides, const Journals& journals,
                          const std::vector<guard::Client>& rest, const guard::Check& check) {
  const std::vector<guard::Step> steps = steps_for(*sides.host, rest);
  const guard::Applied applied =
      guard::apply_steps(sides, steps, {journals.under_way(), kUndo, {}}, check);
  if (applied.kept) settle(journals);
  return {applied.kept, applied.told};
}

}  // namespace

Facts facts_of(const Machine& machine) {
  const guard::Client& client = machine.client;
  return {
      {"place", "docker-machine"}, {"machine", machine.name},
      {"vm", client.vm},           {"vm_interface", client.vm_interface},
      {"host", client.host},       {"folders", fmt::format("{}", fmt::join(client.folders, ","))},
      {"map_to", client.map_to}};
}

std::vector<Machine> machines_in(const Journals& journals) {
  std::vector<Machine> all;
  std::error_code none;
  for (const auto& entry : fs::directory_iterator(journals.dir, none))
    if (entry.path().filename().string().rfind("machine-", 0) == 0)
      all.push_back(machine_of(guard::journal_facts(entry.path())));
  std::sort(all.begin(), all.end(),
            [](const Machine& a, const Machine& b) { return a.name < b.name; });
  return all;
}

Machine chosen_machine(const std::vector<Machine>& all, const std::string& name) {
  for (const Machine& machine : all)
    if (machine.name == name || (name.empty() && all.size() == 1)) return machine;
  throw UsageError(name.empty()
                       ? fmt::format("NFS is set up for {}", fmt::join(names_of(all), " and "))
                       : fmt::format("NFS is not set up for the VM {}, but for {}", name,
                                     fmt::join(names_of(all), " and ")),
                   fmt::format("say which: {} --machine {}", kUndo, all.front().name));
}

std::vector<guard::Client> clients_without(const std::vector<Machine>& all,
                                           const std::string& name) {
  std::vector<guard::Client> clients;
  for (const Machine& machine : all)
    if (machine.name != name) clients.push_back(machine.client);
  return clients;
}

guard::Policy policy_for(std::vector<guard::Client> clients) {
  const guard::Client first = clients.front();
  clients.erase(clients.begin());
  return {.vm = first.vm,
          .vm_interface = first.vm_interface,
          .host = first.host,
          .folders = first.folders,
          .map_to = first.map_to,
          .relay_ports = {},
          .others = std::move(clients)};
}

void settle(const Journals& journals) {
  const guard::JournalText change = guard::read_journal(journals.under_way());
  guard::JournalText host{{{"place", "docker-machine"}}, {}}, vm{change.about, {}};
  if (fs::exists(journals.host())) host = guard::read_journal(journals.host());
  for (const guard::JournalEntry& entry : change.entries) {
    if (entry.side == guard::Side::kVm)
      vm.entries.push_back(entry);
    else
      join(host.entries, entry);
  }
  const std::string name = fact(change.about, "machine");
  if (!name.empty()) guard::write_journal(journals.machine(name), vm);
  guard::write_journal(journals.host(), host);
  fs::remove(journals.under_way());
}

std::vector<guard::FileChange> changed_by_others(const guard::Sides& sides,
                                                 const Journals& journals, const Machine& machine,
                                                 bool without_vm) {
  std::vector<guard::FileChange> changed;
  for (const fs::path& file : {journals.machine(machine.name), journals.host()}) {
    if (!fs::exists(file)) continue;
    const auto more = guard::changed_since(sides, file, without_vm);
    changed.insert(changed.end(), more.begin(), more.end());
  }
  return changed;
}

guard::Undone take_away(const guard::Sides& sides, const Journals& journals, const Machine& machine,
                        const guard::UndoOptions& options, const guard::Check& check) {
  const fs::path own = journals.machine(machine.name);
  const std::vector<guard::Client> rest = clients_without(machines_in(journals), machine.name);
  guard::Undone undone = guard::undo_steps(sides, {own, kUndo, {}}, options);
  // Until its lines are gone from the host it can be taken away once more.
  guard::write_journal(own, {facts_of(machine), {}});
  guard::Undone host;
  if (!rest.empty())
    host = shrink_host(sides, journals, rest, check);
  else if (fs::exists(journals.host()))
    host = guard::undo_steps(sides, {journals.host(), kUndo, {}}, options);
  undone.told.insert(undone.told.end(), host.told.begin(), host.told.end());
  undone.clean = undone.clean && host.clean;
  if (host.clean || rest.empty()) fs::remove(own);
  return undone;
}

}  // namespace sharebench::nfs
