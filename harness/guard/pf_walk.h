// Goes through one list of rules and its anchors as the kernel does, keeping every possibility.
#pragma once

#include <string>
#include <vector>

#include "harness/guard/pf_match.h"

namespace sharebench::guard {

/// One rule that may have the last word.
struct Candidate {
  const Rule* rule = nullptr;  ///< nothing: no rule of the list
  std::string anchor{};        ///< path of the ruleset it stands in
  bool unknown = false;        ///< a rule or an anchor that nobody could read

  friend bool operator==(const Candidate&, const Candidate&) = default;
};

class Walk {
 public:
  enum class Style {
    kLastMatch,   ///< filter rules: the last match wins, `quick` ends
    kFirstMatch,  ///< scrub and translation rules
  };
  using Match = MatchResult (*)(const PfModel::Impl&, const Assumptions&, const std::string& path,
                                const Rule&, const View&);

  Walk(const PfModel::Impl& model, const Assumptions& assumptions, const View& packet,
       RuleList which, Style style, Match match);

  /// The candidates; never empty.
  std::vector<Candidate> run();

  const std::vector<std::string>& doubts() const { return doubts_; }
  const std::vector<const Rule*>& uncertain() const { return uncertain_; }

 private:
  enum class Flow { kEnd, kStop, kQuickAtEnd };
  /// What is known at a point of the way; copied where it may or may not go through an anchor.
  struct State {
    std::vector<Candidate> current{}, decided{};
    Answer match = Answer::kNo;
  };

  Flow ruleset(const std::string& path, int depth, State& state);
  Flow rule(const Rule& rule, const std::string& path, bool certain, State& state);
  Flow anchor(const Rule& rule, const std::string& path, int depth, State& state);
  Flow body(const Rule& rule, const std::string& path, int depth, State& state);
  std::vector<std::string> children_of(const std::string& path) const;
  Flow children(const std::string& path, int depth, State& state, Answer& matched);
  void unknown(const std::string& what, State& state);
  void doubt(const std::string& what);

  const PfModel::Impl& model_;
  const Assumptions& assumptions_;
  const View& packet_;
  RuleList which_;
  Style style_;
  Match match_;
  int steps_ = 0;
  std::vector<std::string> doubts_{};
  std::vector<const Rule*> uncertain_{};
};

}  // namespace sharebench::guard
