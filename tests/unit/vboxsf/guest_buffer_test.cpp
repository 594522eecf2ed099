// Bytes into and out of a buffer that lies in pieces.
#include <gtest/gtest.h>

#include "harness/vboxsf/hgcm_call.h"

namespace sharebench::vboxsf {
namespace {

struct Pieces {
  char first[3] = {'a', 'b', 'c'};
  char second[2] = {'d', 'e'};
  GuestBuffer buffer{std::vector<iovec>{{first, 3}, {second, 2}}};
};

TEST(GuestBuffer, AnEmptyOneHasNothing) {
  EXPECT_EQ(GuestBuffer().size(), 0U);
  EXPECT_EQ(GuestBuffer().copy(), "");
}

TEST(GuestBuffer, CopiesAcrossPieces) {
  const Pieces pieces;
  EXPECT_EQ(pieces.buffer.size(), 5U);
  EXPECT_EQ(pieces.buffer.copy(), "abcde");
  EXPECT_EQ(pieces.buffer.copy(4), "abcd");
  EXPECT_EQ(pieces.buffer.copy(2), "ab");
  EXPECT_EQ(pieces.buffer.copy(0), "");
}

TEST(GuestBuffer, CopiesNoMoreThanItHas) {
  EXPECT_EQ(Pieces().buffer.copy(99), "abcde");
}

TEST(GuestBuffer, WritesAcrossPiecesFromAnOffset) {
  Pieces pieces;
  EXPECT_EQ(pieces.buffer.write(2, "XY"), 2U);
  EXPECT_EQ(pieces.buffer.copy(), "abXYe");
}

TEST(GuestBuffer, CutsWhatDoesNotFit) {
  Pieces pieces;
  EXPECT_EQ(pieces.buffer.write(3, "12345"), 2U);
  EXPECT_EQ(pieces.buffer.copy(), "abc12");
  EXPECT_EQ(pieces.buffer.write(5, "x"), 0U);
  EXPECT_EQ(pieces.buffer.write(~std::size_t{0}, "x"), 0U);
}

TEST(GuestBuffer, GivesThePiecesOfItsFront) {
  const Pieces pieces;
  ASSERT_EQ(pieces.buffer.pieces(4).size(), 2U);
  EXPECT_EQ(pieces.buffer.pieces(4)[1].iov_len, 1U);
  EXPECT_EQ(pieces.buffer.pieces(3).size(), 1U);
  EXPECT_EQ(pieces.buffer.pieces(0).size(), 0U);
  EXPECT_EQ(pieces.buffer.pieces(99)[1].iov_len, 2U);
}

}  // namespace
}  // namespace sharebench::vboxsf
