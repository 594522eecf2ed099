// The lab that `sharebench lab up` left running.
#pragma once

#include "harness/cli/command.h"
#include "harness/lab/lab.h"

namespace sharebench::cli {

/// Where it is, and how it is made.
lab::LabOptions lab_by_hand(const Arguments& arguments);

}  // namespace sharebench::cli
