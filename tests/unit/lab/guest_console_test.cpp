// The console's protocol, spoken by a fake guest.
#include "harness/lab/guest_console.h"

#include <gtest/gtest.h>

#include <deque>

#include "harness/core/error.h"

namespace sharebench::lab {
namespace {

/// Answers each line with the given lines, "%" standing for the mark; nothing at all when empty.
class FakeGuest : public sys::Child {
 public:
  explicit FakeGuest(std::vector<std::string> answer, bool alive = true)
      : answer_(std::move(answer)), alive_(alive) {}
  void write_line(const std::string& line) override {
    const std::string mark = line.substr(0, line.find(' '));
    for (std::string each : answer_) {
      if (each.rfind('%', 0) == 0) each = mark + each.substr(1);
      waiting_.push_back(each);
    }
  }
  std::optional<std::string> read_line(double) override {
    if (waiting_.empty()) return std::nullopt;
    std::string line = waiting_.front();
    waiting_.pop_front();
    return line;
  }
  bool running() override { return alive_; }
  int status() override { return 0; }
  std::string error_text() override { return ""; }
  void stop(double) override {}

 private:
  std::vector<std::string> answer_;
  std::deque<std::string> waiting_;
  bool alive_;
};

GuestConsole console_of(const std::vector<std::string>& answer, bool alive = true) {
  return GuestConsole(
      [answer, alive](const std::string&) { return std::make_unique<FakeGuest>(answer, alive); });
}

TEST(GuestConsole, TakesOutputErrorsAndStatusApart) {
  GuestConsole console = console_of({"one", "two", "", "% err", "no such file", "", "% 2"});
  const sys::CommandResult result = console.run("ls", 1);
  EXPECT_EQ(result.out, "one\ntwo\n");
  EXPECT_EQ(result.err, "no such file\n");
  EXPECT_EQ(result.status, 2);
  EXPECT_FALSE(result.timed_out);
}

TEST(GuestConsole, KeepsOutputWithoutAFinalLineBreak) {
  GuestConsole console = console_of({"half", "% err", "", "% 0"});
  EXPECT_EQ(console.run("printf half", 1).out, "half");
}

TEST(GuestConsole, DoesNotTakeAnotherSessionsMarkForItsOwn) {
  GuestConsole console = console_of({"mark-00000000-1 0", "", "% err", "", "% 0"});
  EXPECT_EQ(console.run("true", 1).out, "mark-00000000-1 0\n");
}

TEST(GuestConsole, SaysWhenTheGuestIsGone) {
  GuestConsole console = console_of({}, false);
  EXPECT_THROW(console.run("true", 1), EnvironmentError);
}

TEST(OneLine, LeavesASingleLineAlone) {
  EXPECT_EQ(one_line("echo 'a b'"), "echo 'a b'");
}

TEST(OneLine, CarriesLineBreaksQuotesAndBackslashes) {
  EXPECT_EQ(one_line("a\\b\n'c'"), "eval \"$(printf '%b' 'a\\\\b\\n'\\''c'\\''')\"");
}

}  // namespace
}  // namespace sharebench::lab
