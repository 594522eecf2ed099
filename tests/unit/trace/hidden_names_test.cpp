// Names that were hidden give nothing away and stay apart.
#include "harness/trace/hidden_names.h"

#include <gtest/gtest.h>

#include <set>

namespace sharebench::trace {
namespace {

// The test vector in appendix A of the paper: key 00 01 .. 0f, message 00 01 .. 0e.
TEST(SipHash, GivesTheValueOfThePaper) {
  const Salt key{0x0706050403020100, 0x0f0e0d0c0b0a0908};
  std::string message;
  for (char c = 0; c < 15; ++c) message += c;
  EXPECT_EQ(siphash(key, message), 0xa129ca6149be45e5);
}

TEST(HiddenNames, KeepLengthAndIdentity) {
  HiddenNames names(Salt{1, 2});
  const std::string hidden = names.hide("Makefile");
  EXPECT_EQ(hidden.size(), 8u);
  EXPECT_NE(hidden, "Makefile");
  EXPECT_EQ(names.hide("Makefile"), hidden);
  EXPECT_EQ(names.hide(".."), "..");
}

TEST(HiddenNames, NeverCollideEvenWithoutCase) {
  HiddenNames names(Salt{3, 4});
  std::set<std::string> seen;
  for (char c = '!'; c <= '~'; ++c) {
    const std::string hidden = names.hide(std::string(1, c));
    EXPECT_TRUE(c == '.' || seen.insert(hidden).second) << c;
    for (const char letter : hidden) EXPECT_FALSE(letter >= 'A' && letter <= 'Z');
  }
  EXPECT_NE(names.hide("makefile"), names.hide("Makefile"));
}

TEST(HiddenNames, AnotherSaltHidesOtherwise) {
  EXPECT_NE(HiddenNames(Salt{1, 2}).hide("secret"), HiddenNames(Salt{1, 3}).hide("secret"));
}

}  // namespace
}  // namespace sharebench::trace
