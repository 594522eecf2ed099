// The folder of captured files: names with their exit status and error text beside them.
#include "harness/guard/captured.h"

#include <fmt/format.h>

#include <filesystem>
#include <fstream>
#include <sstream>

#include "harness/core/error.h"
#include "harness/guard/text.h"
#include "harness/sys/atomic_file.h"

namespace sharebench::guard {
namespace {

namespace fs = std::filesystem;

std::string read_text(const fs::path& file) {
  std::ifstream in(file, std::ios::binary);
  std::ostringstream text;
  text << in.rdbuf();
  if (!in) {
    throw DataError(fmt::format("{} could not be read", file.string()),
                    "check its permissions, then run it again");
  }
  return text.str();
}

bool ends_with(const std::string& text, const std::string& end) {
  return text.size() > end.size() && text.compare(text.size() - end.size(), end.size(), end) == 0;
}

}  // namespace

const CapturedFile* find(const Captured& captured, const std::string& name) {
  const auto at = captured.find(name);
  return at == captured.end() ? nullptr : &at->second;
}

const CapturedFile* find_printed(const Captured& captured, const std::string& name) {
  const CapturedFile* file = find(captured, name);
  return file == nullptr || file->status != 0 ? nullptr : file;
}

Captured read_captured(const std::string& dir) {
  if (!fs::is_directory(dir))
    throw DataError(fmt::format("{} is no folder", dir),
                    "make one with: sharebench guard capture --out " + dir);
  Captured captured;
  for (const auto& entry : fs::recursive_directory_iterator(dir)) {
    if (!entry.is_regular_file()) continue;
    const std::string name = fs::relative(entry.path(), dir).generic_string();
    const std::string text = read_text(entry.path());
    if (ends_with(name, ".rc")) {
      const auto status = parse_decimal(trim(text), 255);
      if (!status)
        throw DataError(fmt::format("{} holds '{}', not an exit status", name, trim(text)),
                        "write the exit status of the command into it, or remove it");
      captured[name.substr(0, name.size() - 3)].status = static_cast<int>(*status);
    } else if (ends_with(name, ".err")) {
      captured[name.substr(0, name.size() - 4)].error = text;
    } else {
      captured[name].text = text;
      captured[name].printed = true;
    }
  }
  for (auto it = captured.begin(); it != captured.end();)
    it = !it->second.printed && it->second.status == 0 ? captured.erase(it) : std::next(it);
  return captured;
}

void write_captured(const Captured& captured, const std::string& dir) {
  for (const auto& [name, file] : captured) {
    const fs::path path = fs::path(dir) / name;
    fs::create_directories(path.parent_path());
    sys::replace_file(path, file.text);
    if (file.status != 0)
      sys::replace_file(path.string() + ".rc", fmt::format("{}\n", file.status));
    if (!file.error.empty()) sys::replace_file(path.string() + ".err", file.error);
  }
}

std::string escaped(const std::string& path) {
  std::string text;
  for (const char c : path) text += c == '/' ? "%2F" : std::string(1, c);
  return text;
}

std::string unescaped(const std::string& name) {
  std::string text = name;
  for (std::size_t at = text.find("%2F"); at != std::string::npos; at = text.find("%2F", at + 1))
    text.replace(at, 3, "/");
  return text;
}

}  // namespace sharebench::guard
