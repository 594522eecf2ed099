// Integers in brackets.
#include "harness/history/ratio_text.h"

#include <charconv>
#include <cmath>
#include <cstdint>
#include <nlohmann/json.hpp>
#include <system_error>

namespace sharebench::history {
namespace {

constexpr double kBillion = 1e9;

}  // namespace

long long billionths(double value) {
  return std::llround(value * kBillion);
}

double from_billionths(long long value) {
  return static_cast<double>(value) / kBillion;
}

std::string text_of(const std::vector<double>& log_ratios) {
  nlohmann::json numbers = nlohmann::json::array();
  for (const double value : log_ratios) numbers.push_back(billionths(value));
  return numbers.dump();
}

// Reads what text_of() wrote, some hundred thousand times for one alert; anything else is for the
// JSON parser to complain about.
std::vector<double> log_ratios_of(const std::string& text) {
  std::vector<double> values;
  const char* at = text.data();
  const char* const end = at + text.size();
  while (at != end && (*at == '[' || *at == ',')) {
    std::int64_t number = 0;
    const auto read = std::from_chars(at + 1, end, number);
    if (read.ec != std::errc()) break;
    values.push_back(from_billionths(number));
    at = read.ptr;
  }
  if (!values.empty() && at + 1 == end && *at == ']') return values;
  values.clear();
  for (const auto& number : nlohmann::json::parse(text)) {
    values.push_back(from_billionths(number.get<std::int64_t>()));
  }
  return values;
}

}  // namespace sharebench::history
