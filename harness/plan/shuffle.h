// The seeded orders of a block: which workload when, and which arm when.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

namespace sharebench::plan {

/// A number that depends on all of its inputs (SplitMix64 finaliser), the same on every machine.
std::uint64_t mix(std::uint64_t seed, std::uint64_t a, std::uint64_t b);

/// 0..n-1 in an order that the seed decides (Fisher-Yates over SplitMix64).
std::vector<int> permutation(int n, std::uint64_t seed);

/// Which of two goes first in a block: a coin flip in even-numbered blocks (counted from 0) and the
/// opposite in the next. 0 or 1.
int first_of_two(int block, std::uint64_t seed);

/// The arm of each of `rounds` x `arms` samples, in order. Two arms: ABBABAAB (Thue-Morse), the
/// first arm by first_of_two. More: permutations, each followed by its reverse. One arm: itself.
/// Every arm occurs `rounds` times.
std::vector<int> sample_order(int arms, int rounds, int block, std::uint64_t seed);

}  // namespace sharebench::plan
