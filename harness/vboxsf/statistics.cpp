// Adds up; counters only grow, and who wants those of a while reads them twice.
#include "harness/vboxsf/statistics.h"

#include <algorithm>

namespace sharebench::vboxsf {
namespace {

void add(FunctionCount& to, const FunctionCount& from) {
  to.calls += from.calls;
  to.bytes += from.bytes;
  to.service_ns += from.service_ns;
}

}  // namespace

std::size_t function_place(std::uint32_t number) {
  std::size_t place = 0;
  while (place < kFunctionNames.size() && kFunctionNames[place].number != number) ++place;
  return place;
}

Statistics::Statistics(std::vector<std::string> shares) : shares_(std::move(shares)) {}

void Statistics::record(const CallRecord& record) {
  const std::uint32_t root = std::min(record.root.value_or(kMaxRoots), kMaxRoots);
  add(counts_[root][function_place(record.function)],
      {1, record.bytes, static_cast<std::uint64_t>(record.service_ns)});
}

void Statistics::name_root(std::uint32_t root, std::string_view name) {
  const auto share = std::find(shares_.begin(), shares_.end(), name);
  if (root >= kMaxRoots || share == shares_.end()) return;
  share_of_root_[root] = static_cast<std::size_t>(share - shares_.begin()) + 1;
}

std::string_view Statistics::root_name(std::uint32_t root) const {
  if (root >= kMaxRoots || share_of_root_[root] == 0) return {};
  return shares_[share_of_root_[root] - 1];
}

FunctionCounts Statistics::of_all() const {
  FunctionCounts all{};
  for (const FunctionCounts& counts : counts_) {
    for (std::size_t i = 0; i < all.size(); ++i) add(all[i], counts[i]);
  }
  return all;
}

FunctionCounts Statistics::of_root(std::uint32_t root) const {
  return root < kMaxRoots ? counts_[root] : FunctionCounts{};
}

FunctionCounts Statistics::of_no_root() const {
  return counts_[kMaxRoots];
}

FunctionCount sum(const FunctionCounts& counts) {
  FunctionCount all;
  for (const FunctionCount& count : counts) add(all, count);
  return all;
}

}  // namespace sharebench::vboxsf
