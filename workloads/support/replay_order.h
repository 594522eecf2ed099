// Which operations of other threads an operation must wait for: the rule of ROOT (Weiss and others,
// "ROOT: Replaying Multithreaded Traces with Resource-Oriented Ordering", SOSP 2013), by resource.
#pragma once

#include <cstdint>
#include <unordered_map>
#include <vector>

namespace sharebench::workloads {

/// Wait until `thread` has done its first `count` steps.
struct Dependency {
  std::uint32_t thread = 0, count = 0;
};

/// A step by its thread and its place there.
struct StepPlace {
  std::uint32_t thread = 0, index = 0;
};

/// How a step touches a resource.
enum class Touch : std::uint8_t {
  kShared,     ///< in any order with others of the kind (reads of a file, uses of a name)
  kOther,      ///< the same, but in order with every kShared (listings against new names)
  kExclusive,  ///< in order with all
};

/// A name, the bytes of a file, the names in a folder, an open file, a pipe: what came last.
class Resource {
 public:
  /// Notes a touch and appends the steps that must be over before it.
  void touch(StepPlace step, Touch how, std::vector<StepPlace>& before);

 private:
  Touch group_ = Touch::kShared;
  std::vector<StepPlace> current_{}, previous_{};  ///< one step a thread, mostly
};

/// Turns steps to wait for into few dependencies: those of the own thread and those that an earlier
/// wait of it implies are left out.
class Waits {
 public:
  /// Dependencies of `step`, made from `before`, which is emptied.
  std::vector<Dependency> reduce(StepPlace step, std::vector<StepPlace>& before);

 private:
  /// For each thread, how many steps of others it knows to be over.
  std::vector<std::unordered_map<std::uint32_t, std::uint32_t>> known_{};
};

}  // namespace sharebench::workloads
