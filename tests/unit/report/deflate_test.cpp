// What deflate writes is held against zlib's inflate, which is not ours.
#include "harness/report/deflate.h"

#include <gtest/gtest.h>
#include <zlib.h>

#include <algorithm>
#include <random>
#include <string>

namespace sharebench::report {
namespace {

std::string inflated(std::string packed, std::size_t expected) {
  std::string text(expected + 64, '\0');
  z_stream stream{};
  EXPECT_EQ(inflateInit2(&stream, -15), Z_OK);
  stream.next_in = reinterpret_cast<Bytef*>(packed.data());
  stream.avail_in = static_cast<uInt>(packed.size());
  stream.next_out = reinterpret_cast<Bytef*>(text.data());
  stream.avail_out = static_cast<uInt>(text.size());
  EXPECT_EQ(inflate(&stream, Z_FINISH), Z_STREAM_END);
  EXPECT_EQ(stream.avail_in, 0u);
  text.resize(stream.total_out);
  inflateEnd(&stream);
  return text;
}

void expect_round_trip(const std::string& text) {
  EXPECT_TRUE(inflated(deflated(text), text.size()) == text) << text.size() << " bytes";
}

TEST(Deflate, EdgesAreReadByZlib) {
  for (const std::string& text : {std::string(), std::string("a"), std::string("aaaa"),
                                  std::string(258, 'x'), std::string(1 << 20, 'x')}) {
    expect_round_trip(text);
  }
}

TEST(Deflate, RandomTextsAreReadByZlib) {
  std::mt19937 random(7);
  for (int round = 0; round < 200; ++round) {
    const unsigned letters = 1 + random() % 256;
    std::string text(random() % 5000, '\0');
    for (char& c : text) c = static_cast<char>(random() % letters);
    // Repetitions at all distances, also beyond the window.
    for (int i = 0; i < 20 && !text.empty(); ++i) text += text.substr(random() % text.size(), 300);
    expect_round_trip(text);
  }
}

TEST(Deflate, SkewedCountsDoNotGrowCodesBeyondTheirLimit) {
  std::string text;  // letters as often as Fibonacci numbers: the deepest Huffman tree there is
  std::size_t a = 1, b = 1;
  std::mt19937 random(3);
  for (char letter = 'a'; letter <= 'w'; ++letter) {
    text += std::string(a, letter);
    const std::size_t next = a + b;
    a = b;
    b = next;
  }
  std::shuffle(text.begin(), text.end(), random);
  expect_round_trip(text);
}

TEST(Deflate, DigitsShrinkToHalfTheirSize) {
  std::mt19937 random(5);
  std::string text;
  while (text.size() < 1'000'000) text += std::to_string(100'000'000 + random() % 1'000'000) + ",";
  const std::string packed = deflated(text);
  EXPECT_LT(packed.size(), text.size() / 2);
  expect_round_trip(text);
}

TEST(Base64, VectorsOfRfc4648) {
  EXPECT_EQ(base64(""), "");
  EXPECT_EQ(base64("f"), "Zg==");
  EXPECT_EQ(base64("fo"), "Zm8=");
  EXPECT_EQ(base64("foo"), "Zm9v");
  EXPECT_EQ(base64("foobar"), "Zm9vYmFy");
  EXPECT_EQ(base64(std::string("\xFB\xFF\x00", 3)), "+/8A");
}

}  // namespace
}  // namespace sharebench::report
