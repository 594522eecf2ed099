// What strace wrote, of any content: lines to processes to records.
#include <unistd.h>

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <string>
#include <string_view>

#include "harness/core/error.h"
#include "harness/trace/recording.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace sharebench::trace;
  static const std::filesystem::path file =
      std::filesystem::temp_directory_path() / ("strace_fuzz." + std::to_string(getpid()));
  std::string_view text(reinterpret_cast<const char*>(data), size);
  TraceWriter writer(file, [](const std::string& name) { return name; });
  Recording recording({.root = "/tmp/capture", .folder = "/tmp/capture"}, writer);
  while (!text.empty()) {
    const std::size_t end = std::min(text.find('\n'), text.size());
    recording.line(text.substr(0, end));
    text.remove_prefix(std::min(end + 1, text.size()));
  }
  try {
    recording.finish({}, {});
  } catch (const sharebench::DataError&) {
    return 0;  // nothing in it that strace writes
  }
  return 0;
}
