// The words of every warning, each with the mend in it.
#include "harness/core/warning.h"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <array>
#include <utility>

#include "harness/core/error.h"

namespace sharebench {
namespace {

struct Row {
  WarningCode code;
  const char* name;
  const char* text;               ///< {key} is replaced by the value of that name
  const char* subject = nullptr;  ///< value that says what it is about, where it is told only once
  const char* many = nullptr;     ///< value of which a reader sees a few in one sentence
};

constexpr std::array kRows = {
    Row{WarningCode::kEmulated, "emulated",
        "measured in an emulated VM (TCG): round trips, their order and coherence carry over to a "
        "Mac, seconds do not"},
    Row{WarningCode::kColdUnproved, "cold_unproved",
        "{where}: caches were emptied ({method}), but no counter shows that the read "
        "was cold; use a target with counters (--target lab) to prove it",
        nullptr, "where"},
    Row{WarningCode::kSampleFailed, "sample_failed",
        "{workload} on {share} failed: {reason}; the sample is in the run file and counts nowhere"},
    Row{WarningCode::kBlockInvalid, "block_invalid",
        "block {block} was discarded and repeated: {reason}"},
    Row{WarningCode::kBlocksDiscarded, "blocks_discarded",
        "blocks that were discarded and do not count: {discarded} of {blocks}; samples that "
        "failed: "
        "{failures}"},
    Row{WarningCode::kSameEngine, "same_engine",
        "baseline and candidate both ran {engine}; does the swap command install two versions?"},
    Row{WarningCode::kFewBlocks, "few_blocks",
        "{blocks} blocks are too few for an interval; six or more give one: --blocks 8"},
    Row{WarningCode::kBusyMachine, "busy_machine",
        "the load average was {load} on {cpus} cores at the start; close other work and run again "
        "for tighter intervals"},
    Row{WarningCode::kIncomplete, "incomplete",
        "stopped after {blocks} of {planned} blocks; finish it with: sharebench {command} "
        "--resume {file}"},
    Row{WarningCode::kNotGuarded, "not_guarded",
        "NFS was measured and whether strangers can reach it was not checked"},
    Row{WarningCode::kExposed, "exposed",
        "NFS was measured although the guard said {verdict} (--allow-exposed); shut it: sharebench "
        "guard apply"},
    Row{WarningCode::kSameFilesystem, "same_filesystem",
        "{a} and {b} are on the same file system ({source}); a difference between them is noise"},
    Row{WarningCode::kShortSample, "short_sample",
        "{workload} on {share} took {elapsed} a sample, shorter than {least}; raise its "
        "parameters, "
        "for example {workload}:{param}"},
    Row{WarningCode::kCoarseClock, "coarse_clock",
        "the guest's clock source is {source}; short samples are not trustworthy"},
    Row{WarningCode::kLowDisk, "low_disk",
        "only {free} are left on {where}; a nearly full disk is slower and may fill up: free some "
        "space and run again",
        "where"},
    Row{WarningCode::kPower, "power",
        "the host was {state}, where processors are held back; plug it in, switch low power mode "
        "off and run again"},
    Row{WarningCode::kSpotlight, "spotlight",
        "Spotlight indexes {dir} while it is measured; use a directory whose name ends in "
        ".noindex, or switch it off: sudo mdutil -i off VOLUME"},
    Row{WarningCode::kNoJournal, "no_journal",
        "{dir} is on ext4 without a journal, where making a file takes longer the more files were "
        "deleted in the minutes before; measure on another file system (--dir; the lab: "
        "XDG_STATE_HOME), or give this one a journal: tune2fs -O has_journal DEVICE"},
    Row{WarningCode::kOtherLoad, "other_load",
        "{program} kept {percent} % of a processor of the host busy at the start; wait until it is "
        "done, or close it, and run again"},
    Row{WarningCode::kGuestBusy, "guest_busy",
        "the load average inside {target} was {load} on {cpus} CPUs when measuring began; stop its "
        "other containers and run again",
        "target"},
    Row{WarningCode::kCaseInsensitive, "case_insensitive",
        "{share} does not tell upper from lower case, so lookups there do other work than on a "
        "Linux disk; a case-sensitive APFS volume would: diskutil apfs addVolume"},
    Row{WarningCode::kSettingsDiffer, "settings_differ",
        "{from} says {set}, but {share} is mounted by {observed}, and that was measured; restart "
        "the engine so that it takes its settings up"},
    Row{WarningCode::kVersionUnknown, "version_unknown",
        "the version of {product} behind {target} is not known, so the figures name no release; "
        "put its command line tool in PATH and run again"},
};

const Row& row_of(WarningCode code) {
  for (const Row& row : kRows) {
    if (row.code == code) return row;
  }
  throw std::logic_error("warning without words");
}

std::string fill(std::string text, const std::map<std::string, std::string>& values) {
  for (const auto& [key, value] : values) {
    const std::string mark = "{" + key + "}";
    for (auto at = text.find(mark); at != std::string::npos;
         at = text.find(mark, at + value.size())) {
      text.replace(at, mark.size(), value);
    }
  }
  return text;
}

std::string value_of(const Warning& warning, const std::string& key) {
  const auto at = warning.values.find(key);
  return at == warning.values.end() ? "" : at->second;
}

/// "a, b and 3 more".
std::string in_short(std::vector<std::string> names) {
  constexpr std::size_t kMostNamed = 2;
  const std::size_t more = names.size() - std::min(names.size(), kMostNamed);
  names.resize(names.size() - more);
  return fmt::format("{}{}", fmt::join(names, ", "),
                     more == 0 ? "" : fmt::format(" and {} more", more));
}

}  // namespace

void warn_once(std::vector<Warning>& warnings, const Warning& warning) {
  const char* subject = row_of(warning.code).subject;
  const bool told = std::any_of(warnings.begin(), warnings.end(), [&](const Warning& other) {
    if (other == warning) return true;
    return subject != nullptr && other.code == warning.code &&
           value_of(other, subject) == value_of(warning, subject);
  });
  if (!told) warnings.push_back(warning);
}

std::vector<Warning> gathered(const std::vector<Warning>& warnings) {
  std::vector<std::pair<Warning, std::vector<std::string>>> groups;
  for (const Warning& warning : warnings) {
    Warning rest = warning;
    const char* many = row_of(warning.code).many;
    if (many != nullptr) rest.values.erase(many);
    auto group = std::find_if(groups.begin(), groups.end(),
                              [&](const auto& each) { return each.first == rest; });
    if (group == groups.end()) group = groups.insert(groups.end(), {rest, {}});
    if (many != nullptr) group->second.push_back(value_of(warning, many));
  }
  std::vector<Warning> told;
  for (auto& [warning, names] : groups) {
    if (!names.empty()) warning.values[row_of(warning.code).many] = in_short(std::move(names));
    told.push_back(warning);
  }
  return told;
}

std::string warning_name(WarningCode code) {
  return row_of(code).name;
}

WarningCode warning_code(const std::string& name) {
  for (const Row& row : kRows) {
    if (name == row.name) return row.code;
  }
  throw DataError(fmt::format("unknown warning '{}' in the run file", name),
                  "read it with the version of sharebench that wrote it");
}

std::string warning_text(const Warning& warning) {
  return fill(row_of(warning.code).text, warning.values);
}

}  // namespace sharebench
