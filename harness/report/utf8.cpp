// Reads UTF-8 (RFC 3629) without trusting it.
#include "harness/report/utf8.h"

#include <array>

namespace sharebench::report {
namespace {

/// Bytes of the letter that starts with `lead`; 1 for what cannot start one.
std::size_t length_of(unsigned char lead) {
  if (lead >= 0xF0 && lead < 0xF8) return 4;
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
  at += length;
  return letter;
}

}  // namespace sharebench::report
