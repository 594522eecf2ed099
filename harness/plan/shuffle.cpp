// SplitMix64 (Steele, Lea, Flood 2014) and the orders made of it.
#include "harness/plan/shuffle.h"

#include <algorithm>
#include <bit>
#include <numeric>
#include <utility>

namespace sharebench::plan {
namespace {

std::uint64_t next(std::uint64_t& state) {
  state += 0x9e3779b97f4a7c15ULL;
  std::uint64_t z = state;
  z = (z ^ (z >> 30)) * 0xbf58476d1ce4e5b9ULL;
  z = (z ^ (z >> 27)) * 0x94d049bb133111ebULL;
  return z ^ (z >> 31);
}

}  // namespace

std::uint64_t mix(std::uint64_t seed, std::uint64_t a, std::uint64_t b) {
  std::uint64_t state = seed;
  state ^= next(state) + a;
  state ^= next(state) + b;
  return next(state);
}

std::vector<int> permutation(int n, std::uint64_t seed) {
  std::vector<int> order(static_cast<std::size_t>(n));
  std::iota(order.begin(), order.end(), 0);
  for (std::size_t left = order.size(); left > 1; --left) {
    std::swap(order[left - 1], order[next(seed) % left]);
  }
  return order;
}

int first_of_two(int block, std::uint64_t seed) {
  const auto pair_of_blocks = static_cast<std::uint64_t>(block / 2);
  return static_cast<int>(mix(seed, pair_of_blocks, 0) & 1) ^ (block & 1);
}

std::vector<int> sample_order(int arms, int rounds, int block, std::uint64_t seed) {
  std::vector<int> order;
  if (arms == 2) {
    const int first = first_of_two(block, seed);
    for (unsigned i = 0; i < static_cast<unsigned>(rounds) * 2; ++i) {
      order.push_back(first ^ (std::popcount(i) & 1));
    }
    return order;
  }
  for (int round = 0; round < rounds; ++round) {
    std::vector<int> arm = permutation(arms, mix(seed, static_cast<std::uint64_t>(block),
                                                 static_cast<std::uint64_t>(round / 2) + 1));
    if (round % 2 == 1) std::reverse(arm.begin(), arm.end());
    order.insert(order.end(), arm.begin(), arm.end());
  }
  return order;
}

}  // namespace sharebench::plan
