// What watches and bends the calls from outside of the guest: counters, pace and faults.
#pragma once

#include "harness/vboxsf/fault.h"
#include "harness/vboxsf/pacer.h"
#include "harness/vboxsf/statistics.h"

namespace sharebench::vboxsf {

struct Instruments {
  Statistics statistics;
  Pacer pacer{};
  FaultInjector faults{};
};

}  // namespace sharebench::vboxsf
