// The clocks of host and guest, read together.
#pragma once

namespace sharebench {

struct ClockReading {
  double host_s = 0;   ///< steady seconds of this machine
  double guest_s = 0;  ///< monotonic seconds of the guest
  double error_s = 0;  ///< by how much the two may have been read apart: half of what asking took
};

}  // namespace sharebench
