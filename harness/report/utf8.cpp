// Reads UTF-8 (RFC 3629) without trusting it.
#include "harness/report/utf8.h"

#include <array>

namespace sharebench::report {
namespace {

/// Bytes of the letter that starts with `lead`; 1 for what cannot start one.
std::size_t length_of(unsigned char lead) {
  if (lead >= 0xF0 && lead < 0xF5) return 4;
  if (lead >= 0xE0) return lead < 0xF0 ? 3 : 1;
  return lead >= 0xC2 ? 2 : 1;
}

}  // namespace

std::uint32_t next_letter(const std::string& text, std::size_t& at) {
  constexpr std::array<unsigned char, 5> kLeadBits = {0, 0x7F, 0x1F, 0x0F, 0x07};
  const auto lead = static_cast<unsigned char>(text[at]);
  const std::size_t length = length_of(lead);
  if ((length == 1 && lead >= 0x80) || at + length > text.size()) {
    ++at;
    return 0xFFFD;
  }
  std::uint32_t letter = lead & kLeadBits[length];
  for (std::size_t i = 1; i < length; ++i) {
    const auto byte = static_cast<unsigned char>(text[at + i]);
    if ((byte & 0xC0) != 0x80) {
      ++at;
      return 0xFFFD;
    }
    letter = letter << 6 | (byte & 0x3Fu);
  }
  const bool overlong = (length == 3 && letter < 0x800) || (length == 4 && letter < 0x10000);
  const bool surrogate = letter >= 0xD800 && letter <= 0xDFFF;
  if (overlong || surrogate || letter > 0x10FFFF) {
    ++at;
    return 0xFFFD;
  }
  at += length;
  return letter;
}

bool deceives(std::uint32_t letter) {
  return letter == 0x061C || (letter >= 0x200B && letter <= 0x200F) ||
         (letter >= 0x2028 && letter <= 0x202E) || (letter >= 0x2060 && letter <= 0x206F) ||
         letter == 0xFEFF || letter >= 0xE0000 || (letter & 0xFFFE) == 0xFFFE;
}

}  // namespace sharebench::report
