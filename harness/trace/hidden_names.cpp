// SipHash, and letters out of it.
#include "harness/trace/hidden_names.h"

#include <bit>
#include <random>

namespace sharebench::trace {
namespace {

struct SipState {
  std::uint64_t v0, v1, v2, v3;

  void rounds(int count) {
    for (int i = 0; i < count; ++i) {
      v0 += v1;
      v2 += v3;
      v1 = std::rotl(v1, 13) ^ v0;
      v3 = std::rotl(v3, 16) ^ v2;
      v0 = std::rotl(v0, 32);
      v2 += v1;
      v0 += v3;
      v1 = std::rotl(v1, 17) ^ v2;
      v3 = std::rotl(v3, 21) ^ v0;
      v2 = std::rotl(v2, 32);
    }
  }

  void absorb(std::uint64_t word) {
    v3 ^= word;
    rounds(2);
    v0 ^= word;
  }
};

constexpr std::string_view kLetters = "abcdefghijklmnopqrstuvwxyz0123456789";
constexpr int kTries = 200;  // before a length is taken for full

}  // namespace

Salt random_salt() {
  std::random_device device;
  const auto word = [&] { return (std::uint64_t{device()} << 32) | device(); };
  return {word(), word()};
}

std::uint64_t siphash(const Salt& salt, std::string_view bytes) {
  SipState state{salt[0] ^ 0x736f6d6570736575, salt[1] ^ 0x646f72616e646f6d,
                 salt[0] ^ 0x6c7967656e657261, salt[1] ^ 0x7465646279746573};
  std::uint64_t word = 0;
  for (std::size_t i = 0; i < bytes.size(); ++i) {
    word |= std::uint64_t{static_cast<unsigned char>(bytes[i])} << (8 * (i % 8));
    if (i % 8 != 7) continue;
    state.absorb(word);
    word = 0;
  }
  state.absorb(word | (std::uint64_t{bytes.size() & 255} << 56));
  state.v2 ^= 255;
  state.rounds(4);
  return state.v0 ^ state.v1 ^ state.v2 ^ state.v3;
}

const std::string& HiddenNames::hide(const std::string& name) {
  const auto known = hidden_.find(name);
  if (known != hidden_.end()) return known->second;
  if (name == "." || name == "..") return hidden_.emplace(name, name).first->second;
  std::size_t length = name.size();
  for (int attempt = 0;; ++attempt) {
    if (attempt > 0 && attempt % kTries == 0) ++length;
    std::string letters;
    for (std::uint64_t part = 0; letters.size() < length; ++part) {
      std::string text = name;
      text += '\0';
      text += std::to_string(attempt) + "/" + std::to_string(part);
      std::uint64_t hash = siphash(salt_, text);
      for (int i = 0; i < 8 && letters.size() < length; ++i, hash /= kLetters.size()) {
        letters += kLetters[hash % kLetters.size()];
      }
    }
    if (taken_.insert(letters).second) return hidden_.emplace(name, letters).first->second;
  }
}

}  // namespace sharebench::trace
