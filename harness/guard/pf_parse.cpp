// The words of the parser: one token ahead, complaints, recovery at the end of a line.
#include <fmt/format.h>

#include <algorithm>
#include <stdexcept>

#include "harness/guard/pf_hosts.h"
#include "harness/guard/pf_parser.h"

namespace sharebench::guard {

PfParser::PfParser(const PfInput& input, const PfHost& host, PfFile& out)
    : lexer_(input.text),
      kind_(input.kind),
      path_(input.path),
      host_(host),
      out_(out),
      inline_anchors_(input.inline_anchors) {}

void PfParser::parse() {
  here();
  const std::string path = path_;
  bool started = false;
  while (true) {
    try {
      if (!started) take();
      started = true;
      skip_newlines();
      if (token_.kind == Token::Kind::kEnd) return;
      statement();
      end_statement();
    } catch (const PfSyntaxError& error) {
      out_.complaints.push_back({error.line(), error.what()});
      path_ = path;
      depth_ = 0;
      recover();
      started = true;
    }
  }
}

/// To the first token of the next line. Errors of the lexer skip a line by themselves.
void PfParser::recover() {
  while (token_.kind != Token::Kind::kNewline && token_.kind != Token::Kind::kEnd) {
    try {
      take();
    } catch (const PfSyntaxError&) {
      token_ = {Token::Kind::kNewline, "\n", 0};
    }
  }
}

Token PfParser::take() {
  Token taken = token_;
  try {
    token_ = lexer_.next();
  } catch (const PfSyntaxError&) {
    token_ = {Token::Kind::kNewline, "\n", 0};
    throw;
  }
  return taken;
}

bool PfParser::accept(const std::string& text) {
  if (!at(text)) return false;
  take();
  return true;
}

void PfParser::need(const std::string& text) {
  if (!accept(text)) syntax_error();
}

std::string PfParser::word() {
  if (!at_word()) syntax_error();
  // pfctl takes such a name and prints it as it is; what was printed then reads as something else.
  if (peek().text.find('"') != std::string::npos) fail("a quotation mark within a name");
  return take().text;
}

std::string PfParser::joined_words() {
  std::string text = word();
  while (at_word()) text += " " + word();
  return text;
}

void PfParser::skip_newlines() {
  while (token_.kind == Token::Kind::kNewline) take();
}

void PfParser::fail(const std::string& sentence) const {
  throw PfSyntaxError(token_.line, sentence);
}

void PfParser::complain(const std::string& sentence) {
  out_.complaints.push_back({token_.line, sentence});
}

void PfParser::end_statement() {
  if (token_.kind != Token::Kind::kNewline) syntax_error();
}

void PfParser::stage(Stage stage) {
  if (kind_ == PfText::kPrinted) return;
  if (require_order_ && stage_ > stage)
    fail(
        "rules must be in order: options, normalization, queueing, translation, dummynet, "
        "filtering");
  stage_ = stage;
}

void PfParser::add(const Draft& draft) {
  Draft numbered = draft;
  numbered.rule.line = token_.line;
  expand(numbered, here(), [this](const std::string& sentence) { complain(sentence); });
}

std::vector<Host> PfParser::resolve(const std::string& text) {
  try {
    std::vector<Host> hosts = resolve_host(text, host_);
    for (const Host& host : hosts)
      if (host.kind == Host::Kind::kUnresolved) out_.unresolved.push_back(host.name);
    return hosts;
  } catch (const PfSyntaxError&) {
    throw;
  } catch (const std::runtime_error& error) {
    fail(error.what());
  }
}

PfFile parse_pf(const PfInput& input, const PfHost& host) {
  PfFile file;
  PfParser(input, host, file).parse();
  return file;
}

std::optional<AnchorPath> anchor_path(const std::string& inside, const std::string& name) {
  AnchorPath found;
  std::string rest = name;
  if (!rest.empty() && rest[0] == '/') {
    rest.erase(0, 1);
  } else {
    found.path = inside;
    while (rest.rfind("../", 0) == 0) {
      if (found.path.empty()) return std::nullopt;
      const std::size_t slash = found.path.rfind('/');
      found.path.resize(slash == std::string::npos ? 0 : slash);
      rest.erase(0, 3);
    }
    if (!found.path.empty()) found.path += '/';
  }
  found.path += rest;
  if (found.path.size() > 2 && found.path.compare(found.path.size() - 2, 2, "/*") == 0) {
    found.wildcard = true;
    found.path.resize(found.path.size() - 2);
  }
  return found;
}

}  // namespace sharebench::guard
