// Anchors: named, inline, and those of translation, scrub and dummynet rules.
#include <fmt/format.h>

#include "harness/guard/pf_parser.h"
#include "harness/guard/text.h"

namespace sharebench::guard {

/// Every part between slashes has room for 63 characters in the kernel.
void PfParser::anchor_length(const std::string& name) const {
  for (const std::string& part : split(name, '/'))
    if (part.size() >= 64) fail(fmt::format("anchor name '{}' too long", part));
}

void PfParser::filter_anchor() {
  need("anchor");
  Draft draft;
  Rule& rule = draft.rule;
  rule.is_anchor = true;
  if (at_word()) rule.anchor = word();
  anchor_length(rule.anchor);
  if (rule.anchor.rfind('_', 0) == 0 || rule.anchor.find("/_") != std::string::npos)
    fail("anchor names beginning with '_' are reserved for internal use");
  rule.direction = direction();
  rule.quick = accept("quick");
  interfaces(draft);
  rule.family = family();
  protocols(draft);
  from_to(draft);
  Given given;
  while (filter_option(draft, given)) {
  }
  rule.inline_anchor = accept("{");
  if (rule.inline_anchor) {
    if (rule.anchor.empty()) rule.anchor = fmt::format("_{}", ++inline_anchors_);
    const auto place = anchor_path(path_, rule.anchor);
    if (!place || place->wildcard) syntax_error();
    for (const auto& list : out_.rulesets[place->path].lists)
      if (!list.empty()) fail(fmt::format("inline anchor '{}' already exists", rule.anchor));
    inline_body(place->path);
  } else if (rule.anchor.empty()) {
    fail("anchors without explicit rules must specify a name");
  }
  if (peek().kind != Token::Kind::kNewline && !at("}")) syntax_error();
  stage(Stage::kFilter);
  check_flags(draft);
  if (given.keep && rule.keep != Keep::kNo) fail("cannot specify state handling on anchors");
  decide_family(draft.from_hosts, rule.family);
  decide_family(draft.to_hosts, rule.family);
  add(draft);
}

/// The lines between the braces; the opening one was read.
void PfParser::inline_body(const std::string& path) {
  if (++depth_ > 60) fail("inline anchors too deep");
  const std::string outer = path_;
  path_ = path;
  end_statement();
  while (true) {
    skip_newlines();
    if (accept("}")) break;
    if (at("anchor"))
      filter_anchor();
    else if (accept("pass"))
      filter_rule(false);
    else if (accept("block"))
      filter_rule(true);
    else
      syntax_error();
    end_statement();
  }
  path_ = outer;
  --depth_;
}

void PfParser::translation_anchor(const std::string& keyword, Action action) {
  need(keyword);
  Draft draft;
  Rule& rule = draft.rule;
  rule.is_anchor = true;
  rule.action = action;
  rule.anchor = joined_words();
  anchor_length(rule.anchor);
  const bool scrub = action == Action::kScrub, pipe = action == Action::kDummynet;
  if (scrub || pipe) rule.direction = direction();
  interfaces(draft);
  rule.family = family();
  protocols(draft);
  from_to(draft);
  std::vector<std::string> given;
  while (scrub && peek().kind != Token::Kind::kNewline && peek().kind != Token::Kind::kEnd)
    scrub_option(rule, given);
  if (accept("rtable")) rule.routing_table = number_up_to(255, "invalid rtable id");
  end_statement();
  stage(scrub ? Stage::kScrub : pipe ? Stage::kDummynet : Stage::kTranslation);
  if (action == Action::kRdr) {
    if (!draft.from_ports.empty()) fail("source port parameter not supported in rdr-anchor");
    if (draft.to_ports.size() > 1)
      fail("destination port list expansion not supported in rdr-anchor");
    if (draft.to_ports.size() == 1 && draft.to_ports[0].compare != Compare::kEqual)
      fail("destination port operators not supported in rdr-anchor");
  }
  if (action == Action::kBinat) {
    if (draft.protocols.size() > 1) fail("proto list expansion not supported in binat-anchor");
    if (!draft.from_hosts.empty() || !draft.to_hosts.empty() || !draft.from_ports.empty() ||
        !draft.to_ports.empty())
      fail("fromto parameter not supported in binat-anchor");
  }
  decide_family(draft.from_hosts, rule.family);
  decide_family(draft.to_hosts, rule.family);
  add(draft);
}

}  // namespace sharebench::guard
