// Exact counts of what the guest asked for: calls, bytes and service time, by mapped share and by
// function, in arrays of fixed size, so that no guest can make them grow.
#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "harness/vboxsf/function_names.h"

namespace sharebench::vboxsf {

struct FunctionCount {
  std::uint64_t calls = 0;
  std::uint64_t bytes = 0;       ///< the answered byte count of READ, WRITE, LIST, INFORMATION
  std::uint64_t service_ns = 0;  ///< from the packet's arrival to its answer, without pace
};

/// Each function of function_names.h has a place, all others share the last one.
constexpr std::size_t kFunctionPlaces = kFunctionNames.size() + 1;

/// The place of a function number in FunctionCounts.
std::size_t function_place(std::uint32_t number);

/// By function_place().
using FunctionCounts = std::array<FunctionCount, kFunctionPlaces>;

/// What passes besides calls.
struct DeviceCounts {
  std::uint64_t packets = 0;  ///< VMMDev requests, calls included
  std::uint64_t refused = 0;  ///< of these, answered with an error by device or HGCM, or not at all
  std::uint64_t connects = 0;     ///< HGCM clients taken in
  std::uint64_t disconnects = 0;  ///< and let go on request
  std::uint64_t resets = 0;       ///< of the device
  std::uint64_t syncs = 0;        ///< new maps of the guest's memory
};

/// One call that was handed to the service, or answered by a fault in its place.
struct CallRecord {
  std::uint32_t function = 0;
  std::optional<std::uint32_t> root{};  ///< the mapped folder that it speaks of
  std::uint64_t bytes = 0;
  std::int64_t service_ns = 0;
};

/// Roots below this number are counted each for itself; calls of others, and calls that name none,
/// share a place.
constexpr std::uint32_t kMaxRoots = 64;

class Statistics {
 public:
  /// `shares` are the names that may be mapped.
  explicit Statistics(std::vector<std::string> shares);

  void record(const CallRecord& record);

  /// Notes that the guest mapped `name` as `root`. Names that are not shares are not noted.
  void name_root(std::uint32_t root, std::string_view name);

  /// The name of the share that was last mapped as `root`; empty when none was.
  std::string_view root_name(std::uint32_t root) const;

  FunctionCounts of_all() const;
  FunctionCounts of_root(std::uint32_t root) const;  ///< zeros for a root that was never counted
  FunctionCounts of_no_root() const;

  DeviceCounts device{};

 private:
  std::vector<std::string> shares_;
  std::array<std::size_t, kMaxRoots> share_of_root_{};  // 0: none, else index + 1
  std::array<FunctionCounts, kMaxRoots + 1> counts_{};
};

/// The sum over all functions.
FunctionCount sum(const FunctionCounts& counts);

}  // namespace sharebench::vboxsf
