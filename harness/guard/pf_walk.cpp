// Last match, quick, and anchors with the kernel's own notion of when `anchor ... quick` ends it.
#include "harness/guard/pf_walk.h"

#include <fmt/format.h>

#include <algorithm>
#include <set>

namespace sharebench::guard {
namespace {

constexpr int kDeepest = 64;         // the kernel's stack of anchors
constexpr int kMostSteps = 2000000;  // rules; anchors that call themselves end here

void put(std::vector<Candidate>& list, const Candidate& candidate) {
  if (std::find(list.begin(), list.end(), candidate) == list.end()) list.push_back(candidate);
}

void put_all(std::vector<Candidate>& list, const std::vector<Candidate>& more) {
  for (const Candidate& candidate : more) put(list, candidate);
}

}  // namespace

Walk::Walk(const PfModel::Impl& model, const Assumptions& assumptions, const View& packet,
           RuleList which, Style style, Match match)
    : model_(model),
      assumptions_(assumptions),
      packet_(packet),
      which_(which),
      style_(style),
      match_(match) {}

std::vector<Candidate> Walk::run() {
  State state;
  state.current.push_back({});
  if (model_.unread.count("") != 0) unknown("the main ruleset was not read", state);
  const Flow flow = ruleset("", 0, state);
  if (flow != Flow::kStop) put_all(state.decided, state.current);
  return state.decided;
}

void Walk::doubt(const std::string& what) {
  if (std::find(doubts_.begin(), doubts_.end(), what) == doubts_.end()) doubts_.push_back(what);
}

/// Something that nobody read: it may match or not, end the evaluation or not.
void Walk::unknown(const std::string& what, State& state) {
  const Candidate candidate{nullptr, "", true};
  put(state.current, candidate);
  put(state.decided, candidate);
  if (state.match == Answer::kNo) state.match = Answer::kMaybe;
  doubt(what);
}

Walk::Flow Walk::ruleset(const std::string& path, int depth, State& state) {
  const auto found = model_.rulesets.find(path);
  if (found == model_.rulesets.end()) return Flow::kEnd;
  const std::vector<Rule>& rules = found->second.list(which_);
  for (const Rule& one : rules) {
    if (++steps_ > kMostSteps) {
      unknown("the rules call each other without end", state);
      put_all(state.decided, state.current);
      return Flow::kStop;
    }
    if (one.unread) {
      unknown(fmt::format("a line that cannot be read: {}", one.text), state);
      continue;
    }
    const MatchResult result = match_(model_, assumptions_, path, one, packet_);
    if (result.answer == Answer::kNo) continue;
    const bool certain = result.answer == Answer::kYes;
    if (!certain) {
      doubt(result.doubt);
      uncertain_.push_back(&one);
    }
    Flow flow = Flow::kEnd;
    if (!one.is_anchor) {
      flow = rule(one, path, certain, state);
    } else if (certain) {
      flow = anchor(one, path, depth, state);
    } else {
      State inside = state;  // both ways: past the anchor, and through it
      const Flow through = anchor(one, path, depth, inside);
      if (through != Flow::kStop) put_all(state.current, inside.current);
      if (through != Flow::kEnd) put_all(state.decided, inside.current);
      put_all(state.decided, inside.decided);
      if (inside.match != state.match) state.match = Answer::kMaybe;
    }
    if (flow == Flow::kStop) return flow;
    if (flow == Flow::kQuickAtEnd) {
      if (depth > 0 && &one == &rules.back()) return flow;
      put_all(state.decided, state.current);
      return Flow::kStop;
    }
  }
  return Flow::kEnd;
}

Walk::Flow Walk::rule(const Rule& rule, const std::string& path, bool certain, State& state) {
  const Candidate candidate{&rule, path, false};
  const bool final = rule.quick || style_ == Style::kFirstMatch;
  if (state.match != Answer::kYes) state.match = certain ? Answer::kYes : Answer::kMaybe;
  if (final) {
    put(state.decided, candidate);
    if (!certain) return Flow::kEnd;
    state.current.clear();
    return Flow::kStop;
  }
  if (certain) state.current.clear();
  put(state.current, candidate);
  return Flow::kEnd;
}

Walk::Flow Walk::anchor(const Rule& rule, const std::string& path, int depth, State& state) {
  if (depth >= kDeepest) return Flow::kEnd;
  state.match = Answer::kNo;
  const Flow flow = body(rule, path, depth, state);
  if (flow == Flow::kStop) put_all(state.decided, state.current);
  if (flow == Flow::kStop) state.current.clear();
  return flow;
}

Walk::Flow Walk::body(const Rule& rule, const std::string& path, int depth, State& state) {
  const auto place = anchor_path(path, rule.anchor);
  if (!place) {
    unknown(fmt::format("anchor {} leads nowhere", rule.anchor), state);
    return Flow::kEnd;
  }
  Answer matched = Answer::kNo;
  Flow inner = Flow::kEnd;
  if (place->wildcard) {
    inner = children(place->path, depth, state, matched);
  } else {
    const bool known = model_.rulesets.count(place->path) != 0 ||
                       (model_.anchors_listed && model_.unread.count(place->path) == 0);
    if (!known) unknown(fmt::format("the rules of anchor {}", place->path), state);
    inner = ruleset(place->path, depth + 1, state);
  }
  if (inner == Flow::kStop) return inner;
  matched = std::max(matched, state.match);
  // The kernel asks the innermost anchor that matched whether it is quick, then goes outwards as
  // long as there is no rule left; each one that matched has its own say.
  if (matched == Answer::kYes) return rule.quick ? Flow::kQuickAtEnd : Flow::kEnd;
  if (matched == Answer::kMaybe && (rule.quick || inner == Flow::kQuickAtEnd)) {
    put_all(state.decided, state.current);
    return Flow::kEnd;
  }
  return inner;
}

/// The direct children of `path` that have rules of this kind, or may have.
std::vector<std::string> Walk::children_of(const std::string& path) const {
  std::set<std::string> names;
  const std::string prefix = path + "/";
  const auto direct = [&](const std::string& name) {
    return name.rfind(prefix, 0) == 0 && name.find('/', prefix.size()) == std::string::npos;
  };
  for (auto it = model_.rulesets.lower_bound(prefix);
       it != model_.rulesets.end() && it->first.rfind(prefix, 0) == 0; ++it)
    if (direct(it->first) && !it->second.list(which_).empty()) names.insert(it->first);
  for (const std::string& name : model_.unread)
    if (direct(name)) names.insert(name);
  return {names.begin(), names.end()};
}

/// `anchor "x/*"`: the direct children of x by name.
Walk::Flow Walk::children(const std::string& path, int depth, State& state, Answer& matched) {
  if (!model_.anchors_listed) unknown(fmt::format("which anchors stand in {}", path), state);
  const std::vector<std::string> names = children_of(path);
  for (const std::string& name : names) {
    if (model_.unread.count(name) != 0 && model_.rulesets.count(name) == 0)
      unknown(fmt::format("the rules of anchor {}", name), state);
    const Flow flow = ruleset(name, depth + 1, state);
    if (flow == Flow::kStop) return flow;
    if (flow == Flow::kQuickAtEnd && name != names.back()) {
      put_all(state.decided, state.current);
      return Flow::kStop;
    }
    matched = std::max(matched, state.match);
    state.match = Answer::kNo;
    if (flow == Flow::kQuickAtEnd) return flow;
  }
  return Flow::kEnd;
}

}  // namespace sharebench::guard
