// What the tools of a host printed, as text: the guard judges this and never asks a tool itself.
#pragma once

#include <map>
#include <optional>
#include <string>

namespace sharebench::guard {

/// Output of one command or the text of one file.
struct CapturedFile {
  std::string text{};
  int status = 0;       ///< exit status of the command
  std::string error{};  ///< what it wrote on standard error
};

/// By the names of the capture folder (docs/cli.md): "pfctl-rules", "anchors/com.apple",
/// "tables/docker", "ifconfig", ... An absent name was not captured; an empty text was printed.
using Captured = std::map<std::string, CapturedFile>;

/// The file of that name when it was captured.
const CapturedFile* find(const Captured& captured, const std::string& name);

}  // namespace sharebench::guard
