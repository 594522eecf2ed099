// Little-endian fields of packets: QEMU's structs and the guest's packets have the layout of the
// x86-64 machines that both run on.
#pragma once

#include <cstring>
#include <string>
#include <string_view>
#include <type_traits>

namespace sharebench::vboxsf {

/// The field at `offset`. Bytes beyond the end read as zero; an offset beyond it throws
/// std::out_of_range, for callers check sizes first.
template <typename T>
T load(std::string_view bytes, std::size_t offset) {
  static_assert(std::is_integral_v<T>);
  char raw[sizeof(T)] = {};
  bytes.copy(raw, sizeof(T), offset);
  T value;
  std::memcpy(&value, raw, sizeof(T));
  return value;
}

/// The field as it stands in memory.
template <typename T>
std::string_view field(const T& value) {
  static_assert(std::is_integral_v<T>);
  return {reinterpret_cast<const char*>(&value), sizeof(T)};
}

}  // namespace sharebench::vboxsf
