// Reads counters of samples.
#include "harness/explain/counts.h"

#include <algorithm>

namespace sharebench::explain {
namespace {

constexpr const char* kInBlocks = " in blocks";

KindCounts with_prefix(const Sample& sample, const std::string& prefix) {
  KindCounts counts;
  for (auto at = sample.counters.lower_bound(prefix); at != sample.counters.end(); ++at) {
    if (at->first.rfind(prefix, 0) != 0) break;
    if (at->second > 0) counts[at->first.substr(prefix.size())] = at->second;
  }
  return counts;
}

}  // namespace

KindCounts counts_of(const Sample& sample) {
  return with_prefix(sample, "round_trips.");
}

KindCounts bytes_of(const Sample& sample) {
  return with_prefix(sample, "wire_bytes.");
}

KindCounts divided(KindCounts counts, const KindCounts& bytes, const BytesByKind& bytes_by_kind) {
  for (const auto& [kind, each] : bytes_by_kind) {
    const auto count = counts.find(kind);
    const auto carried = bytes.find(kind);
    if (count == counts.end() || carried == bytes.end() || !(each.block > each.page)) continue;
    const double beyond = carried->second - count->second * each.page;
    const double blocks = std::clamp(beyond / (each.block - each.page), 0.0, count->second);
    if (blocks > 0) counts[block_kind(kind)] = blocks;
    count->second -= blocks;
  }
  std::erase_if(counts, [](const auto& count) { return !(count.second > 0); });
  return counts;
}

std::string block_kind(const std::string& kind) {
  return kind + kInBlocks;
}

bool is_block_kind(const std::string& kind) {
  const std::string ending = kInBlocks;
  return kind.size() > ending.size() &&
         kind.compare(kind.size() - ending.size(), ending.size(), ending) == 0;
}

}  // namespace sharebench::explain
