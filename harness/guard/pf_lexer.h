// pf.conf as words: macros put in, lines joined, comments gone, as pfctl's own reader does it.
#pragma once

#include <map>
#include <stdexcept>
#include <string>
#include <vector>

namespace sharebench::guard {

struct Token {
  enum class Kind {
    kWord,     ///< a string: quoted or not, never a keyword
    kKeyword,  ///< one of the grammar's words, unquoted
    kNumber,
    kSign,  ///< one character, or "<>", "><", "->"
    kNewline,
    kEnd,
  };
  Kind kind = Kind::kEnd;
  std::string text{};
  int line = 0;

  bool is(const std::string& what) const {
    return (kind == Kind::kKeyword || kind == Kind::kSign) && text == what;
  }
};

/// A place in the text that the grammar does not allow; the sentence has no file name.
class PfSyntaxError : public std::runtime_error {
 public:
  PfSyntaxError(int line, const std::string& sentence)
      : std::runtime_error(sentence), line_(line) {}
  int line() const { return line_; }

 private:
  int line_;
};

class PfLexer {
 public:
  explicit PfLexer(std::string text) : text_(std::move(text)) {}

  /// The next token. Throws PfSyntaxError for an undefined macro, an open quote, a word of more
  /// than 8095 characters; the rest of that line is then skipped.
  Token next();

  /// Macros are put in where their name stands after `$`, from now on.
  void define(const std::string& name, const std::string& value) { macros_[name] = value; }

 private:
  int get();
  int get_quoted();
  void unget(int c);
  Token quoted(int quote);
  Token number_or_sign(int c, bool& is_word);
  Token word(int c);
  void open_macro();
  [[noreturn]] void fail(const std::string& sentence);
  Token make(Token::Kind kind, std::string text) const;

  std::string text_;
  std::size_t at_ = 0;
  int line_ = 1;
  int token_line_ = 1;
  bool in_macro_ = false;
  std::string macro_{};
  std::size_t macro_at_ = 0;
  std::vector<int> pushed_{};
  std::map<std::string, std::string> macros_{};
};

}  // namespace sharebench::guard
