// Whether one rule matches one packet: yes, no, or it depends.
#pragma once

#include <string>

#include "harness/guard/pf_evaluate.h"

namespace sharebench::guard {

enum class Answer { kNo, kMaybe, kYes };

/// kYes or kNo.
Answer yes_if(bool value);

/// The surer no of the two.
Answer both(Answer a, Answer b);

struct MatchResult {
  Answer answer = Answer::kYes;
  std::string doubt{};  ///< of kMaybe: on what it depends
};

/// The tests of pf_test_rule, or of pf_test_fragment for a fragment.
MatchResult match_filter(const PfModel::Impl& model, const Assumptions& assumptions,
                         const std::string& path, const Rule& rule, const View& packet);

/// The tests of a translation rule; ports count, flags and users do not.
MatchResult match_translation(const PfModel::Impl& model, const Assumptions& assumptions,
                              const std::string& path, const Rule& rule, const View& packet);

/// The tests of a scrub rule: without ports for IP, and without the protocol for IPv6; with both
/// for TCP's own normalisation.
MatchResult match_scrub(const PfModel::Impl& model, const Assumptions& assumptions,
                        const std::string& path, const Rule& rule, const View& packet, bool as_tcp);

}  // namespace sharebench::guard
