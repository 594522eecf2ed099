// Attach, recognise, detach.
#include "harness/run/arms.h"

#include <fmt/format.h>

#include "harness/core/error.h"
#include "harness/sys/interrupt.h"

namespace sharebench::run {

Arms::Arms(const Run& run, const std::vector<int>& mounts, Places& places, sys::Progress& progress)
    : progress_(progress) {
  try {
    for (const int mount : mounts) {
      attach(run.mounts.at(static_cast<std::size_t>(mount)), mount, places);
    }
  } catch (...) {
    const sys::InterruptShield shield;
    for (Arm& arm : arms_) arm.session.reset();
    for (const Arm& arm : arms_) arm.target->detach(arm.mount);
    throw;
  }
}

void Arms::attach(const Mount& planned, int index, Places& places) {
  sys::throw_if_interrupted();
  targets::Target& target = places.up(planned.target);
  arms_.push_back({.index = index, .mount = planned, .target = &target});
  Arm& arm = arms_.back();
  arm.mount = target.attach(planned.share);
  arm.mount.target = planned.target;
  arm.session = target.start_runner(arm.mount);
  arm.mount.observed = targets::recognise(planned.share, arm.session->facts());
  arm.warnings = targets::judge_place(arm.mount, arm.session->facts(), target.rules(arm.mount));
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
    targets::Target& target = *arms_.back().target;
    arms_.pop_back();
    target.detach(mount);
  }
}

}  // namespace sharebench::run
