// Declares the rows that all_engine_kinds.cpp lists; each is defined in a file of its own.
#pragma once

#include "harness/targets/engine_kind.h"

namespace sharebench::targets {

/// A virtual machine of docker-machine, mostly boot2docker under VirtualBox or Parallels.
EngineKind docker_machine_kind();
/// Docker Desktop.
EngineKind docker_desktop_kind();
/// OrbStack.
EngineKind orbstack_kind();
/// Rancher Desktop.
EngineKind rancher_desktop_kind();
/// Colima.
EngineKind colima_kind();
/// Lima by itself.
EngineKind lima_kind();
/// minikube's engine (`minikube docker-env`).
EngineKind minikube_kind();
/// Podman, through its docker socket.
EngineKind podman_kind();
/// An engine on a Linux machine, without anything around it.
EngineKind linux_engine_kind();

}  // namespace sharebench::targets
