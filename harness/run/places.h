// The targets of a run: up for the whole of it, or brought up and taken down inside every block.
#pragma once

#include <functional>
#include <memory>
#include <vector>

#include "harness/targets/target.h"

namespace sharebench::run {

class Places {
 public:
  /// Makes a target and brings it up; the argument is its index into Run::targets.
  using Start = std::function<std::unique_ptr<targets::Target>(int target)>;

  /// Targets that stay up and exclude each other in nothing. They must outlive this.
  explicit Places(std::vector<targets::Target*> standing) : standing_(std::move(standing)) {}

  /// Targets of which one is up at a time, started afresh by `start` whenever it is its turn.
  explicit Places(Start start) : start_(std::move(start)) {}

  /// True when a block measures one target after the other.
  bool one_at_a_time() const { return start_ != nullptr; }

  /// That target, up. Throws what starting it throws.
  targets::Target& up(int target) {
    if (!one_at_a_time()) return *standing_.at(static_cast<std::size_t>(target));
    if (!started_ || started_index_ != target) {
      down();
      started_ = start_(target);
      started_index_ = target;
    }
    return *started_;
  }

  /// Takes down what was started; nothing where targets stay up.
  void down() { started_.reset(); }

  /// Keeps what is started up from block to block until down() is called.
  void hold() { hold_ = true; }

  /// A block is over: takes down what was started, unless it is held.
  void release() {
    if (!hold_) down();
  }

 private:
  std::vector<targets::Target*> standing_{};
  Start start_{};
  std::unique_ptr<targets::Target> started_{};
  int started_index_ = -1;
  bool hold_ = false;
};

}  // namespace sharebench::run
