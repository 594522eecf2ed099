// sbt-assembly 2.x: entries go from their jars through memory into one file. About 10 path
// operations and 2 an input jar, however many entries there are.
#include <fmt/format.h>

#include <algorithm>
#include <memory>
#include <optional>

#include "workloads/support/jar_check.h"
#include "workloads/support/jar_digest.h"
#include "workloads/support/jar_open.h"
#include "workloads/support/jar_timer.h"
#include "workloads/support/jar_writer.h"
#include "workloads/workload.h"

namespace sharebench::workloads {
namespace {

class JarMemory : public Workload {
 public:
  void prepare(const Context& context) override {
    inputs_ = jar::prepare_inputs(context);
    check_.emplace(jar_path(context), jar::expected_entries(inputs_));
  }

  Tally run(const Context& context) override;

  /// The old jar stays: replacing it is part of the next run.
  void verify(const Context&) override { check_->check(); }

 private:
  static std::string jar_path(const Context& context) {
    return (context.dir / "assembly.jar").string();
  }

  jar::Inputs inputs_;
  std::optional<jar::JarCheck> check_;
};

/// What jdk.zipfs does when a new file system is closed (ZipFileSystem.sync): a temporary file
/// beside the jar, filled through a buffer of 8 KiB, then the old file goes and the new one takes
/// its name. Files.createTempFile makes the file, Files.newOutputStream opens it once more.
void write_as_zipfs(const std::vector<jar::PackedEntry>& entries, const std::string& path) {
  const std::string temporary = path.substr(0, path.find_last_of('/') + 1) + "zipfstmp1.tmp";
  jar::File::create_new(temporary).close();
  jar::JarWriter writer(jar::File::open_write(temporary));
  for (const jar::PackedEntry& entry : entries) writer.add(entry);
  writer.finish();
  jar::remove_file(path);
  // Files.move looks at both ends before it renames.
  if (jar::exists(path) || !jar::exists(temporary)) {
    throw WorkloadError(fmt::format("'{}' is there after it was removed", path));
  }
  jar::rename_file(temporary, path);
}

Tally JarMemory::run(const Context& context) {
  const std::string path = jar_path(context);
  Tally tally;
  jar::SampledTimer entry_timer(tally.latencies["entry"], context.latency_every);
  jar::SampledTimer pack_timer(tally.latencies["pack"], context.latency_every);
  jar::SampledTimer write_timer(tally.latencies["write_jar"], 1);
  jar::SampledTimer hash_timer(tally.latencies["hash_jar"], 1);

  // The cache key of 2.x is the time of each input, not its content.
  std::int64_t newest_s = 0;
  for (const std::string& input : inputs_.jars) {
    newest_s = std::max(newest_s, jar::modified_s(input));
  }
  if (newest_s == 0) throw WorkloadError(fmt::format("the jars of '{}' are gone", path));
  jar::OpenJars jars(inputs_.jars);

  const jar::SourceAccess access{
      [&](const jar::Source& source) { return jars.read(source); },
      [&](const jar::Source& source) { return jar::sha1_of(jars.read(source)); }};
  const std::vector<jar::Output> outputs = jar::resolve(
      jar::plan_targets(jars.listings()), jars.listings(), access, inputs_.on_conflict);

  // FileSystems.newFileSystem(create=true) writes a jar without entries and opens it.
  if (jar::exists(path)) jar::remove_file(path);
  jar::write_file(path, jar::end_record(0, 0, 0));
  const jar::File file_system = jar::File::open(path);

  // zipfs deflates each entry as it is copied in and keeps the result in memory.
  jar::Deflater deflater;
  std::vector<jar::PackedEntry> packed;
  for (const jar::Slot& slot : jar::jar_order(outputs)) {
    std::string content;
    if (slot.output != nullptr && slot.output->source) {
      content = entry_timer.time([&] { return jars.read(*slot.output->source); });
    } else if (slot.output != nullptr) {
      content = slot.output->merged;
    } else if (slot.name == jar::kManifestName) {
      content = inputs_.manifest;
    }
    packed.push_back(pack_timer.time([&] { return jar::pack(slot.name, content, deflater); }));
  }
  write_timer.time([&] { write_as_zipfs(packed, path); });
  hash_timer.time([&] { return jar::sha1_of_file(path); });

  tally.ops = jars.file_count();
  tally.bytes = jars.file_bytes();
  return tally;
}

}  // namespace

std::unique_ptr<Workload> make_jar_memory() {
  return std::make_unique<JarMemory>();
}

}  // namespace sharebench::workloads
