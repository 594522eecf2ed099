// The runner's answers are read strictly: a missing or impossible number names the culprit.
#include "harness/targets/runner_output.h"

#include <gtest/gtest.h>

#include "harness/core/error.h"
#include "harness/core/version.h"

namespace sharebench::targets {
namespace {

const std::string kRow =
    R"({"context":{"sharebench_protocol":"1"},"benchmarks":[{"name":"small_files/iterations:1/manual_time",)"
    R"("real_time":5e6,"elapsed_ns":5.0e6,"ops":25,"bytes":25600,"latency_count":175,"latency_p50_ns":800,)"
    R"("latency_p90_ns":900,"latency_p99_ns":1000,"latency_max_ns":2000,"create_count":25,"create_p50_ns":810}]})";

std::string replaced(std::string text, const std::string& from, const std::string& to) {
  return text.replace(text.find(from), from.size(), to);
}

TEST(ParseSample, ReadsTimesCountsAndKinds) {
  const Sample sample = parse_sample(kRow);
  EXPECT_DOUBLE_EQ(sample.elapsed_s, 5e-3);
  EXPECT_EQ(sample.ops, 25u);
  EXPECT_EQ(sample.bytes, 25600u);
  EXPECT_DOUBLE_EQ(sample.latency.p99_s, 1e-6);
  EXPECT_EQ(sample.counters.at("create_p50_ns"), 810);
  EXPECT_EQ(sample.counters.count("latency_p50_ns"), 0u);
}

TEST(ParseSample, AFailureIsASentenceNotANumber) {
  const Sample sample = parse_sample(
      R"({"benchmarks":[{"name":"x","error_occurred":true,"error_message":"f7 has a wrong byte at 12"}]})");
  EXPECT_EQ(sample.failure, "f7 has a wrong byte at 12");
  EXPECT_EQ(parse_sample(R"({"ok":false,"error":"not prepared"})").failure, "not prepared");
}

TEST(ParseSample, NamesTheCulprit) {
  for (const auto& [from, to] :
       std::vector<std::pair<std::string, std::string>>{{"\"ops\":25", "\"ops\":-1"},
                                                        {"\"ops\":25", "\"oops\":25"},
                                                        {"\"ops\":25", "\"ops\":\"many\""}}) {
    try {
      parse_sample(replaced(kRow, from, to));
      FAIL() << to;
    } catch (const MeasureError& error) {
      EXPECT_NE(std::string(error.what()).find("ops"), std::string::npos) << error.what();
    }
  }
  EXPECT_THROW(parse_sample(replaced(kRow, "5.0e6", "NaN")), MeasureError);
  EXPECT_THROW(parse_sample("exec format error"), MeasureError);
}

TEST(ParseHello, ARunnerOfAnotherVersionIsRefused) {
  const std::string mine = R"({"sharebench_protocol":1,"version":")" + version() +
                           R"(","arch":"x86_64","dir":"/share"})";
  EXPECT_EQ(parse_hello(mine).dir, "/share");
  try {
    parse_hello(R"({"sharebench_protocol":1,"version":"9.9.9"})");
    FAIL();
  } catch (const EnvironmentError& error) {
    EXPECT_NE(std::string(error.what()).find("the runner is version 9.9.9"), std::string::npos);
  }
  EXPECT_THROW(parse_hello(R"({"sharebench_protocol":2,"version":")" + version() + "\"}"),
               EnvironmentError);
}

TEST(RequestLine, CarriesTheWork) {
  Work work;
  work.spec.name = "small_files";
  work.spec.params = {{"count", "25"}};
  work.seed = 7;
  EXPECT_EQ(
      request_line("run", &work),
      R"({"latency_every":1,"op":"run","params":{"count":"25"},"seed":7,"workload":"small_files"})");
  EXPECT_EQ(request_line("hello", nullptr), R"({"op":"hello"})");
}

}  // namespace
}  // namespace sharebench::targets
