// One function a mistake; each names what is wrong and the command that mends it.
#include "harness/targets/judge_place.h"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include "harness/core/error.h"
#include "harness/core/units.h"
#include "harness/shares/asked_options.h"
#include "harness/shares/backend.h"
#include "harness/shares/rows.h"

namespace sharebench::targets {
namespace {

constexpr double kBusyLoadPerCpu = 0.5;

void refuse_read_only(const Mount& mount) {
  if (!shares::has_option(mount.observed.options, "ro")) return;
  throw EnvironmentError(
      fmt::format("{} is mounted read-only in the container ({})", mount.share.name,
                  mount.observed.options),
      "share the directory read-write: no workload can be measured on a mount that takes no files");
}

void refuse_copy(const Mount& mount, const shares::Backend& backend, const PlaceRules& rules) {
  if (!rules.directory || !rules.in_vm || backend.shared || mount.share.type == "copy") return;
  throw EnvironmentError(
      fmt::format("{} is no share but a copy: in the container it lies on {} ({} from {}), where a "
                  "program keeps it up to date (synchronized shares, Mutagen, docker-sync)",
                  mount.share.name, backend.name, mount.observed.fstype, mount.observed.source),
      "measure it as what it is (--shares copy), or end the synchronization of that directory");
}

void refuse_other_options(const Mount& mount) {
  const auto wrong = shares::options_not_met(mount.share, mount.observed);
  if (wrong.empty()) return;
  throw EnvironmentError(
      fmt::format("{} is not mounted as asked: {}", mount.share.name, fmt::join(wrong, "; ")),
      "mount it again with these options in the engine's machine, or ask for those in force");
}

void refuse_emulation(const RunnerFacts& facts, const PlaceRules& rules) {
  const bool translated = facts.cpu.find("VirtualApple") != std::string::npos;
  const bool foreign = !rules.arch.empty() && !facts.arch.empty() && facts.arch != rules.arch;
  if (!translated && !foreign) return;
  throw EnvironmentError(
      fmt::format("the runner is a program for {} that {} translates (Rosetta, QEMU): its times "
                  "would be those of the translation",
                  facts.arch.empty() ? "another processor" : facts.arch,
                  rules.arch.empty() ? "the engine" : "an engine for " + rules.arch),
      fmt::format("give it the engine's own: scripts/build-runner {}",
                  rules.arch.empty() || !foreign ? "aarch64" : rules.arch));
}

void refuse_little_memory(const RunnerFacts& facts, const PlaceRules& rules) {
  const std::uint64_t limit = facts.memory_limit_bytes;
  const bool whole = limit == 0 && facts.memory_bytes > 0;
  const std::uint64_t memory = whole ? facts.memory_bytes : limit;
  if (memory == 0 || memory >= kLeastMemory_bytes) return;
  throw EnvironmentError(
      fmt::format("{} {} {}, and the workloads need {}", whole ? "the machine of" : "containers of",
                  rules.target,
                  whole ? "has only " + format_bytes(static_cast<double>(memory))
                        : "may use only " + format_bytes(static_cast<double>(memory)),
                  format_bytes(static_cast<double>(kLeastMemory_bytes))),
      "raise the limit of memory in the engine's settings");
}

void warn_of_settings(const Mount& mount, const shares::Backend& backend, const PlaceRules& rules,
                      std::vector<Warning>& found) {
  if (!rules.directory || rules.sharing_set.empty() || rules.sharing_set == backend.id) return;
  if (!backend.shared) return;  // a copy, and named so
  found.push_back({.code = WarningCode::kSettingsDiffer,
                   .values = {{"share", mount.share.name},
                              {"set", rules.sharing_set},
                              {"from", rules.sharing_from},
                              {"observed", backend.name}}});
}

void warn_of_load(const RunnerFacts& facts, const PlaceRules& rules, std::vector<Warning>& found) {
  if (!rules.in_vm || facts.cpus < 1 || facts.load_average <= kBusyLoadPerCpu * facts.cpus) return;
  found.push_back({.code = WarningCode::kGuestBusy,
                   .values = {{"target", rules.target},
                              {"load", fmt::format("{:.1f}", facts.load_average)},
                              {"cpus", std::to_string(facts.cpus)}}});
}

}  // namespace

std::vector<Warning> judge_place(const Mount& mount, const RunnerFacts& facts,
                                 const PlaceRules& rules) {
  const shares::Backend backend = shares::backend_of(mount.observed);
  refuse_emulation(facts, rules);
  refuse_read_only(mount);
  refuse_copy(mount, backend, rules);
  refuse_other_options(mount);
  refuse_little_memory(facts, rules);
  std::vector<Warning> found;
  warn_of_settings(mount, backend, rules, found);
  warn_of_load(facts, rules, found);
  if (facts.case_insensitive) {
    found.push_back(
        {.code = WarningCode::kCaseInsensitive, .values = {{"share", mount.share.name}}});
  }
  if (facts.free_bytes && *facts.free_bytes < kLowDisk_bytes) {
    found.push_back({.code = WarningCode::kLowDisk,
                     .values = {{"where", "the file system of " + mount.share.name},
                                {"free", format_bytes(static_cast<double>(*facts.free_bytes))}}});
  }
  if (!rules.version_known) {
    found.push_back({.code = WarningCode::kVersionUnknown,
                     .values = {{"target", rules.target}, {"product", rules.product}}});
  }
  return found;
}

}  // namespace sharebench::targets
