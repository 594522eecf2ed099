// A hand-written scanner: a million lines go through it.
#include "harness/trace/strace_line.h"

#include <algorithm>
#include <charconv>

#include "harness/trace/think_time.h"

namespace sharebench::trace {
namespace {

constexpr std::string_view kUnfinished = "<unfinished ...>";

constexpr std::int64_t kBillion = 1'000'000'000;
constexpr std::int64_t kLatest_s = 4 * kBillion;  ///< the year 2096
constexpr std::int64_t kLongestCall_s = kLongestRecording_ns / kBillion;

void skip_spaces(std::string_view& text) {
  while (!text.empty() && text.front() == ' ') text.remove_prefix(1);
}

std::string_view trimmed(std::string_view text) {
  skip_spaces(text);
  while (!text.empty() && text.back() == ' ') text.remove_suffix(1);
  return text;
}

bool take(std::string_view& text, std::string_view prefix) {
  if (text.substr(0, prefix.size()) != prefix) return false;
  text.remove_prefix(prefix.size());
  return true;
}

/// Digits off the front; false when there are none or too many.
bool take_digits(std::string_view& text, std::int64_t& value) {
  const auto [stop, error] = std::from_chars(text.data(), text.data() + text.size(), value);
  if (error != std::errc{} || value < 0) return false;
  text.remove_prefix(static_cast<std::size_t>(stop - text.data()));
  return true;
}

/// "12.345678" as nanoseconds, off the front; false when there is none, or more than `most`.
bool take_seconds(std::string_view& text, std::int64_t most, std::int64_t& ns) {
  std::int64_t whole = 0;
  if (!take_digits(text, whole) || whole > most || !take(text, ".")) return false;
  std::int64_t part = 0, unit = kBillion;
  std::size_t digits = 0;
  for (; digits < text.size() && text[digits] >= '0' && text[digits] <= '9'; ++digits) {
    if (unit == 1) continue;
    unit /= 10;
    part += (text[digits] - '0') * unit;
  }
  text.remove_prefix(digits);
  ns = whole * kBillion + part;
  return digits > 0;
}

/// Splits at the commas of the outermost level, up to the closing parenthesis; returns the place
/// after it, or npos when there is none. Quotes, brackets and comments are stepped over.
std::size_t split_arguments(std::string_view text, std::vector<std::string_view>& args) {
  int depth = 0;
  bool quoted = false;
  std::size_t begin = 0;
  const auto add = [&](std::size_t end) {
    const std::string_view part = trimmed(text.substr(begin, end - begin));
    if (!part.empty()) args.push_back(part);
    begin = end + 1;
  };
  for (std::size_t i = 0; i < text.size(); ++i) {
    const char c = text[i];
    if (quoted) {
      if (c == '\\') ++i;
      if (c == '"') quoted = false;
    } else if (c == '"') {
      quoted = true;
    } else if (c == '(' || c == '[' || c == '{') {
      ++depth;
    } else if ((c == ']' || c == '}' || c == ')') && depth > 0) {
      --depth;
    } else if (c == ',' && depth == 0) {
      add(i);
    } else if (c == ')') {
      add(i);
      return i + 1;
    }
  }
  add(text.size());
  return std::string_view::npos;
}

/// "= 3 <0.000012>", "= -1 ENOENT (No such file or directory) <...>", "= ?".
bool read_result(std::string_view rest, StraceEvent& event) {
  skip_spaces(rest);
  if (!take(rest, "=")) return false;
  skip_spaces(rest);
  const std::size_t open = rest.rfind('<');
  std::int64_t took_ns = 0;
  if (open != std::string_view::npos) {
    std::string_view seconds = rest.substr(open + 1);
    if (take_seconds(seconds, kLongestCall_s, took_ns) && seconds == ">")
      rest = trimmed(rest.substr(0, open));
  }
  event.end_ns = event.start_ns + took_ns;
  if (take(rest, "?")) return true;
  event.has_result = true;
  event.result = number_of(rest.substr(0, rest.find(' ')));
  if (event.result != -1) return true;
  rest.remove_prefix(std::min(rest.find(' '), rest.size()));
  skip_spaces(rest);
  event.error = rest.substr(0, rest.find(' '));
  return true;
}

}  // namespace

void StraceLines::read(std::string_view line, StraceEvent& event) {
  event.kind = EventKind::kUnread;
  event.args.clear();
  event.has_result = false;
  event.error = {};
  event.result = 0;
  std::string_view rest = line;
  skip_spaces(rest);
  if (rest.empty() || take(rest, "strace: ")) {
    event.kind = EventKind::kNothing;
    return;
  }
  std::int64_t pid = 0;
  const std::size_t point = rest.find_first_not_of("0123456789");
  if (point == std::string_view::npos) return;
  if (rest[point] == '.') {
    event.pid = 0;  // one process without -f
  } else {
    if (!take_digits(rest, pid) || pid > INT32_MAX) return;
    event.pid = static_cast<int>(pid);
    skip_spaces(rest);
  }
  if (!take_seconds(rest, kLatest_s, event.start_ns)) return;
  event.end_ns = event.start_ns;
  skip_spaces(rest);
  if (take(rest, "--- ")) {
    event.kind = EventKind::kNothing;
  } else if (take(rest, "+++ ")) {
    event.kind = EventKind::kExited;
    begun_.erase(event.pid);
  } else if (take(rest, "<... ")) {
    read_resumed(rest, event);
  } else {
    read_call(rest, event);
  }
}

void StraceLines::read_call(std::string_view rest, StraceEvent& event) {
  const std::size_t open = rest.find('(');
  if (open == std::string_view::npos || open == 0) return;
  event.name = rest.substr(0, open);
  event.text = rest.substr(open + 1);
  std::string_view text = event.text;
  const bool unfinished = text.size() >= kUnfinished.size() &&
                          text.substr(text.size() - kUnfinished.size()) == kUnfinished;
  if (unfinished) {
    event.text.resize(text.size() - kUnfinished.size());
    split_arguments(event.text, event.args);
    begun_[event.pid] = {event.name, event.text, event.start_ns};
    event.kind = EventKind::kBegun;
    return;
  }
  const std::size_t after = split_arguments(text, event.args);
  if (after == std::string_view::npos) return;
  if (read_result(text.substr(after), event)) event.kind = EventKind::kCall;
}

/// "NAME resumed>rest of the arguments) = result".
void StraceLines::read_resumed(std::string_view rest, StraceEvent& event) {
  const std::size_t close = rest.find(" resumed>");
  const auto begun = begun_.find(event.pid);
  if (close == std::string_view::npos || begun == begun_.end()) return;
  if (begun->second.name != rest.substr(0, close)) return;
  event.name = std::move(begun->second.name);
  event.text = std::move(begun->second.text);
  event.text += rest.substr(close + std::string_view(" resumed>").size());
  const std::int64_t returned_ns = event.start_ns;
  event.start_ns = begun->second.start_ns;
  begun_.erase(begun);
  const std::string_view text = event.text;
  const std::size_t after = split_arguments(text, event.args);
  if (after == std::string_view::npos || !read_result(text.substr(after), event)) return;
  if (event.end_ns == event.start_ns) event.end_ns = returned_ns;  // without -T
  event.kind = EventKind::kCall;
}

std::string unquoted(std::string_view argument) {
  std::string out;
  if (argument.empty() || argument.front() != '"') return out;
  const auto octal = [](char c) { return c >= '0' && c <= '7'; };
  for (std::size_t i = 1; i < argument.size() && argument[i] != '"'; ++i) {
    if (argument[i] != '\\' || i + 1 == argument.size()) {
      out += argument[i];
      continue;
    }
    const char c = argument[++i];
    if (octal(c)) {
      int value = 0;
      for (int digits = 0; digits < 3 && i < argument.size() && octal(argument[i]); ++digits, ++i) {
        value = value * 8 + (argument[i] - '0');
      }
      --i;
      out += static_cast<char>(value);
      continue;
    }
    constexpr std::string_view kEscapes = "ntrfvabe", kBytes = "\n\t\r\f\v\a\b\x1b";
    const std::size_t at = kEscapes.find(c);
    out += at == std::string_view::npos ? c : kBytes[at];
  }
  return out;
}

std::int64_t number_of(std::string_view argument) {
  int base = 10;
  const bool minus = take(argument, "-");
  if (take(argument, "0x")) {
    base = 16;
  } else if (argument.size() > 1 && argument.front() == '0') {
    base = 8;
  }
  std::uint64_t value = 0;
  std::from_chars(argument.data(), argument.data() + argument.size(), value, base);
  const auto number = static_cast<std::int64_t>(value & INT64_MAX);
  return minus ? -number : number;
}

bool has_flag(std::string_view flags, std::string_view flag) {
  for (std::size_t at = flags.find(flag); at != std::string_view::npos;
       at = flags.find(flag, at + 1)) {
    const auto part_of_name = [&](std::size_t i) {
      return i < flags.size() && (flags[i] == '_' || (flags[i] >= 'A' && flags[i] <= 'Z') ||
                                  (flags[i] >= '0' && flags[i] <= '9'));
    };
    if ((at == 0 || !part_of_name(at - 1)) && !part_of_name(at + flag.size())) return true;
  }
  return false;
}

}  // namespace sharebench::trace
