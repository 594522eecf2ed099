// The words of every warning, each with the mend in it.
#include "harness/core/warning.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>

#include "harness/core/error.h"

namespace sharebench {
namespace {

struct Row {
  WarningCode code;
  const char* name;
  const char* text;  ///< {key} is replaced by the value of that name
};

constexpr std::array kRows = {
    Row{WarningCode::kEmulated, "emulated",
        "measured in an emulated VM (TCG): round trips, their order and coherence carry over to a "
        "Mac, seconds do not"},
    Row{WarningCode::kColdUnproved, "cold_unproved",
        "{where}: caches were emptied ({method}), but no counter shows that the read "
        "was cold; use a target with counters (--target lab) to prove it"},
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

}  // namespace

void warn_once(std::vector<Warning>& warnings, const Warning& warning) {
  if (std::find(warnings.begin(), warnings.end(), warning) == warnings.end()) {
    warnings.push_back(warning);
  }
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
