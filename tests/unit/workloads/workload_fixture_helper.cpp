// The scratch folder of a test, and a look at what lies in it.
#include <unistd.h>

#include <algorithm>
#include <fstream>
#include <sstream>
#include <vector>

#include "tests/unit/workloads/workload_fixture.h"

namespace sharebench::workloads {

namespace fs = std::filesystem;

std::map<std::string, std::string> snapshot(const fs::path& dir) {
  std::map<std::string, std::string> found;
  for (const auto& entry : fs::recursive_directory_iterator(dir)) {
    const std::string name = fs::relative(entry.path(), dir).string();
    if (entry.is_directory()) {
      found[name + "/"] = "";
      continue;
    }
    std::ifstream file(entry.path(), std::ios::binary);
    std::ostringstream bytes;
    bytes << file.rdbuf();
    found[name] = bytes.str();
  }
  return found;
}

fs::path first_file(const fs::path& dir, const std::string& ending) {
  for (const auto& [name, bytes] : snapshot(dir)) {
    const bool folder = name.back() == '/';
    if (!folder && name.size() >= ending.size() &&
        name.compare(name.size() - ending.size(), ending.size(), ending) == 0) {
      return dir / name;
    }
  }
  return {};
}

void flip_byte(const fs::path& file, long offset) {
  std::fstream stream(file, std::ios::binary | std::ios::in | std::ios::out);
  stream.seekg(offset);
  const int byte = stream.get();
  stream.seekp(offset);
  stream.put(static_cast<char>(byte ^ 0xff));
}

std::string error_of(const std::function<void()>& work) {
  try {
    work();
  } catch (const WorkloadError& error) {
    return error.what();
  }
  return "nothing";
}

WorkloadTest::WorkloadTest() {
  std::string name = (fs::temp_directory_path() / "sharebench workload XXXXXX").string();
  scratch_ = ::mkdtemp(name.data());
}

WorkloadTest::~WorkloadTest() {
  fs::remove_all(scratch_);
}

Context WorkloadTest::context(const std::string& name, const Params& overrides,
                              std::uint64_t seed) {
  Context made;
  made.dir = scratch_ / std::to_string(folders_++);
  fs::create_directory(made.dir);
  made.seed = seed;
  for (const WorkloadRow& row : rows()) {
    if (row.name != name) continue;
    for (const ParamRow& param : row.params) made.params[param.name] = param.default_value;
  }
  for (const auto& [param, value] : overrides) made.params[param] = value;
  return made;
}

}  // namespace sharebench::workloads
