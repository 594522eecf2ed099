// A share as it was found: what the mount table seen by the container says.
#pragma once

#include <string>

#include "harness/core/share.h"

namespace sharebench {

/// One line of mountinfo (proc(5)), the parts that tell share types apart.
struct ObservedMount {
  std::string fstype{};
  std::string source{};
  std::string options{};  ///< mount options, then super options, joined by a comma
};

struct Mount {
  int target = 0;  ///< index into Run::targets
  Share share{};
  std::string guest_path{};
  ObservedMount observed{};
  bool can_pace = false;      ///< the lab can hold each of its round trips for a set time
  bool has_counters = false;  ///< round trips of a sample can be read
};

}  // namespace sharebench
