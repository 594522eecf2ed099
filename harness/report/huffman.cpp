// A heap of weights; where a code grows too long, the weights are flattened and it is built again.
#include "harness/report/huffman.h"

#include <algorithm>
#include <functional>
#include <queue>
#include <utility>

namespace sharebench::report {
namespace {

/// Lengths without a limit; ties go to the smaller number, so that the result is always the same.
std::vector<int> unlimited(const std::vector<std::uint64_t>& counts) {
  using Node = std::pair<std::uint64_t, std::size_t>;
  std::priority_queue<Node, std::vector<Node>, std::greater<>> heap;
  for (std::size_t i = 0; i < counts.size(); ++i) {
    if (counts[i] > 0) heap.emplace(counts[i], i);
  }
  std::vector<std::size_t> parents(2 * counts.size(), 0);
  std::size_t next = counts.size();
  while (heap.size() > 1) {
    const Node first = heap.top();
    heap.pop();
    const Node second = heap.top();
    heap.pop();
    parents[first.second] = parents[second.second] = next;
    heap.emplace(first.first + second.first, next++);
  }
  const std::size_t root = next - 1;
  std::vector<int> depths(next, 0);
  for (std::size_t node = root; node-- > 0;) {
    const bool used = node >= counts.size() || counts[node] > 0;
    if (used) depths[node] = depths[parents[node]] + 1;
  }
  depths.resize(counts.size());
  return depths;
}

}  // namespace

std::vector<int> huffman_lengths(std::vector<std::uint64_t> counts, int most_bits) {
  const auto occurs = [](std::uint64_t count) { return count > 0; };
  for (std::size_t i = 0; std::count_if(counts.begin(), counts.end(), occurs) < 2; ++i) {
    if (counts[i] == 0) counts[i] = 1;
  }
  for (;;) {
    std::vector<int> lengths = unlimited(counts);
    if (*std::max_element(lengths.begin(), lengths.end()) <= most_bits) return lengths;
    for (std::uint64_t& count : counts) count = (count + 1) / 2;
  }
}

std::vector<std::uint32_t> huffman_codes(const std::vector<int>& lengths) {
  const int most = *std::max_element(lengths.begin(), lengths.end());
  std::vector<std::uint32_t> codes(lengths.size(), 0);
  std::uint32_t code = 0;
  for (int length = 1; length <= most; ++length, code <<= 1) {
    for (std::size_t i = 0; i < lengths.size(); ++i) {
      if (lengths[i] != length) continue;
      std::uint32_t reversed = 0;
      for (int bit = 0; bit < length; ++bit) reversed |= ((code >> bit) & 1) << (length - 1 - bit);
      codes[i] = reversed;
      ++code;
    }
  }
  return codes;
}

}  // namespace sharebench::report
