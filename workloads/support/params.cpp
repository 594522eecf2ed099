// Text to numbers, refusing everything that is not exactly a number in range.
#include "workloads/support/params.h"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <charconv>
#include <string_view>

namespace sharebench::workloads {

namespace {

const std::string& text_of(const Params& params, const std::string& name) {
  const auto found = params.find(name);
  if (found == params.end()) throw ParamError(fmt::format("parameter '{}' is missing", name));
  return found->second;
}

std::uint64_t number(const std::string& name, const std::string& text, std::string_view* rest) {
  std::uint64_t value = 0;
  const char* end = text.data() + text.size();
  const auto [stop, error] = std::from_chars(text.data(), end, value);
  if (error != std::errc{}) {
    throw ParamError(fmt::format("parameter {}={} is not a number that can be used", name, text));
  }
  *rest = std::string_view(stop, static_cast<std::size_t>(end - stop));
  return value;
}

std::uint64_t unit_bytes(const std::string& name, const std::string& text, std::string_view unit) {
  if (unit.empty() || unit == "B") return 1;
  if (unit == "KiB") return std::uint64_t{1} << 10;
  if (unit == "MiB") return std::uint64_t{1} << 20;
  if (unit == "GiB") return std::uint64_t{1} << 30;
  throw ParamError(fmt::format("parameter {}={} has the unit '{}'; known are B, KiB, MiB and GiB",
                               name, text, unit));
}

[[noreturn]] void fail_range(const std::string& name, const std::string& text, std::uint64_t low,
                             std::uint64_t high) {
  throw ParamError(
      fmt::format("parameter {}={} is out of range; it may be {} to {}", name, text, low, high));
}

}  // namespace

std::uint64_t count_param(const Params& params, const std::string& name, std::uint64_t low,
                          std::uint64_t high) {
  const std::string& text = text_of(params, name);
  std::string_view rest;
  const std::uint64_t value = number(name, text, &rest);
  if (!rest.empty()) {
    throw ParamError(fmt::format("parameter {}={} is not a plain number", name, text));
  }
  if (value < low || value > high) fail_range(name, text, low, high);
  return value;
}

std::uint64_t size_param(const Params& params, const std::string& name, std::uint64_t low,
                         std::uint64_t high) {
  const std::string& text = text_of(params, name);
  std::string_view rest;
  const std::uint64_t value = number(name, text, &rest);
  const std::uint64_t unit = unit_bytes(name, text, rest);
  const bool fits = value <= UINT64_MAX / unit;
  if (!fits || value * unit < low || value * unit > high) fail_range(name, text, low, high);
  return value * unit;
}

double decimal_param(const Params& params, const std::string& name, double low, double high) {
  const std::string& text = text_of(params, name);
  double value = 0;
  double unit = 1;
  bool fraction = false;
  bool good = text.find_first_of("0123456789") != std::string::npos;
  for (const char c : text) {
    if (c == '.' && !fraction) {
      fraction = true;
    } else if (c >= '0' && c <= '9') {
      value = value * 10 + (c - '0');
      if (fraction) unit *= 10;
    } else {
      good = false;
    }
  }
  if (!good)
    throw ParamError(fmt::format("{} is '{}', but must be a number like 0.25", name, text));
  value /= unit;
  if (value < low || value > high) {
    throw ParamError(
        fmt::format("parameter {}={} is out of range; it may be {} to {}", name, text, low, high));
  }
  return value;
}

bool flag_param(const Params& params, const std::string& name) {
  const std::string& text = text_of(params, name);
  if (text == "true") return true;
  if (text == "false") return false;
  throw ParamError(fmt::format("parameter {}={} must be true or false", name, text));
}

std::string choice_param(const Params& params, const std::string& name,
                         const std::vector<std::string>& words) {
  const std::string& text = text_of(params, name);
  if (std::find(words.begin(), words.end(), text) != words.end()) return text;
  throw ParamError(
      fmt::format("parameter {}={} must be one of {}", name, text, fmt::join(words, ", ")));
}

}  // namespace sharebench::workloads
