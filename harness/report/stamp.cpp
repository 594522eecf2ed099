// Writes and reads the comment at the end of a report.
#include "harness/report/stamp.h"

#include <fmt/format.h>

#include <cstdint>

namespace sharebench::report {
namespace {

constexpr const char* kBegin = "<!-- sharebench ";
constexpr const char* kSeal = " seal ";
constexpr const char* kStampEnd = " -->\n";

/// A comment may hold no "--" and no ">": in JSON both can be written in another way.
std::string commentable(const std::string& json) {
  std::string out;
  for (const char c : json) {
    if (c == '-')
      out += "\\u002d";
    else if (c == '<' || c == '>')
      out += c == '<' ? "\\u003c" : "\\u003e";
    else
      out += c;
  }
  return out;
}

}  // namespace

std::string checksum(const std::string& text) {
  std::uint64_t hash = 14695981039346656037u;
  for (const char c : text) {
    hash = (hash ^ static_cast<unsigned char>(c)) * 1099511628211u;
  }
  return fmt::format("{:016x}", hash);
}

std::string stamped(const std::string& text, const Stamp& stamp) {
  const std::string unsealed = fmt::format("{}{}{} {} {}{}", text, kBegin, stamp.version,
                                           stamp.commit, commentable(stamp.options), kSeal);
  return unsealed + checksum(unsealed) + kStampEnd;
}

std::optional<ReadStamp> read_stamp(const std::string& report) {
  const std::size_t begin = report.rfind(kBegin);
  if (begin == std::string::npos) return std::nullopt;
  const std::size_t seal = report.find(kSeal, begin);
  if (seal == std::string::npos) return std::nullopt;
  const std::size_t words = begin + std::string(kBegin).size();
  const std::string inner = report.substr(words, seal - words);
  const std::size_t first = inner.find(' ');
  const std::size_t second = inner.find(' ', first + 1);
  if (first == std::string::npos || second == std::string::npos) return std::nullopt;
  ReadStamp read;
  read.stamp = {inner.substr(0, first), inner.substr(first + 1, second - first - 1),
                inner.substr(second + 1)};
  const std::size_t digits = seal + std::string(kSeal).size();
  read.sealed = report.substr(digits) == checksum(report.substr(0, digits)) + kStampEnd;
  return read;
}

}  // namespace sharebench::report
