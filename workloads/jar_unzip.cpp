// sbt-assembly 0.x and 1.x: every entry of every jar goes through the disk on its way into the
// assembly, which costs about 9.2 path operations an entry.
#include <fmt/format.h>

#include <filesystem>
#include <memory>
#include <optional>

#include "workloads/support/jar_check.h"
#include "workloads/support/jar_digest.h"
#include "workloads/support/jar_timer.h"
#include "workloads/support/jar_unpack.h"
#include "workloads/support/jar_writer.h"
#include "workloads/workload.h"

namespace sharebench::workloads {
namespace {

/// The timers of one run.
struct Timers {
  jar::SampledTimer entry, pack, hash_jar;
};

class JarUnzip : public Workload {
 public:
  void prepare(const Context& context) override {
    inputs_ = jar::prepare_inputs(context);
    jar_path_ = (context.dir / "assembly.jar").string();
    target_ = (context.dir / "target").string();
    check_.emplace(jar_path_, jar::expected_entries(inputs_));
  }

  Tally run(const Context& context) override;
  void verify(const Context& context) override;

 private:
  void unzip_jar(const std::string& path, Tally& tally, Timers& timers);
  void write_cache_key(const std::vector<jar::Target>& targets, Timers& timers);
  std::vector<std::string> place_outputs(const std::vector<jar::Output>& outputs,
                                         const std::vector<jar::Listing>& listings) const;
  void pack_jar(const std::vector<jar::Output>& outputs, const std::vector<std::string>& files,
                Timers& timers) const;

  std::string source_path(const std::vector<jar::Listing>& listings,
                          const jar::Source& source) const {
    return fmt::format("{}/{}", folders_[source.jar], listings[source.jar].files[source.file]);
  }

  jar::Inputs inputs_;
  std::string jar_path_, target_;
  std::optional<jar::JarCheck> check_;
  std::vector<std::string> folders_;  ///< where each jar was unzipped
  jar::Sha1 entry_sha1s_;
};

Tally JarUnzip::run(const Context& context) {
  Tally tally;
  Timers timers{{tally.latencies["entry"], context.latency_every},
                {tally.latencies["pack"], context.latency_every},
                {tally.latencies["hash_jar"], 1}};
  folders_.clear();
  jar::make_folders(target_);
  for (const std::string& path : inputs_.jars) unzip_jar(path, tally, timers);

  std::vector<jar::Listing> listings;
  for (std::size_t i = 0; i < folders_.size(); ++i) {
    listings.push_back({jar::file_name(inputs_.jars[i]), jar::list_files(folders_[i])});
  }
  const std::vector<jar::Target> targets = jar::plan_targets(listings);
  write_cache_key(targets, timers);

  const jar::SourceAccess access{
      [&](const jar::Source& source) { return jar::read_file(source_path(listings, source)); },
      [&](const jar::Source& source) { return jar::sha1_of_file(source_path(listings, source)); }};
  const std::vector<jar::Output> outputs =
      jar::resolve(targets, listings, access, inputs_.on_conflict);
  pack_jar(outputs, place_outputs(outputs, listings), timers);
  return tally;
}

/// The jar's folder is named after the path, the content and the shading rules (none here); the
/// marker with the jar's name is written last, so that a folder without it is not reused.
void JarUnzip::unzip_jar(const std::string& path, Tally& tally, Timers& timers) {
  const std::string content = timers.hash_jar.time([&] { return jar::sha1_of_file(path); });
  const std::string folder =
      fmt::format("{}/{}_{}_{}", target_, jar::sha1_of(path), content, jar::sha1_of(""));
  const std::string marker = folder + ".jarName";
  if (jar::exists(folder) || jar::exists(marker)) {
    throw WorkloadError(fmt::format("'{}' is there before the jar was unzipped", folder));
  }
  jar::make_folders(folder);
  jar::JarReader reader(path);
  for (const jar::Entry& entry : reader.entries()) {
    entry_sha1s_.add(timers.entry.time([&] { return jar::unzip_entry(reader, entry, folder); }));
    if (entry.is_folder()) continue;
    ++tally.ops;
    tally.bytes += entry.size;
  }
  jar::write_file(marker, path);
  folders_.push_back(folder);
}

/// The key of sbt's output cache: SHA-1 over the jars, which are read once more for it, what is in
/// them, and each path with its strategy. A hit would save the packing, never the merging.
void JarUnzip::write_cache_key(const std::vector<jar::Target>& targets, Timers& timers) {
  jar::Sha1 key;
  key.add(entry_sha1s_.hex());
  for (const std::string& path : inputs_.jars) {
    key.add(timers.hash_jar.time([&] { return jar::sha1_of_file(path); }));
  }
  for (const jar::Target& target : targets) {
    key.add(fmt::format("{}{}", target.path, static_cast<int>(target.strategy)));
  }
  jar::write_file(target_ + "/inputs", key.hex());
}

/// Moves renamed files and writes merged ones, as the strategies do on disk; returns the file that
/// holds each output.
std::vector<std::string> JarUnzip::place_outputs(const std::vector<jar::Output>& outputs,
                                                 const std::vector<jar::Listing>& listings) const {
  std::vector<std::string> files;
  for (const jar::Output& output : outputs) {
    if (!output.source) {
      // MergeStrategy.createMergeTarget, with its look whether the file is there.
      const std::string file =
          fmt::format("{}/sbtMergeTarget-{}.tmp", target_, jar::sha1_of(output.name));
      if (jar::exists(file)) jar::remove_file(file);
      jar::write_file(file, output.merged);
      files.push_back(file);
      continue;
    }
    const std::string from = source_path(listings, *output.source);
    std::string to = fmt::format("{}/{}", folders_[output.source->jar], output.name);
    if (to != from) jar::rename_file(from, to);
    files.push_back(std::move(to));
  }
  return files;
}

/// sbt's IO.jar: File.isFile and File.lastModified of every file, then it is copied into a
/// JarOutputStream. (The time is asked for and not used: ours are fixed, as in repeatable builds.)
void JarUnzip::pack_jar(const std::vector<jar::Output>& outputs,
                        const std::vector<std::string>& files, Timers& timers) const {
  if (jar::exists(jar_path_)) jar::remove_file(jar_path_);
  jar::JarWriter writer(jar::File::create(jar_path_));
  jar::Deflater deflater;
  for (const jar::Slot& slot : jar::jar_order(outputs)) {
    timers.pack.time([&] {
      std::string content = slot.name == jar::kManifestName ? inputs_.manifest : std::string();
      if (slot.output != nullptr) {
        const std::string& file = files[static_cast<std::size_t>(slot.output - outputs.data())];
        if (!jar::is_file(file) || jar::modified_s(file) == 0) {
          throw WorkloadError(fmt::format("'{}' is gone before it was packed", file));
        }
        content = jar::read_file(file);
      }
      writer.add(jar::pack(slot.name, content, deflater));
    });
  }
  writer.finish();
}

void JarUnzip::verify(const Context&) {
  check_->check();
  jar::check_trees(inputs_.jars, folders_);
  try {
    std::filesystem::remove_all(target_);
  } catch (const std::filesystem::filesystem_error& error) {
    throw WorkloadError(fmt::format("cannot remove '{}': {}", target_, error.what()));
  }
}

}  // namespace

std::unique_ptr<Workload> make_jar_unzip() {
  return std::make_unique<JarUnzip>();
}

}  // namespace sharebench::workloads
