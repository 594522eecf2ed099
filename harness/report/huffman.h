// Huffman codes of limited length, as DEFLATE writes them.
#pragma once

#include <cstddef>
#include <cstdint>
#include <vector>

namespace sharebench::report {

/// Code lengths in bits of symbols that occur `counts` times, none above `most_bits`; 0 for symbols
/// that do not occur. At least two symbols get a code, so that the code is complete for readers.
std::vector<int> huffman_lengths(std::vector<std::uint64_t> counts, int most_bits);

/// The canonical codes of such lengths (RFC 1951 section 3.2.2), first bit lowest, as they are
/// written.
std::vector<std::uint32_t> huffman_codes(const std::vector<int>& lengths);

}  // namespace sharebench::report
