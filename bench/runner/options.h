// The command line of the runner. Google Benchmark's own flags pass through untouched.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "workloads/workload.h"

namespace sharebench::runner {

enum class Face { kOneShot, kServe, kMark, kUnmark, kList, kHelp, kVersion };

struct Options {
  Face face = Face::kOneShot;
  std::string dir;       ///< --dir, or the directory of --mark or --unmark
  std::string workload;  ///< empty: every workload, with its defaults
  workloads::Params params;
  std::uint64_t seed = 1;
  unsigned latency_every = 1;
  std::vector<std::string> benchmark_flags;  ///< --benchmark_..., in their order
};

/// Throws UsageError.
Options parse_options(const std::vector<std::string>& arguments);

/// The text of --help.
std::string help_text();

/// Every row of the list as JSON, indented.
std::string list_text();

}  // namespace sharebench::runner
