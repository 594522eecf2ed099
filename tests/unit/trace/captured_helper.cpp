// Files in, files out.
#include "tests/unit/trace/captured_helper.h"

#include <cstdlib>
#include <fstream>
#include <iterator>

namespace sharebench::trace {

namespace fs = std::filesystem;

Scratch::Scratch() {
  std::string name = (fs::temp_directory_path() / "sharebench trace.XXXXXX").string();
  path_ = ::mkdtemp(name.data());
}

Scratch::~Scratch() {
  std::error_code ignored;  // a leftover in /tmp is no reason to fail
  fs::remove_all(path_, ignored);
}

std::string read_whole(const fs::path& file) {
  std::ifstream stream(file, std::ios::binary);
  return std::string(std::istreambuf_iterator<char>(stream), {});
}

fs::path captured(const std::string& name) {
  const char* const root = std::getenv("SHAREBENCH_SOURCE_DIR");
  return fs::path(root != nullptr ? root : ".") / "tests/captured/strace" / name;
}

Recorded make_trace(const std::string& name, const fs::path& out, bool keep_names) {
  RecorderOptions options;
  options.out = out;
  if (!keep_names) options.salt = Salt{1, 2};
  return convert(options, {.text = captured(name + ".strace"),
                           .before = captured(name + ".before"),
                           .after = captured(name + ".after"),
                           .root = "/tmp/capture",
                           .folder = "/tmp/capture"});
}

}  // namespace sharebench::trace
