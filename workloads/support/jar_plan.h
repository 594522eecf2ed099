// What goes into the assembly: every target path with its sources, then every output entry with
// the content it gets. Both modes decide here, so that they cannot differ.
#pragma once

#include <cstddef>
#include <functional>
#include <optional>
#include <string>
#include <vector>

#include "workloads/support/jar_merge.h"

namespace sharebench::workloads::jar {

/// The files of one jar, in any order, without folders.
struct Listing {
  std::string jar_name;  ///< "guava.jar"
  std::vector<std::string> files;
};

/// A file in a jar, by its places in the list of listings and in the files of that listing.
struct Source {
  std::size_t jar = 0;
  std::size_t file = 0;
};

/// What several jars may offer for one path.
struct Target {
  std::string path;
  Strategy strategy = Strategy::kDeduplicate;
  std::vector<Source> sources;  ///< in the order of the jars
};

/// Every target but the discarded ones, sorted by path (bytes).
std::vector<Target> plan_targets(const std::vector<Listing>& listings);

/// What to do when the sources of a deduplicated target differ.
enum class OnConflict {
  kError,      ///< as sbt-assembly does
  kTakeFirst,  ///< MergeStrategy.first, for folders of jars that were never meant to go together
};

/// How the contents of sources are reached.
struct SourceAccess {
  std::function<std::string(const Source&)> read;
  std::function<std::string(const Source&)> sha1;
};

/// A file of the assembly.
struct Output {
  std::string name;
  std::optional<Source> source;  ///< taken over unchanged
  std::string merged;            ///< the content when there is no source
};

/// Applies the strategies. Sorted by name (bytes). Throws WorkloadError that names the entry and
/// two jars when sources differ and `on_conflict` is kError.
std::vector<Output> resolve(const std::vector<Target>& targets,
                            const std::vector<Listing>& listings, const SourceAccess& access,
                            OnConflict on_conflict);

/// An entry of the assembly in its place.
struct Slot {
  std::string name;
  const Output* output = nullptr;  ///< none for folders and the manifest
};

inline constexpr const char* kManifestName = "META-INF/MANIFEST.MF";

/// The order in which a jar is written: META-INF/ and the manifest, which java.util.jar wants
/// first, then every folder and file sorted by name. Points into `outputs`.
std::vector<Slot> jar_order(const std::vector<Output>& outputs);

/// META-INF/MANIFEST.MF of the assembly; `main_class` may be empty.
std::string manifest_text(const std::string& main_class);

}  // namespace sharebench::workloads::jar
