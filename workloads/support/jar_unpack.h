// sbt's IO.unzip and the listing of what it left: the part of sbt-assembly 0.x and 1.x that costs
// path operations. Each call says which Java method makes it; counts are for Java 17 on Linux.
#pragma once

#include <string>
#include <vector>

#include "workloads/support/jar_reader.h"

namespace sharebench::workloads::jar {

/// Unzips one entry below `folder`, with the time that the jar gives it. A file costs an open, a
/// utimensat and two stats. Returns the SHA-1 of its content, nothing for a folder.
std::string unzip_entry(JarReader& reader, const Entry& entry, const std::string& folder);

/// The files below `folder` by their paths from there; an open for each folder, two stats for each
/// file and folder.
std::vector<std::string> list_files(const std::string& folder);

}  // namespace sharebench::workloads::jar
