// Letters of texts that came from elsewhere and may not be UTF-8.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>

namespace sharebench::report {

/// The letter at `at`, which moves on. A broken sequence gives U+FFFD and moves one byte.
std::uint32_t next_letter(const std::string& text, std::size_t& at);

}  // namespace sharebench::report
