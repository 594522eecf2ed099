// Parameters, copying, the main class.
#include "workloads/support/jar_inputs.h"

#include <fmt/format.h>

#include <algorithm>
#include <filesystem>
#include <set>
#include <string_view>

#include "workloads/support/jar_generator.h"
#include "workloads/support/jar_reader.h"
#include "workloads/support/params.h"

namespace sharebench::workloads::jar {
namespace {

namespace fs = std::filesystem;

OnConflict on_conflict(const Params& params) {
  const std::string& text = params.at("on_conflict");
  if (text == "error") return OnConflict::kError;
  if (text == "first") return OnConflict::kTakeFirst;
  throw ParamError(fmt::format("on_conflict is '{}', but must be error or first", text));
}

/// Copies the jars that lie in a folder, each once even when symbolic links name it again, as they
/// do in /usr/share/java.
void copy_jars(const fs::path& from, const fs::path& to) {
  if (!fs::is_directory(from)) {
    throw ParamError(fmt::format("jars is '{}', but that is no folder", from.string()));
  }
  std::set<fs::path> sources;
  for (const fs::directory_entry& item : fs::directory_iterator(from)) {
    if (item.path().extension() == ".jar" && item.is_regular_file()) {
      sources.insert(fs::canonical(item.path()));
    }
  }
  if (sources.empty()) {
    throw ParamError(fmt::format("jars is '{}', but there are no jars", from.string()));
  }
  for (const fs::path& source : sources) fs::copy_file(source, to / source.filename());
}

std::vector<std::string> list_jars(const fs::path& folder) {
  std::vector<std::string> paths;
  for (const std::string& name : list_folder(folder.string())) {
    paths.push_back((folder / name).string());
  }
  return paths;
}

/// The value of Main-Class, which may go on over several lines; empty when there is none.
std::string main_class_of(std::string_view manifest) {
  std::string text;
  for (const char c : manifest) {
    if (c != '\r') text.push_back(c);
  }
  for (std::size_t at = text.find("\n "); at != std::string::npos; at = text.find("\n ")) {
    text.erase(at, 2);
  }
  constexpr std::string_view kKey = "\nMain-Class:";
  text.insert(text.begin(), '\n');
  const std::size_t key = text.find(kKey);
  if (key == std::string::npos) return {};
  const std::size_t start = std::min(text.find_first_not_of(' ', key + kKey.size()), text.size());
  return text.substr(start, text.find('\n', start) - start);
}

std::string first_main_class(const std::vector<std::string>& jars) {
  for (const std::string& path : jars) {
    JarReader reader(path);
    for (const Entry& entry : reader.entries()) {
      if (entry.name != kManifestName) continue;
      const std::string main_class = main_class_of(reader.read(entry));
      if (!main_class.empty()) return main_class;
    }
  }
  return {};
}

}  // namespace

Inputs prepare_inputs(const Context& context) {
  Inputs inputs;
  inputs.on_conflict = on_conflict(context.params);
  const fs::path folder = context.dir / "jars";
  const std::string& real = context.params.at("jars");
  try {
    fs::create_directory(folder);
    if (real.empty()) {
      const Figures figures = scaled(preset_figures(context.params.at("preset")),
                                     decimal_param(context.params, "scale", 0, 1e6));
      write_jars(plan_jars(figures, context.seed), figures, folder);
    } else {
      copy_jars(real, folder);
    }
  } catch (const fs::filesystem_error& error) {
    throw WorkloadError(fmt::format("cannot prepare jars: {}", error.what()));
  }
  inputs.jars = list_jars(folder);
  inputs.manifest = manifest_text(first_main_class(inputs.jars));
  return inputs;
}

std::string file_name(const std::string& path) {
  return path.substr(path.find_last_of('/') + 1);
}

}  // namespace sharebench::workloads::jar
