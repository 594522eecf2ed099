// Letters of texts that came from elsewhere and may not be UTF-8.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>

namespace sharebench::report {

/// The letter at `at`, which moves on. A broken sequence (cut short, longer than it need be, half
/// of a surrogate pair, beyond U+10FFFF) gives U+FFFD and moves one byte.
std::uint32_t next_letter(const std::string& text, std::size_t& at);

/// Unicode's Bidi_Control, which turns the direction of text, and what else is invisible and can
/// deceive.
bool deceives(std::uint32_t letter);

}  // namespace sharebench::report
