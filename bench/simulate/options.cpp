// Flags into Settings.
#include "bench/simulate/options.h"

#include <fmt/format.h>

#include <algorithm>
#include <charconv>

#include "bench/simulate/bars.h"
#include "harness/core/error.h"

namespace sharebench::simulate {
namespace {

std::uint64_t number(const std::string& flag, const std::string& text, std::uint64_t low,
                     std::uint64_t high) {
  std::uint64_t value = 0;
  const char* const end = text.data() + text.size();
  const auto [stop, error] = std::from_chars(text.data(), end, value);
  if (error == std::errc{} && stop == end && value >= low && value <= high) return value;
  throw UsageError(fmt::format("{} is '{}'", flag, text),
                   fmt::format("it must be a whole number from {} to {}", low, high));
}

std::vector<int> bar_numbers(const std::string& text) {
  std::vector<int> numbers;
  for (std::size_t at = 0; at <= text.size();) {
    const std::size_t comma = std::min(text.find(',', at), text.size());
    const std::string part = text.substr(at, comma - at);
    const int first = bars().front().number, last = bars().back().number;
    numbers.push_back(static_cast<int>(number("--bars", part, static_cast<std::uint64_t>(first),
                                              static_cast<std::uint64_t>(last))));
    at = comma + 1;
  }
  return numbers;
}

}  // namespace

std::string help() {
  return "usage: simulate [--replicates N] [--bars LIST] [--seed N]\n\n"
         "Runs the statistics of sharebench on six simulated machines, beside the decision rules "
         "of\n"
         "other tools, and prints the acceptance bars of docs/simulation.md as a table.\n\n"
         "  --replicates N  runs in each cell (default: 2000); histories are a tenth of it\n"
         "  --bars LIST     only these bars, 2 to 11, with commas between\n"
         "  --seed N        another sequence of random numbers (default: 1)\n"
         "  --help          this text\n\n"
         "Exit 0 when every bar is passed, 1 when one is not, 2 for wrong arguments.\n\n"
         "examples:\n"
         "  simulate                            every bar, some minutes of one core\n"
         "  simulate --bars 2,8 --seed 7        two bars, with other random numbers\n"
         "  simulate --replicates 100           a quick look; figures are rough\n";
}

std::optional<Settings> parse(const std::vector<std::string>& arguments) {
  Settings settings;
  for (std::size_t i = 0; i < arguments.size(); ++i) {
    const std::string& flag = arguments[i];
    if (flag == "--help" || flag == "-h") return std::nullopt;
    if (flag != "--replicates" && flag != "--bars" && flag != "--seed") {
      throw UsageError(fmt::format("'{}' is no flag of simulate", flag), "simulate --help");
    }
    if (i + 1 == arguments.size()) {
      throw UsageError(fmt::format("{} lacks its value", flag), "simulate --help");
    }
    const std::string& value = arguments[++i];
    if (flag == "--bars") settings.bars = bar_numbers(value);
    if (flag == "--seed") settings.seed = number(flag, value, 0, UINT64_MAX);
    if (flag == "--replicates") {
      settings.replicates = static_cast<int>(number(flag, value, 10, 1'000'000));
    }
  }
  return settings;
}

}  // namespace sharebench::simulate
