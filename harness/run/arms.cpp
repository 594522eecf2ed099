// Attach, recognise, detach.
#include "harness/run/arms.h"

#include <fmt/format.h>

#include "harness/core/error.h"
#include "harness/sys/interrupt.h"

namespace sharebench::run {

Arms::Arms(const Run& run, targets::Target& target, sys::Progress& progress)
    : target_(target), progress_(progress) {
  try {
    for (const Mount& planned : run.mounts) attach(planned);
  } catch (...) {
    const sys::InterruptShield shield;
    for (Arm& arm : arms_) arm.session.reset();
    for (const Arm& arm : arms_) target_.detach(arm.mount);
    throw;
  }
}

void Arms::attach(const Mount& planned) {
  sys::throw_if_interrupted();
  arms_.push_back({.mount = planned});
  Arm& arm = arms_.back();
  arm.mount = target_.attach(planned.share);
  arm.session = target_.start_runner(arm.mount);
  arm.mount.observed = targets::recognise(planned.share, arm.session->facts());
}

Arms::~Arms() {
  try {
    close();
  } catch (const Error& error) {
    progress_.note(fmt::format("while cleaning up: {}", error.what()));
  }
}

void Arms::close() {
  const sys::InterruptShield shield;
  for (Arm& arm : arms_) arm.session.reset();
  while (!arms_.empty()) {
    const Mount mount = arms_.back().mount;
    arms_.pop_back();
    target_.detach(mount);
  }
}

}  // namespace sharebench::run
