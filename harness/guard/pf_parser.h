// The grammar of pf.conf (pfctl of OpenBSD 4.4 with Apple's additions), one function a rule of it.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "harness/guard/pf_draft.h"
#include "harness/guard/pf_lexer.h"

namespace sharebench::guard {

/// Reads one text into `out`. Made for one use; parse_pf() is its only caller.
class PfParser {
 public:
  PfParser(const PfInput& input, const PfHost& host, PfFile& out);

  /// Every statement to the end of the text; a refused line becomes a complaint and is left out.
  void parse();

 private:
  // The order that pfctl demands of statements.
  enum class Stage { kNothing, kOptions, kScrub, kQueue, kTranslation, kDummynet, kFilter };

  // pf_parse_statements.cpp
  void statement();
  void macro(const std::string& name);
  void option();
  void option_list(const std::string& what);
  void one_timeout(const std::string& what);
  void skip_option();
  void word_option(const std::string& name);
  void table();
  void table_option(Table& table);
  void table_addresses(Table& table);
  void load_anchor();
  void antispoof();
  void antispoof_one(const Draft& base, const InterfaceItem& item, bool dynamic);

  // pf_parse_anchors.cpp
  void anchor_length(const std::string& name) const;
  void filter_anchor();
  void inline_body(const std::string& path);
  void translation_anchor(const std::string& keyword, Action action);

  // pf_parse_rules.cpp
  void no_statement();
  void filter_rule(bool block);
  void block_answer(Rule& rule);
  void icmp_answer(Rule& rule, bool six);
  void route(Draft& draft);
  void finish_route(Draft& draft);
  void state_defaults(Rule& rule, bool keep_given, bool flags_given);
  void check_flags(const Draft& draft);
  void scrub(bool no);
  void scrub_option(Rule& rule, std::vector<std::string>& given);
  void dummynet(bool no);

  // pf_parse_translation.cpp
  void nat_or_rdr(bool no, bool rdr);
  void binat(bool no);
  void pass_log(Rule& rule, bool no);
  void trailing_tags(Rule& rule);
  std::vector<Host> redirection(Rule& rule, bool list, std::optional<bool>& star);
  void pool_options(Pool& pool, bool& typed);
  void finish_pool(Draft& draft, std::vector<Host> hosts, bool star, bool typed);
  void fill_pool(Pool& pool, const std::vector<Host>& hosts);
  void binat_family(Rule& rule, const std::vector<Host>& from, const std::vector<Host>& to,
                    const std::vector<Host>& target);

  // pf_parse_filter_options.cpp
  struct Given {
    bool flags = false, keep = false, icmp = false, tos = false;
  };
  bool filter_option(Draft& draft, Given& given);
  void flags(Rule& rule);
  void icmp_types(Draft& draft, Family family);
  IcmpItem icmp_item(Family family);
  void keep(Rule& rule);
  void state_option(Rule& rule, std::vector<std::string>& given);
  void timeout_option(Rule& rule, const std::string& name);
  void finish_state(Rule& rule, const std::vector<std::string>& given);
  void queue_name(Rule& rule);
  void probability(Rule& rule);
  IdItem id_item(bool user);
  std::pair<std::uint32_t, std::string> id_value(bool user);
  int tos();

  // pf_parse_parts.cpp
  Direction direction();
  void log_and_quick(Rule& rule, bool quick_allowed);
  void log_options(Rule& rule);
  void interfaces(Draft& draft);
  Family family();
  void protocols(Draft& draft);
  int protocol();
  void from_to(Draft& draft);
  void endpoint(std::vector<Host>& hosts, std::vector<NumberTest>& ports);
  std::vector<Host> host_spec();
  std::vector<Host> host_list();
  std::vector<Host> host(bool negated);
  std::vector<Host> plain_host();
  Host dynamic_host();
  Host table_host();
  NumberTest port_item();
  std::uint32_t port_value(const std::string& text);
  NumberTest port_range(const std::string& text);
  std::optional<Compare> unary_operator();
  std::string label();
  int number_up_to(std::uint64_t most, const std::string& complaint);

  // Words
  const Token& peek() const { return token_; }
  Token take();
  bool at(const std::string& text) const { return token_.is(text); }
  bool accept(const std::string& text);
  void need(const std::string& text);
  bool at_word() const { return token_.kind == Token::Kind::kWord; }
  std::string word();
  std::string joined_words();
  void skip_newlines();
  void comma() { accept(","); }
  [[noreturn]] void fail(const std::string& sentence) const;
  [[noreturn]] void syntax_error() const { fail("syntax error"); }
  void complain(const std::string& sentence);
  void end_statement();
  void stage(Stage stage);
  void recover();
  Ruleset& here() { return out_.rulesets[path_]; }
  void add(const Draft& draft);
  template <typename Item>
  void list_or_one(Item&& item);
  std::vector<Host> resolve(const std::string& text);

  PfLexer lexer_;
  PfText kind_;
  std::string path_;
  const PfHost& host_;
  PfFile& out_;
  Token token_{};
  Stage stage_ = Stage::kNothing;
  bool require_order_ = true;
  bool return_policy_ = false, if_bound_ = false;
  int inline_anchors_ = 0;
  int depth_ = 0;
};

/// `{` items with commas or without `}`, or one item alone.
template <typename Item>
void PfParser::list_or_one(Item&& item) {
  if (!accept("{")) {
    item();
    return;
  }
  skip_newlines();
  do {
    item();
    skip_newlines();
    comma();
  } while (!at("}"));
  need("}");
}

}  // namespace sharebench::guard
