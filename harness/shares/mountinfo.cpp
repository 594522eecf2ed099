// The mountinfo parser.
#include "harness/shares/mountinfo.h"

#include <sstream>

namespace sharebench::shares {
namespace {

/// Spaces, tabs, newlines and backslashes are written as three octal digits (proc(5)).
std::string unescaped(const std::string& text) {
  std::string out;
  for (std::size_t i = 0; i < text.size(); ++i) {
    const bool octal =
        text[i] == '\\' && i + 3 < text.size() && text[i + 1] >= '0' && text[i + 1] <= '3';
    if (!octal) {
      out += text[i];
      continue;
    }
    out +=
        static_cast<char>((text[i + 1] - '0') * 64 + (text[i + 2] - '0') * 8 + text[i + 3] - '0');
    i += 3;
  }
  return out;
}

bool lies_on(const std::string& path, const std::string& mount_point) {
  if (mount_point == "/") return true;
  return path.rfind(mount_point, 0) == 0 &&
         (path.size() == mount_point.size() || path[mount_point.size()] == '/');
}

}  // namespace

std::vector<MountLine> parse_mountinfo(const std::string& text) {
  std::vector<MountLine> lines;
  std::istringstream in(text);
  for (std::string line; std::getline(in, line);) {
    const auto dash = line.find(" - ");
    if (dash == std::string::npos) continue;
    std::istringstream before(line.substr(0, dash)), after(line.substr(dash + 3));
    std::string id, parent, device, root, point, options, fstype, source, super_options;
    if (!(before >> id >> parent >> device >> root >> point >> options)) continue;
    if (!(after >> fstype >> source)) continue;
    after >> super_options;
    lines.push_back({unescaped(point),
                     {.fstype = fstype,
                      .source = unescaped(source),
                      .options = super_options.empty() ? options : options + "," + super_options}});
  }
  return lines;
}

std::optional<ObservedMount> mount_of(const std::string& mountinfo, const std::string& path) {
  std::optional<ObservedMount> found;
  std::size_t longest = 0;
  for (const MountLine& line : parse_mountinfo(mountinfo)) {
    if (!lies_on(path, line.mount_point) || line.mount_point.size() < longest) continue;
    longest = line.mount_point.size();
    found = line.observed;
  }
  return found;
}

}  // namespace sharebench::shares
