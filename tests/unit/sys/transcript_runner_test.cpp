// What is recorded can be replayed, and nothing else.
#include "harness/sys/transcript_runner.h"

#include <gtest/gtest.h>
#include <unistd.h>

#include <fstream>

#include "harness/core/error.h"
#include "harness/sys/process_runner.h"

namespace sharebench::sys {
namespace {

std::filesystem::path temporary(const std::string& name) {
  return std::filesystem::path(testing::TempDir()) / (std::to_string(getpid()) + name);
}

TEST(Transcript, RecordsAndReplaysCommandsAndConversations) {
  const auto file = temporary("conversation.transcript");
  {
    const auto real = make_process_runner();
    const auto recording = make_recording_runner(*real, file);
    recording->run({.argv = {"sh", "-c", "echo hello; exit 4"}});
    const auto child = recording->start({.argv = {"cat"}});
    child->write_line("ping");
    EXPECT_EQ(child->read_line(5), "ping");
  }
  const auto replay = make_replay_runner(file);
  const auto result = replay->run({.argv = {"sh", "-c", "echo hello; exit 4"}});
  EXPECT_EQ(result.status, 4);
  EXPECT_EQ(result.out, "hello\n");
  const auto child = replay->start({.argv = {"cat"}});
  child->write_line("ping");
  EXPECT_EQ(child->read_line(5), "ping");
}

TEST(Transcript, AnUnexpectedCommandFails) {
  const auto file = temporary("one.transcript");
  std::ofstream(file) << "{\"sharebench_transcript\":1}\n"
                      << "{\"argv\":[\"uname\",\"-n\"],\"status\":0,\"out\":\"mac\"}\n";
  const auto replay = make_replay_runner(file);
  EXPECT_THROW(replay->run({.argv = {"uname", "-m"}}), MeasureError);
  EXPECT_EQ(replay->run({.argv = {"uname", "-n"}}).out, "mac");
  EXPECT_THROW(replay->run({.argv = {"uname", "-n"}}), MeasureError);
}

TEST(Transcript, AStarStandsForWhatChangesFromRunToRun) {
  const auto file = temporary("star.transcript");
  std::ofstream(file) << "{\"sharebench_transcript\":1}\n"
                      << "{\"argv\":[\"rm\",\"/tmp/sharebench-*/x\"],\"status\":0}\n";
  EXPECT_TRUE(make_replay_runner(file)->run({.argv = {"rm", "/tmp/sharebench-42/x"}}).ok());
  EXPECT_THROW(make_replay_runner(file)->run({.argv = {"rm", "/tmp/other/x"}}), MeasureError);
}

TEST(Transcript, AnotherFileIsNotATranscript) {
  const auto file = temporary("not.transcript");
  std::ofstream(file) << "hello\n";
  EXPECT_THROW(make_replay_runner(file), DataError);
  EXPECT_THROW(make_replay_runner(temporary("missing.transcript")), DataError);
}

TEST(Transcript, AFolderThatIsNotThereIsNamed) {
  const auto real = make_process_runner();
  EXPECT_THROW(make_recording_runner(*real, temporary(".no/such/folder/x")), EnvironmentError);
}

}  // namespace
}  // namespace sharebench::sys
