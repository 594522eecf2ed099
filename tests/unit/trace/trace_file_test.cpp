// A trace file comes back as it was written, and a damaged one is named with the place.
#include "harness/trace/trace_file.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <fstream>

#include "harness/core/error.h"
#include "tests/unit/trace/captured_helper.h"
#include "workloads/support/trace_reader.h"
#include "workloads/workload.h"

namespace sharebench::trace {
namespace {

namespace fs = std::filesystem;
using testing::HasSubstr;

std::string sentence_of(const fs::path& file) {
  try {
    check_trace_file(file);
  } catch (const DataError& error) {
    return error.what();
  }
  return "nothing";
}

TEST(TraceFile, ComesBackAsItWasWritten) {
  const Scratch scratch;
  const fs::path file = scratch.path() / "t";
  TraceWriter writer(file, [](const std::string& name) { return name; });
  writer.note("key", "va=lue");
  const std::uint32_t path = writer.path({"a", "..", "b"});
  EXPECT_EQ(writer.path({"a", "..", "b"}), path);
  EXPECT_EQ(writer.path({}), 0u);
  TraceRecord open{.op = Op::kOpen, .think = 123456789012, .path = path};
  open.result = 1;
  open.flags = workloads::kForRead;
  writer.add(open);
  writer.add({.op = Op::kWriteAt, .file = 1, .size = 77, .offset = 1ULL << 39});
  const std::uint64_t bytes = writer.finish();
  EXPECT_EQ(bytes, fs::file_size(file));
  EXPECT_EQ(sentence_of(file), "nothing");
  const workloads::Trace trace = workloads::read_trace(read_whole(file), "t");
  EXPECT_EQ(trace.notes.at("key"), "va=lue");
  EXPECT_EQ(trace.path_text(path), "a/../b");
  ASSERT_EQ(trace.steps.size(), 2u);
  EXPECT_EQ(trace.steps[0].think, 123456789012u);
  EXPECT_EQ(trace.steps[0].path, path);
  EXPECT_EQ(trace.steps[1].file, 1u);
  EXPECT_EQ(trace.steps[1].offset, 1ULL << 39);
}

TEST(TraceFile, NothingIsLeftOfAnUnfinishedOne) {
  const Scratch scratch;
  {
    TraceWriter writer(scratch.path() / "t", [](const std::string& name) { return name; });
  }
  EXPECT_TRUE(fs::is_empty(scratch.path()));
}

TEST(TraceFile, EveryDamagedByteAndEveryCutIsFound) {
  const Scratch scratch;
  const fs::path file = scratch.path() / "t";
  make_trace("tar", file, true);
  const std::string good = read_whole(file);
  for (std::size_t at = 0; at < good.size(); at += 7) {
    std::string bad = good;
    bad[at] = static_cast<char>(bad[at] ^ 0x20);
    std::ofstream(file, std::ios::binary | std::ios::trunc) << bad;
    EXPECT_THAT(sentence_of(file), HasSubstr("damaged at byte")) << at;
    EXPECT_THAT(sentence_of(file), HasSubstr(file.string()));
    EXPECT_THROW(workloads::read_trace(bad, "t"), workloads::WorkloadError) << at;
    std::ofstream(file, std::ios::binary | std::ios::trunc) << good.substr(0, at);
    EXPECT_THAT(sentence_of(file), HasSubstr("damaged at byte")) << at;
  }
}

TEST(TraceFile, AnotherVersionIsRefusedByName) {
  const Scratch scratch;
  const fs::path file = scratch.path() / "t";
  std::ofstream(file) << "SBTRACE2 and more";
  EXPECT_THAT(sentence_of(file), HasSubstr("another version"));
  EXPECT_THAT(sentence_of(scratch.path() / "none"), HasSubstr("cannot be read"));
}

}  // namespace
}  // namespace sharebench::trace
