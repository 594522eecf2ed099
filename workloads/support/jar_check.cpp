// Comparison entry by entry and, once, byte by byte.
#include "workloads/support/jar_check.h"

#include <fmt/format.h>

#include <algorithm>
#include <filesystem>

#include "workloads/support/jar_digest.h"
#include "workloads/support/jar_open.h"
#include "workloads/support/jar_writer.h"
#include "workloads/support/stop.h"

namespace sharebench::workloads::jar {
namespace {

/// Compares a file with bytes that come in pieces.
class ByteCompare {
 public:
  explicit ByteCompare(const std::string& path) : file_(File::open(path)) {}

  std::uint64_t position() const { return position_; }

  void expect(std::string_view bytes) {
    const std::string found = file_.read_at(position_, bytes.size());
    if (found.size() < bytes.size()) {
      throw WorkloadError(
          fmt::format("'{}' ends at byte {}", file_.path(), position_ + found.size()));
    }
    const auto [wanted, got] = std::mismatch(bytes.begin(), bytes.end(), found.begin());
    if (wanted == bytes.end()) {
      position_ += bytes.size();
      return;
    }
    const std::uint64_t at = position_ + static_cast<std::uint64_t>(wanted - bytes.begin());
    throw WorkloadError(fmt::format("'{}' has {:#04x} at byte {} instead of {:#04x}", file_.path(),
                                    static_cast<unsigned char>(*got), at,
                                    static_cast<unsigned char>(*wanted)));
  }

  void expect_end() {
    if (file_.size() != position_) {
      throw WorkloadError(
          fmt::format("'{}' has {} bytes instead of {}", file_.path(), file_.size(), position_));
    }
  }

 private:
  File file_;
  std::uint64_t position_ = 0;
};

void check_facts(const std::string& path, const Entry& found, const ExpectedEntry& expected) {
  if (found.name != expected.name) {
    throw WorkloadError(
        fmt::format("'{}' has entry '{}' where '{}' belongs", path, found.name, expected.name));
  }
  if (found.dos_time != kFixedDosTime) {
    throw WorkloadError(
        fmt::format("entry '{}' of '{}' has the DOS time {:#010x} instead of {:#010x}", found.name,
                    path, found.dos_time, kFixedDosTime));
  }
  if (found.size != expected.size) {
    throw WorkloadError(fmt::format("entry '{}' of '{}' has {} bytes instead of {}", found.name,
                                    path, found.size, expected.size));
  }
  if (found.crc != expected.crc) {
    throw WorkloadError(fmt::format("entry '{}' of '{}' has CRC {:08x} instead of {:08x}",
                                    found.name, path, found.crc, expected.crc));
  }
}

void check_file(const std::string& path, const Entry& entry) {
  const std::string content = read_file(path);
  if (content.size() != entry.size) {
    throw WorkloadError(
        fmt::format("'{}' has {} bytes instead of {}", path, content.size(), entry.size));
  }
  if (crc_of(content) != entry.crc) {
    throw WorkloadError(
        fmt::format("'{}' has CRC {:08x} instead of {:08x}", path, crc_of(content), entry.crc));
  }
}

std::size_t count_files(const std::string& folder) {
  std::size_t count = 0;
  try {
    for (const auto& item : std::filesystem::recursive_directory_iterator(folder)) {
      if (!item.is_directory()) ++count;
    }
  } catch (const std::filesystem::filesystem_error& error) {
    throw WorkloadError(fmt::format("cannot list '{}': {}", folder, error.what()));
  }
  return count;
}

}  // namespace

std::vector<ExpectedEntry> expected_entries(const Inputs& inputs) {
  OpenJars jars(inputs.jars);
  const SourceAccess access{[&](const Source& source) { return jars.read(source); },
                            [&](const Source& source) { return sha1_of(jars.read(source)); }};
  const std::vector<Output> outputs =
      resolve(plan_targets(jars.listings()), jars.listings(), access, inputs.on_conflict);
  std::vector<ExpectedEntry> expected;
  for (const Slot& slot : jar_order(outputs)) {
    ExpectedEntry& entry = expected.emplace_back();
    entry.name = slot.name;
    if (slot.output != nullptr && slot.output->source) {
      entry.crc = jars.entry(*slot.output->source).crc;
      entry.size = jars.entry(*slot.output->source).size;
    } else {
      const std::string content = slot.output != nullptr       ? slot.output->merged
                                  : slot.name == kManifestName ? inputs.manifest
                                                               : std::string();
      entry.crc = crc_of(content);
      entry.size = content.size();
    }
  }
  return expected;
}

void JarCheck::check() {
  check_entries(first_sha1_.empty());
  const std::string sha1 = sha1_of_file(path_);
  if (first_sha1_.empty()) first_sha1_ = sha1;
  if (sha1 != first_sha1_) {
    throw WorkloadError(fmt::format("'{}' has the SHA-1 {} instead of {}, which the first run gave",
                                    path_, sha1, first_sha1_));
  }
}

void JarCheck::check_entries(bool every_byte) {
  JarReader reader(path_);
  if (reader.entries().size() != expected_.size()) {
    throw WorkloadError(fmt::format("'{}' has {} entries instead of {}", path_,
                                    reader.entries().size(), expected_.size()));
  }
  ByteCompare bytes(path_);
  Deflater deflater;
  std::string directory;
  for (std::size_t i = 0; i < expected_.size(); ++i) {
    throw_if_stopped();
    const Entry& entry = reader.entries()[i];
    check_facts(path_, entry, expected_[i]);
    const std::string content = reader.read(entry);
    if (!every_byte) continue;
    PackedEntry packed = pack(entry.name, content, deflater);
    packed.entry.offset = bytes.position();
    bytes.expect(local_header(packed.entry));
    bytes.expect(packed.data);
    directory += central_header(packed.entry);
  }
  if (!every_byte) return;
  const std::uint64_t start = bytes.position();
  bytes.expect(directory);
  bytes.expect(end_record(expected_.size(), start, bytes.position()));
  bytes.expect_end();
}

void check_trees(const std::vector<std::string>& jars, const std::vector<std::string>& folders) {
  for (std::size_t i = 0; i < jars.size(); ++i) {
    const JarReader reader(jars[i]);
    std::size_t files = 0;
    for (const Entry& entry : reader.entries()) {
      if (entry.is_folder()) continue;
      ++files;
      const bool moved = default_strategy(entry.name) == Strategy::kRename;
      check_file(fmt::format("{}/{}", folders[i],
                             moved ? renamed(entry.name, file_name(jars[i])) : entry.name),
                 entry);
    }
    const std::size_t found = count_files(folders[i]);
    if (found != files) {
      throw WorkloadError(
          fmt::format("'{}' holds {} files instead of {}", folders[i], found, files));
    }
  }
}

}  // namespace sharebench::workloads::jar
