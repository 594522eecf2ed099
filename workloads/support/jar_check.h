// What verify() does: an assembly derived from the input jars alone, compared with the one on disk.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "workloads/support/jar_inputs.h"

namespace sharebench::workloads::jar {

/// An entry that the assembly must have.
struct ExpectedEntry {
  std::string name;
  std::uint32_t crc = 0;
  std::uint64_t size = 0;
};

/// The assembly's entries in their order. CRCs and sizes of entries taken over unchanged are those
/// that the input jars state, so they do not pass through our inflate.
std::vector<ExpectedEntry> expected_entries(const Inputs& inputs);

/// Checks one output jar again and again.
class JarCheck {
 public:
  JarCheck(std::string path, std::vector<ExpectedEntry> expected)
      : path_(std::move(path)), expected_(std::move(expected)) {}

  /// Inflates every entry of the jar and compares names, order, times, sizes and CRCs. The first
  /// time it also builds the jar once more and compares every byte; from then on its SHA-1 must
  /// stay the same. Throws WorkloadError that names the file, the place and both values.
  void check();

 private:
  void check_entries(bool every_byte);
  std::string path_;
  std::vector<ExpectedEntry> expected_;
  std::string first_sha1_;
};

/// Compares what was unzipped with the jars: `folders` holds the folder of each jar. Entries that
/// the default map renames are looked for under their new names. Throws WorkloadError.
void check_trees(const std::vector<std::string>& jars, const std::vector<std::string>& folders);

}  // namespace sharebench::workloads::jar
