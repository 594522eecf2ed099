// The input jars, all open at once, as sbt-assembly 2.x holds them.
#pragma once

#include <cstdint>
#include <deque>
#include <string>
#include <vector>

#include "workloads/support/jar_plan.h"
#include "workloads/support/jar_reader.h"

namespace sharebench::workloads::jar {

/// Jars by the places that Source uses.
class OpenJars {
 public:
  explicit OpenJars(const std::vector<std::string>& paths);

  const std::vector<Listing>& listings() const { return listings_; }
  const Entry& entry(const Source& source) const { return *files_[source.jar][source.file]; }
  std::string read(const Source& source) { return readers_[source.jar].read(entry(source)); }

  /// Files and their bytes, unzipped, in all jars.
  std::uint64_t file_count() const;
  std::uint64_t file_bytes() const;

 private:
  std::deque<JarReader> readers_;  ///< a reader cannot be moved
  std::vector<Listing> listings_;
  std::vector<std::vector<const Entry*>> files_;
};

}  // namespace sharebench::workloads::jar
