// Reads and writes the guest's counted strings.
#include "harness/vboxsf/shfl_string.h"

#include <cstdint>

#include "harness/vboxsf/packed.h"

namespace sharebench::vboxsf {
namespace {

constexpr std::size_t kMostBytes = kShflStringHeaderBytes + UINT16_MAX;

}  // namespace

Result<std::string> shfl_string(const GuestBuffer& buffer) {
  const std::string bytes = buffer.copy(kMostBytes);
  if (bytes.size() < kShflStringHeaderBytes) return kInvalidParameter;
  const auto capacity = unpacked<std::uint16_t>(bytes, 0);
  const auto length = unpacked<std::uint16_t>(bytes, 2);
  if (length > capacity || capacity > bytes.size() - kShflStringHeaderBytes) {
    return kInvalidParameter;
  }
  std::string text = bytes.substr(kShflStringHeaderBytes, length);
  if (text.find('\0') != std::string::npos) return kInvalidParameter;
  return text;
}

std::string packed_shfl_string(const std::string& name) {
  std::string bytes(kShflStringHeaderBytes, '\0');
  pack(bytes, 0, static_cast<std::uint16_t>(name.size() + 1));
  pack(bytes, 2, static_cast<std::uint16_t>(name.size()));
  return bytes + name + '\0';
}

}  // namespace sharebench::vboxsf
