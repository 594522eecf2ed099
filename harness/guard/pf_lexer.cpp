// Character by character, since where a number or a word ends depends on what follows it.
#include "harness/guard/pf_lexer.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <string_view>

#include "harness/guard/text.h"

namespace sharebench::guard {
namespace {

constexpr int kEndOfText = -1;
constexpr std::size_t kLongest = 8095;

// Sorted; the words of pf.conf that cannot be used as strings without quotes.
constexpr std::array<std::string_view, 121> kKeywords = {"all",
                                                         "allow-opts",
                                                         "altq",
                                                         "anchor",
                                                         "antispoof",
                                                         "any",
                                                         "bandwidth",
                                                         "binat",
                                                         "binat-anchor",
                                                         "bitmask",
                                                         "block",
                                                         "block-policy",
                                                         "cbq",
                                                         "code",
                                                         "crop",
                                                         "debug",
                                                         "drop",
                                                         "drop-ovl",
                                                         "dscp",
                                                         "dummynet",
                                                         "dummynet-anchor",
                                                         "dup-to",
                                                         "ecn",
                                                         "fastroute",
                                                         "file",
                                                         "fingerprints",
                                                         "flags",
                                                         "floating",
                                                         "flush",
                                                         "for",
                                                         "fragment",
                                                         "from",
                                                         "global",
                                                         "group",
                                                         "hfsc",
                                                         "hostid",
                                                         "icmp-type",
                                                         "icmp6-type",
                                                         "if-bound",
                                                         "in",
                                                         "include",
                                                         "inet",
                                                         "inet6",
                                                         "keep",
                                                         "label",
                                                         "limit",
                                                         "linkshare",
                                                         "load",
                                                         "log",
                                                         "loginterface",
                                                         "max",
                                                         "max-mss",
                                                         "max-src-conn",
                                                         "max-src-conn-rate",
                                                         "max-src-nodes",
                                                         "max-src-states",
                                                         "min-ttl",
                                                         "modulate",
                                                         "nat",
                                                         "nat-anchor",
                                                         "no",
                                                         "no-df",
                                                         "no-route",
                                                         "no-sync",
                                                         "on",
                                                         "optimization",
                                                         "os",
                                                         "out",
                                                         "overload",
                                                         "pass",
                                                         "pipe",
                                                         "port",
                                                         "priority",
                                                         "priq",
                                                         "probability",
                                                         "proto",
                                                         "qlimit",
                                                         "queue",
                                                         "quick",
                                                         "random",
                                                         "random-id",
                                                         "rdr",
                                                         "rdr-anchor",
                                                         "realtime",
                                                         "reassemble",
                                                         "reply-to",
                                                         "require-order",
                                                         "return",
                                                         "return-icmp",
                                                         "return-icmp6",
                                                         "return-rst",
                                                         "round-robin",
                                                         "route",
                                                         "route-to",
                                                         "rtable",
                                                         "rule",
                                                         "ruleset-optimization",
                                                         "scrub",
                                                         "scrub-anchor",
                                                         "set",
                                                         "set-tos",
                                                         "skip",
                                                         "sloppy",
                                                         "source-hash",
                                                         "source-track",
                                                         "state",
                                                         "state-policy",
                                                         "static-port",
                                                         "sticky-address",
                                                         "synproxy",
                                                         "table",
                                                         "tag",
                                                         "tagged",
                                                         "tbrsize",
                                                         "timeout",
                                                         "to",
                                                         "tos",
                                                         "ttl",
                                                         "upperlimit",
                                                         "urpf-failed",
                                                         "user"};

bool is_digit(int c) {
  return c >= '0' && c <= '9';
}
bool is_alnum(int c) {
  return is_digit(c) || ((c | 0x20) >= 'a' && (c | 0x20) <= 'z');
}
bool is_space(int c) {
  return c == ' ' || (c >= '\t' && c <= '\r');
}

bool in_word(int c) {
  if (is_alnum(c)) return true;
  return c > ' ' && c < 127 &&
         std::string_view("(){}<>!=/#,").find(static_cast<char>(c)) == std::string_view::npos;
}

bool ends_number(int c) {
  return c == kEndOfText || is_space(c) || c == ')' || c == ',' || c == '/' || c == '}' || c == '=';
}

bool is_keyword(const std::string& text) {
  return std::binary_search(kKeywords.begin(), kKeywords.end(), std::string_view(text));
}

}  // namespace

Token PfLexer::make(Token::Kind kind, std::string text) const {
  return {kind, std::move(text), token_line_};
}

int PfLexer::get() {
  if (in_macro_) {
    if (macro_at_ < macro_.size()) return static_cast<unsigned char>(macro_[macro_at_++]);
    in_macro_ = false;
  }
  if (!pushed_.empty()) {
    const int c = pushed_.back();
    pushed_.pop_back();
    return c;
  }
  while (at_ < text_.size()) {
    const char c = text_[at_++];
    if (c != '\\') return static_cast<unsigned char>(c);
    if (at_ >= text_.size()) return kEndOfText;
    const char after = text_[at_++];
    if (after != '\n') return static_cast<unsigned char>(after);
    token_line_ = line_++;
  }
  return kEndOfText;
}

int PfLexer::get_quoted() {
  if (in_macro_ || !pushed_.empty()) return get();
  if (at_ < text_.size()) return static_cast<unsigned char>(text_[at_++]);
  throw PfSyntaxError(line_, "reached end of file while parsing quoted string");
}

void PfLexer::unget(int c) {
  if (c == kEndOfText) return;
  if (in_macro_ && macro_at_ > 0)
    --macro_at_;
  else
    pushed_.push_back(c);
}

void PfLexer::fail(const std::string& sentence) {
  in_macro_ = false;
  pushed_.clear();
  const int line = token_line_;
  for (int c = get(); c != kEndOfText; c = get()) {
    if (c != '\n') continue;
    ++line_;
    break;
  }
  throw PfSyntaxError(line, sentence);
}

void PfLexer::open_macro() {
  std::string name;
  int c = get();
  for (; is_alnum(c) || c == '_'; c = get()) {
    name += static_cast<char>(c);
    if (name.size() > kLongest) fail("string too long");
  }
  unget(c);
  const auto at = macros_.find(name);
  if (at == macros_.end()) fail(fmt::format("macro '{}' not defined", name));
  macro_ = at->second;
  macro_at_ = 0;
  in_macro_ = true;
}

Token PfLexer::quoted(int quote) {
  std::string text;
  while (true) {
    int c = get_quoted();
    if (c == kEndOfText) throw PfSyntaxError(line_, "syntax error");
    if (c == quote) return make(Token::Kind::kWord, text);
    if (c == '\n') {
      ++line_;
      continue;
    }
    if (c == '\\') {
      const int after = get_quoted();
      if (after == quote)
        c = after;
      else if (after == '\n')
        continue;
      else
        unget(after);
    }
    text += static_cast<char>(c);
    if (text.size() > kLongest) fail("string too long");
  }
}

/// Digits that end like a number are one; otherwise they begin a word, or are a lone `-`.
Token PfLexer::number_or_sign(int c, bool& is_word) {
  std::string digits(1, static_cast<char>(c));
  int after = get();
  for (; is_digit(after); after = get()) {
    digits += static_cast<char>(after);
    if (digits.size() > kLongest) fail("string too long");
  }
  unget(after);
  if (digits != "-" && ends_number(after)) {
    const bool negative = digits[0] == '-';
    if (!parse_decimal(digits.substr(negative ? 1 : 0), INT64_MAX))
      fail(fmt::format("\"{}\" invalid number: too large", digits));
    return make(Token::Kind::kNumber, digits);
  }
  for (std::size_t i = digits.size(); i > 1; --i) unget(static_cast<unsigned char>(digits[i - 1]));
  is_word = c != '-';
  return make(Token::Kind::kSign, "-");
}

Token PfLexer::word(int c) {
  std::string text;
  for (; c != kEndOfText && (text.empty() || in_word(c)); c = get()) {
    text += static_cast<char>(c);
    if (text.size() > kLongest) fail("string too long");
  }
  unget(c);
  return make(is_keyword(text) ? Token::Kind::kKeyword : Token::Kind::kWord, text);
}

Token PfLexer::next() {
  int c = get();
  while (c == ' ' || c == '\t') c = get();
  token_line_ = line_;
  if (c == '#')
    while (c != '\n' && c != kEndOfText) c = get();
  if (c == '$' && !in_macro_) {
    open_macro();
    return next();
  }
  if (c == '\'' || c == '"') return quoted(c);
  const auto pair = [&](int first, int second) {
    if (c != first) return false;
    const int after = get();
    if (after == second) return true;
    unget(after);
    return false;
  };
  if (pair('<', '>')) return make(Token::Kind::kSign, "<>");
  if (pair('>', '<')) return make(Token::Kind::kSign, "><");
  if (pair('-', '>')) return make(Token::Kind::kSign, "->");
  if (c == '-' || is_digit(c)) {
    bool is_word = false;
    const Token token = number_or_sign(c, is_word);
    if (!is_word) return token;
  }
  if (is_alnum(c) || c == ':' || c == '_') return word(c);
  if (c == '\n') {
    token_line_ = line_++;
    return make(Token::Kind::kNewline, "\n");
  }
  if (c == kEndOfText) return make(Token::Kind::kEnd, "");
  return make(Token::Kind::kSign, std::string(1, static_cast<char>(c)));
}

}  // namespace sharebench::guard
