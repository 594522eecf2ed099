// Opens jars and lists their files.
#include "workloads/support/jar_open.h"

#include "workloads/support/jar_inputs.h"

namespace sharebench::workloads::jar {

OpenJars::OpenJars(const std::vector<std::string>& paths) {
  for (const std::string& path : paths) readers_.emplace_back(path);
  for (const JarReader& reader : readers_) {
    Listing& listing = listings_.emplace_back();
    std::vector<const Entry*>& files = files_.emplace_back();
    listing.jar_name = file_name(reader.path());
    for (const Entry& entry : reader.entries()) {
      if (entry.is_folder()) continue;
      listing.files.push_back(entry.name);
      files.push_back(&entry);
    }
  }
}

std::uint64_t OpenJars::file_count() const {
  std::uint64_t count = 0;
  for (const std::vector<const Entry*>& files : files_) count += files.size();
  return count;
}

std::uint64_t OpenJars::file_bytes() const {
  std::uint64_t bytes = 0;
  for (const std::vector<const Entry*>& files : files_) {
    for (const Entry* entry : files) bytes += entry->size;
  }
  return bytes;
}

}  // namespace sharebench::workloads::jar
