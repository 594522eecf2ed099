// A stream is cut into RPC records wherever the reads fall.
#include "harness/lab/rpc_record.h"

#include <gtest/gtest.h>

namespace sharebench::lab {
namespace {

std::string word(std::uint32_t value) {
  std::string bytes;
  for (const int shift : {24, 16, 8, 0}) bytes += static_cast<char>(value >> shift & 0xffU);
  return bytes;
}

std::string fragment(const std::string& payload, bool last) {
  return word(static_cast<std::uint32_t>(payload.size()) | (last ? 0x80000000U : 0U)) + payload;
}

std::string message(std::uint32_t type, const std::string& rest) {
  return fragment(word(0x1234) + word(type) + rest, true);
}

using Records = std::vector<std::string>;

Records feed(RecordSplitter& splitter, const std::string& bytes) {
  return splitter.feed(bytes.data(), bytes.size());
}

TEST(RecordSplitter, GivesOneWholeRecordAsItCame) {
  RecordSplitter splitter;
  EXPECT_EQ(feed(splitter, message(0, "call")), Records{message(0, "call")});
  EXPECT_EQ(splitter.pending(), 0U);
}

TEST(RecordSplitter, JoinsARecordReadByteByByte) {
  RecordSplitter splitter;
  const std::string record = message(0, std::string(100, 'x'));
  for (std::size_t i = 0; i + 1 < record.size(); ++i) {
    EXPECT_TRUE(splitter.feed(&record[i], 1).empty());
  }
  EXPECT_EQ(splitter.feed(&record.back(), 1), Records{record});
}

TEST(RecordSplitter, CutsSeveralRecordsOutOfOneRead) {
  RecordSplitter splitter;
  const Records records = {message(0, "one"), message(0, ""), message(1, "three")};
  EXPECT_EQ(feed(splitter, records[0] + records[1] + records[2]), records);
}

TEST(RecordSplitter, KeepsTheBeginningOfTheNextRecord) {
  RecordSplitter splitter;
  const std::string first = message(0, "first"), second = message(0, "second");
  EXPECT_EQ(feed(splitter, first + second.substr(0, 2)), Records{first});
  EXPECT_EQ(splitter.pending(), 2U);
  EXPECT_EQ(feed(splitter, second.substr(2)), Records{second});
}

TEST(RecordSplitter, TakesFragmentsForOneRecord) {
  RecordSplitter splitter;
  const std::string record =
      fragment("abcdefgh", false) + fragment("", false) + fragment("ij", true);
  EXPECT_TRUE(feed(splitter, record.substr(0, 14)).empty());
  EXPECT_EQ(feed(splitter, record.substr(14) + message(0, "next")),
            (Records{record, message(0, "next")}));
}

TEST(RecordSplitter, ForgetsFragmentsOfTheRecordBefore) {
  RecordSplitter splitter;
  const std::string record = fragment("abcd", false) + fragment("ef", true);
  EXPECT_EQ(feed(splitter, record), Records{record});
  EXPECT_EQ(feed(splitter, record), Records{record});
}

TEST(RpcRecord, TellsCallsFromReplies) {
  EXPECT_TRUE(is_call(message(0, "rest")));
  EXPECT_FALSE(is_call(message(1, "rest")));
  EXPECT_FALSE(is_call("short"));
}

}  // namespace
}  // namespace sharebench::lab
