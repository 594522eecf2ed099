// Numbers in packed protocol structures: unaligned, little-endian as host and guest are.
#pragma once

#include <cstddef>
#include <cstring>
#include <string>
#include <string_view>

namespace sharebench::vboxsf {

/// The number at `offset`; the caller has made sure that the bytes are there.
template <typename Number>
Number unpacked(std::string_view bytes, std::size_t offset) {
  Number number{};
  std::memcpy(&number, bytes.data() + offset, sizeof(number));
  return number;
}

/// Puts `number` at `offset` of bytes that already have their length.
template <typename Number>
void pack(std::string& bytes, std::size_t offset, Number number) {
  std::memcpy(bytes.data() + offset, &number, sizeof(number));
}

}  // namespace sharebench::vboxsf
