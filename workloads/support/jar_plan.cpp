// Grouping by path, strategies, order.
#include "workloads/support/jar_plan.h"

#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <string_view>

#include "workloads/workload.h"

namespace sharebench::workloads::jar {
namespace {

/// The sources' contents, in their order.
std::vector<std::string> read_all(const Target& target, const SourceAccess& access) {
  std::vector<std::string> contents;
  for (const Source& source : target.sources) contents.push_back(access.read(source));
  return contents;
}

/// MergeStrategy.deduplicate: SHA-1s are computed only when there is more than one source.
void check_same(const Target& target, const std::vector<Listing>& listings,
                const SourceAccess& access) {
  const Source& first = target.sources.front();
  const std::string first_sha1 = access.sha1(first);
  for (std::size_t i = 1; i < target.sources.size(); ++i) {
    const Source& other = target.sources[i];
    if (access.sha1(other) == first_sha1) continue;
    throw WorkloadError(
        fmt::format("entry '{}' differs between '{}' and '{}'; on_conflict=first "
                    "would take the first",
                    target.path, listings[first.jar].jar_name, listings[other.jar].jar_name));
  }
}

std::vector<Output> outputs_of(const Target& target, const std::vector<Listing>& listings,
                               const SourceAccess& access, OnConflict on_conflict) {
  std::vector<Output> outputs;
  switch (target.strategy) {
    case Strategy::kDiscard:
      break;
    case Strategy::kRename:
      for (const Source& source : target.sources) {
        outputs.push_back({renamed(target.path, listings[source.jar].jar_name), source, {}});
      }
      break;
    case Strategy::kConcat:
      outputs.push_back({target.path, {}, concat(read_all(target, access))});
      break;
    case Strategy::kDistinctLines:
      outputs.push_back({target.path, {}, distinct_lines(read_all(target, access))});
      break;
    case Strategy::kDeduplicate:
      if (target.sources.size() > 1 && on_conflict == OnConflict::kError) {
        check_same(target, listings, access);
      }
      outputs.push_back({target.path, target.sources.front(), {}});
      break;
  }
  return outputs;
}

}  // namespace

std::vector<Target> plan_targets(const std::vector<Listing>& listings) {
  std::map<std::string_view, Target> by_path;
  for (std::size_t jar = 0; jar < listings.size(); ++jar) {
    for (std::size_t file = 0; file < listings[jar].files.size(); ++file) {
      const std::string& path = listings[jar].files[file];
      by_path[path].sources.push_back({jar, file});
    }
  }
  std::vector<Target> targets;
  for (auto& [path, target] : by_path) {
    target.path = path;
    target.strategy = default_strategy(path);
    if (target.strategy != Strategy::kDiscard) targets.push_back(std::move(target));
  }
  return targets;
}

std::vector<Output> resolve(const std::vector<Target>& targets,
                            const std::vector<Listing>& listings, const SourceAccess& access,
                            OnConflict on_conflict) {
  std::vector<Output> outputs;
  for (const Target& target : targets) {
    for (Output& output : outputs_of(target, listings, access, on_conflict)) {
      outputs.push_back(std::move(output));
    }
  }
  std::stable_sort(outputs.begin(), outputs.end(),
                   [](const Output& a, const Output& b) { return a.name < b.name; });
  const auto twice =
      std::adjacent_find(outputs.begin(), outputs.end(),
                         [](const Output& a, const Output& b) { return a.name == b.name; });
  if (twice != outputs.end()) {
    throw WorkloadError(fmt::format("renaming makes a second entry '{}'", twice->name));
  }
  return outputs;
}

std::vector<Slot> jar_order(const std::vector<Output>& outputs) {
  const std::string manifest = kManifestName;
  const std::string meta = manifest.substr(0, manifest.find('/') + 1);
  std::map<std::string, const Output*> names;
  for (const Output& output : outputs) {
    names.emplace(output.name, &output);
    for (std::size_t at = output.name.find('/'); at != std::string::npos;
         at = output.name.find('/', at + 1)) {
      names.emplace(output.name.substr(0, at + 1), nullptr);
    }
  }
  names.erase(meta);
  std::vector<Slot> order = {{meta, nullptr}, {manifest, nullptr}};
  for (const auto& [name, output] : names) order.push_back({name, output});
  return order;
}

std::string manifest_text(const std::string& main_class) {
  std::string text = "Manifest-Version: 1.0\r\n";
  // 72 bytes a line at most; what is longer goes on after a newline and a space (JAR file
  // specification, "Notes on Manifest and Signature Files").
  std::string line = main_class.empty() ? "" : "Main-Class: " + main_class;
  while (line.size() > 72) {
    text += line.substr(0, 72) + "\r\n";
    line = " " + line.substr(72);
  }
  if (!line.empty()) text += line + "\r\n";
  return text + "\r\n";
}

}  // namespace sharebench::workloads::jar
