// IO.unzip and PathFinder.
#include "workloads/support/jar_unpack.h"

#include <fmt/format.h>

#include "workloads/support/jar_digest.h"

namespace sharebench::workloads::jar {
namespace {

struct FoundFile {
  std::string path;
  bool folder = false;
};

/// PathFinder's `**`: File.listFiles, then File.isDirectory on each name to know where to go on.
void descend(const std::string& folder, const std::string& prefix, std::vector<FoundFile>& found) {
  for (const std::string& name : list_folder(folder)) {
    const std::string path = fmt::format("{}/{}", folder, name);
    const bool folder_too = is_folder(path);
    found.push_back({prefix + name, folder_too});
    if (folder_too) descend(path, fmt::format("{}{}/", prefix, name), found);
  }
}

}  // namespace

std::string unzip_entry(JarReader& reader, const Entry& entry, const std::string& folder) {
  const std::string path = fmt::format("{}/{}", folder, entry.name);
  std::string sha1;
  if (entry.is_folder()) {
    make_folders(path.substr(0, path.size() - 1));
  } else {
    // IO.createDirectory(target.getParentFile): isDirectory, mkdirs only when it is not.
    const std::string parent = path.substr(0, path.find_last_of('/'));
    if (!is_folder(parent)) make_folders(parent);
    File file = File::create(path);
    Sha1 digest;
    reader.stream(entry, [&](std::string_view piece) {
      digest.add(piece);
      file.write(piece);
    });
    file.close();
    sha1 = digest.hex();
  }
  // preserveLastModified, for folders as well.
  set_modified_s(path, unix_seconds(entry.dos_time));
  return sha1;
}

std::vector<std::string> list_files(const std::string& folder) {
  std::vector<FoundFile> found;
  descend(folder, "", found);
  std::vector<std::string> files;
  for (FoundFile& item : found) {
    // Assembly.getMappings: `filter { _.exists }` over all that was found.
    if (exists(fmt::format("{}/{}", folder, item.path)) && !item.folder) {
      files.push_back(std::move(item.path));
    }
  }
  return files;
}

}  // namespace sharebench::workloads::jar
