// Names of files, made unreadable before they are written anywhere: a trace may be shown to others.
#pragma once

#include <array>
#include <cstdint>
#include <string>
#include <string_view>
#include <unordered_map>
#include <unordered_set>

namespace sharebench::trace {

/// 128 secret bits.
using Salt = std::array<std::uint64_t, 2>;

/// A salt that nobody knows, from the system.
Salt random_salt();

/// SipHash-2-4 (Aumasson, Bernstein 2012) of `bytes` under the key `salt`.
std::uint64_t siphash(const Salt& salt, std::string_view bytes);

/// Replaces names by letters and digits of the same length. The same name gives the same result,
/// two names never do, not even where case does not count. "." and ".." stay. When all short names
/// of a length are taken, one is longer.
class HiddenNames {
 public:
  explicit HiddenNames(const Salt& salt) : salt_(salt) {}

  const std::string& hide(const std::string& name);

 private:
  Salt salt_;
  std::unordered_map<std::string, std::string> hidden_{};
  std::unordered_set<std::string> taken_{};
};

}  // namespace sharebench::trace
