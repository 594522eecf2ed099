// Real recordings of tests/captured/strace, and the way from them to a trace.
#pragma once

#include <filesystem>
#include <string>

#include "harness/trace/recorder.h"

namespace sharebench::trace {

/// A scratch folder that goes at the end.
class Scratch {
 public:
  Scratch();
  ~Scratch();
  const std::filesystem::path& path() const { return path_; }

 private:
  std::filesystem::path path_;
};

std::string read_whole(const std::filesystem::path& file);

/// tests/captured/strace/NAME
std::filesystem::path captured(const std::string& name);

/// Makes `out` of the recording NAME.
Recorded make_trace(const std::string& name, const std::filesystem::path& out, bool keep_names);

}  // namespace sharebench::trace
