// A share as asked for: what to share and how. What was really mounted is in mount.h.
#pragma once

#include <map>
#include <string>

namespace sharebench {

struct Share {
  std::string name{};  ///< label in reports, unique in a run: `nfs3`, `nfs3:actimeo=0`
  std::string type{};  ///< a registered share type: `nfs3`, `9p`, `disk`, `native`, ...
  std::map<std::string, std::string> options{};
  std::string host_dir{};  ///< only where the user named a directory (`--shares name=DIR`)
};

}  // namespace sharebench
