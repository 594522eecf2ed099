// Greedy matching over a window of 32 KiB, then one Huffman block for every 64 Ki tokens.
#include "harness/report/deflate.h"

#include <algorithm>
#include <array>
#include <cstddef>
#include <cstdint>
#include <vector>

#include "harness/report/huffman.h"

namespace sharebench::report {
namespace {

constexpr std::size_t kWindow = 32768, kLongest = 258, kShortest = 4, kBlock = 65536;
constexpr std::size_t kHashSize = 1 << 15;
constexpr int kTries = 12;  // earlier places looked at for a match
constexpr std::size_t kEndOfBlock = 256, kLiterals = 286, kDistances = 30;

/// RFC 1951 section 3.2.5: the first value of each code and the extra bits after it.
struct CodeRange {
  std::uint16_t base;
  std::uint8_t extra;
};
constexpr std::array<CodeRange, 29> kLengthRanges = {
    {{3, 0},  {4, 0},  {5, 0},  {6, 0},   {7, 0},   {8, 0},   {9, 0},   {10, 0},  {11, 1}, {13, 1},
     {15, 1}, {17, 1}, {19, 2}, {23, 2},  {27, 2},  {31, 2},  {35, 3},  {43, 3},  {51, 3}, {59, 3},
     {67, 4}, {83, 4}, {99, 4}, {115, 4}, {131, 5}, {163, 5}, {195, 5}, {227, 5}, {258, 0}}};
constexpr std::array<CodeRange, 30> kDistanceRanges = {
    {{1, 0},     {2, 0},     {3, 0},     {4, 0},      {5, 1},      {7, 1},
     {9, 2},     {13, 2},    {17, 3},    {25, 3},     {33, 4},     {49, 4},
     {65, 5},    {97, 5},    {129, 6},   {193, 6},    {257, 7},    {385, 7},
     {513, 8},   {769, 8},   {1025, 9},  {1537, 9},   {2049, 10},  {3073, 10},
     {4097, 11}, {6145, 11}, {8193, 12}, {12289, 12}, {16385, 13}, {24577, 13}}};
/// Section 3.2.7: the order in which the lengths of the lengths' code stand.
constexpr std::array<std::size_t, 19> kOrder = {16, 17, 18, 0, 8,  7, 9,  6, 10, 5,
                                                11, 4,  12, 3, 13, 2, 14, 1, 15};

template <std::size_t N>
std::size_t range_of(const std::array<CodeRange, N>& ranges, std::size_t value) {
  const auto above =
      std::upper_bound(ranges.begin(), ranges.end(), value,
                       [](std::size_t v, const CodeRange& range) { return v < range.base; });
  return static_cast<std::size_t>(above - ranges.begin()) - 1;
}

/// A letter (distance 0), or so many letters from so far back.
struct Token {
  std::uint16_t value = 0, distance = 0;
};

/// The lowest bit first, as DEFLATE packs them.
class Bits {
 public:
  void put(std::uint32_t value, int count) {
    held_ |= static_cast<std::uint64_t>(value) << filled_;
    for (filled_ += count; filled_ >= 8; filled_ -= 8, held_ >>= 8) {
      bytes_ += static_cast<char>(held_ & 0xFF);
    }
  }
  std::string take() {
    if (filled_ > 0) bytes_ += static_cast<char>(held_ & 0xFF);
    return std::move(bytes_);
  }

 private:
  std::string bytes_;
  std::uint64_t held_ = 0;
  int filled_ = 0;
};

struct Code {
  std::vector<int> lengths;
  std::vector<std::uint32_t> codes;

  Code(const std::vector<std::uint64_t>& counts, int most_bits)
      : lengths(huffman_lengths(counts, most_bits)), codes(huffman_codes(lengths)) {}
  void put(Bits& bits, std::size_t symbol) const { bits.put(codes[symbol], lengths[symbol]); }
};

/// Whether a match takes fewer bits than its letters would: columns of digits have many short and
/// distant ones, and a digit alone takes less than four bits.
bool pays(std::size_t length, std::size_t distance) {
  return length >= 7 || distance <= 64 || (length >= 5 && distance <= 512) ||
         (length >= 6 && distance <= 4096);
}

/// Finds what was written before: chains of places with the same four letters, newest first.
class Matcher {
 public:
  explicit Matcher(const std::string& text)
      : text_(text), heads_(kHashSize, -1), before_(text.size(), -1) {}

  Token longest(std::size_t at) const {
    Token best;
    if (at + kShortest > text_.size()) return best;
    const std::size_t room = std::min(kLongest, text_.size() - at);
    std::int32_t place = heads_[hash(at)];
    for (int i = 0; i < kTries && place >= 0;
         ++i, place = before_[static_cast<std::size_t>(place)]) {
      const std::size_t distance = at - static_cast<std::size_t>(place);
      if (distance > kWindow) break;
      std::size_t length = 0;
      while (length < room && text_[at + length] == text_[at + length - distance]) ++length;
      if (length >= kShortest && length > best.value && pays(length, distance)) {
        best = {static_cast<std::uint16_t>(length), static_cast<std::uint16_t>(distance)};
      }
      if (length == room) break;
    }
    return best;
  }

  void add(std::size_t at) {
    if (at + kShortest > text_.size()) return;
    std::int32_t& head = heads_[hash(at)];
    before_[at] = head;
    head = static_cast<std::int32_t>(at);
  }

 private:
  std::size_t hash(std::size_t at) const {
    std::uint32_t letters = 0;
    for (std::size_t i = 0; i < kShortest; ++i) {
      letters = letters << 8 | static_cast<unsigned char>(text_[at + i]);
    }
    return (letters * 2654435761u) >> 17;  // Knuth's multiplier; 15 bits are left
  }

  const std::string& text_;
  std::vector<std::int32_t> heads_, before_;
};

std::vector<Token> tokens_of(const std::string& text) {
  std::vector<Token> tokens;
  Matcher matcher(text);
  for (std::size_t at = 0; at < text.size();) {
    Token token = matcher.longest(at);
    if (token.distance == 0) token.value = static_cast<unsigned char>(text[at]);
    const std::size_t length = token.distance == 0 ? 1 : token.value;
    for (std::size_t i = 0; i < length; ++i) matcher.add(at + i);
    at += length;
    tokens.push_back(token);
  }
  return tokens;
}

/// The table of both codes: lengths, themselves Huffman coded, without run lengths.
void put_header(Bits& bits, const Code& letters, const Code& distances) {
  std::vector<std::uint64_t> counts(kOrder.size(), 0);
  for (const Code* code : {&letters, &distances}) {
    for (const int length : code->lengths) ++counts[static_cast<std::size_t>(length)];
  }
  const Code lengths(counts, 7);
  bits.put(static_cast<std::uint32_t>(kLiterals - 257), 5);
  bits.put(static_cast<std::uint32_t>(kDistances - 1), 5);
  bits.put(static_cast<std::uint32_t>(kOrder.size() - 4), 4);
  for (const std::size_t symbol : kOrder) {
    bits.put(static_cast<std::uint32_t>(lengths.lengths[symbol]), 3);
  }
  for (const Code* code : {&letters, &distances}) {
    for (const int length : code->lengths) lengths.put(bits, static_cast<std::size_t>(length));
  }
}

void put_block(Bits& bits, const Token* begin, const Token* end, bool last) {
  std::vector<std::uint64_t> letter_counts(kLiterals, 0), distance_counts(kDistances, 0);
  for (const Token* token = begin; token != end; ++token) {
    if (token->distance == 0) {
      ++letter_counts[token->value];
    } else {
      ++letter_counts[257 + range_of(kLengthRanges, token->value)];
      ++distance_counts[range_of(kDistanceRanges, token->distance)];
    }
  }
  ++letter_counts[kEndOfBlock];
  const Code letters(letter_counts, 15), distances(distance_counts, 15);
  bits.put(last ? 1 : 0, 1);
  bits.put(2, 2);  // a block with codes of its own
  put_header(bits, letters, distances);
  for (const Token* token = begin; token != end; ++token) {
    if (token->distance == 0) {
      letters.put(bits, token->value);
      continue;
    }
    const auto put = [&](const Code& code, std::size_t first, const auto& ranges,
                         std::size_t value) {
      const std::size_t range = range_of(ranges, value);
      code.put(bits, first + range);
      bits.put(static_cast<std::uint32_t>(value - ranges[range].base), ranges[range].extra);
    };
    put(letters, 257, kLengthRanges, token->value);
    put(distances, 0, kDistanceRanges, token->distance);
  }
  letters.put(bits, kEndOfBlock);
}

}  // namespace

std::string deflated(const std::string& text) {
  const std::vector<Token> tokens = tokens_of(text);
  Bits bits;
  std::size_t at = 0;
  do {
    const std::size_t end = std::min(at + kBlock, tokens.size());
    put_block(bits, tokens.data() + at, tokens.data() + end, end == tokens.size());
    at = end;
  } while (at < tokens.size());
  return bits.take();
}

std::string base64(const std::string& bytes) {
  constexpr const char* kDigits =
      "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
  std::string out;
  out.reserve((bytes.size() + 2) / 3 * 4);
  for (std::size_t i = 0; i < bytes.size(); i += 3) {
    const auto byte = [&](std::size_t k) -> std::uint32_t {
      return k < bytes.size() ? static_cast<unsigned char>(bytes[k]) : 0;
    };
    const std::uint32_t group = byte(i) << 16 | byte(i + 1) << 8 | byte(i + 2);
    for (int shift = 18; shift >= 0; shift -= 6) out += kDigits[(group >> shift) & 63];
  }
  for (std::size_t i = bytes.size(); i % 3 != 0; ++i) {
    out[out.size() - 1 - (i - bytes.size())] = '=';
  }
  return out;
}

}  // namespace sharebench::report
