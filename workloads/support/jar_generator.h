// The seeded stand-in for real dependency jars: which jars there are and what lies in them, so that
// counts, sizes, folders and conflicts are those of a preset.
#pragma once

#include <cstdint>
#include <filesystem>
#include <string>
#include <vector>

#include "workloads/support/jar_presets.h"

namespace sharebench::workloads::jar {

/// A file or folder of a jar to be made. Same seed and size means same content.
struct PlannedEntry {
  std::string name;
  std::size_t size = 0;
  std::uint64_t seed = 0;
  std::string content;  ///< if not empty, the content itself
};

struct PlannedJar {
  std::string name;
  std::vector<PlannedEntry> entries;
};

/// What `seed` makes of the figures. The first jar is app.jar with a Main class that runs.
std::vector<PlannedJar> plan_jars(const Figures& figures, std::uint64_t seed);

/// Writes the jars into `folder`, which exists, in the way of the `jar` tool. They deflate to about
/// the figures' ratio of jar_bytes to unzipped_bytes.
void write_jars(const std::vector<PlannedJar>& jars, const Figures& figures,
                const std::filesystem::path& folder);

}  // namespace sharebench::workloads::jar
