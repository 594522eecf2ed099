// What the tools of a host printed, as text: the guard judges this and never asks a tool itself.
#pragma once

#include <map>
#include <string>

namespace sharebench::guard {

/// Output of one command or the text of one file.
struct CapturedFile {
  std::string text{};
  int status = 0;        ///< exit status of the command
  std::string error{};   ///< what it wrote on standard error
  bool printed = false;  ///< the file itself was there, not only its status
};

/// By the names of the capture folder (docs/cli.md): "pfctl-rules", "anchors/com.apple",
/// "tables/docker", "ifconfig", ... An absent name was not captured; an empty text was printed.
using Captured = std::map<std::string, CapturedFile>;

/// The file of that name when it was captured, however its command ended.
const CapturedFile* find(const Captured& captured, const std::string& name);

/// The file of that name when its command ended well.
const CapturedFile* find_printed(const Captured& captured, const std::string& name);

/// Reads a capture folder. Throws DataError when there is none, for a file that cannot be read and
/// for a `.rc` that is no number.
Captured read_captured(const std::string& dir);

/// Writes one, with `.rc` and `.err` files where there is something to say.
void write_captured(const Captured& captured, const std::string& dir);

/// An anchor's path as a file name: `/` becomes `%2F`, and back.
std::string escaped(const std::string& path);
std::string unescaped(const std::string& name);

}  // namespace sharebench::guard
