// Reads what the runner writes: answers and Google Benchmark JSON, as pure functions over text.
#pragma once

#include <string>

#include "harness/core/sample.h"
#include "harness/targets/runner_session.h"

namespace sharebench::targets {

/// A request line of the serve protocol.
std::string request_line(const std::string& op, const Work* work);

/// A request that adds `bytes` to the file that the runner keeps under the name `file`.
std::string file_line(const std::string& file, const std::string& bytes);

/// The facts in an answer to `hello`. Throws EnvironmentError when protocol or version differ from
/// ours, naming both.
RunnerFacts parse_hello(const std::string& line);

/// The sentence of an answer that is not ok; empty when it is. Throws MeasureError for a line that
/// is no answer.
std::string parse_answer(const std::string& line);

/// One sample from Google Benchmark JSON: elapsed time, operations, bytes, latencies, counters.
/// Names are cut at the first '/'. Throws MeasureError naming the culprit for anything missing,
/// negative or not finite.
Sample parse_sample(const std::string& line);

}  // namespace sharebench::targets
