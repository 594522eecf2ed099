// Declares the rows that all.cpp lists; each is defined in a file of its own.
#pragma once

#include "harness/targets/target.h"

namespace sharebench::targets {

/// The row of engines that the docker client knows.
TargetType docker_context();
/// The row of docker-machine's virtual machines.
TargetType docker_machine();
/// The row of directories of this machine.
TargetType local_engine();
/// The row of the QEMU guest.
TargetType lab_vm();

}  // namespace sharebench::targets
