// The words of findings and answers, the same in every report.
#include "harness/core/verdict.h"

namespace sharebench {

std::string finding_name(Finding finding) {
  switch (finding) {
    case Finding::kRegression:
      return "REGRESSION";
    case Finding::kImprovement:
      return "IMPROVEMENT";
    case Finding::kEquivalent:
      return "EQUIVALENT";
    case Finding::kUndecided:
      break;
  }
  return "UNDECIDED";
}

std::string answer_name(Answer answer) {
  switch (answer) {
    case Answer::kPass:
      return "PASS";
    case Answer::kFail:
      return "FAIL";
    case Answer::kUnfit:
      return "UNFIT";
    case Answer::kUndecided:
      break;
  }
  return "UNDECIDED";
}

ExitCode answer_exit_code(Answer answer) {
  switch (answer) {
    case Answer::kPass:
      return ExitCode::kYes;
    case Answer::kFail:
      return ExitCode::kNo;
    case Answer::kUnfit:
      return ExitCode::kEnvironment;
    case Answer::kUndecided:
      break;
  }
  return ExitCode::kCannotTell;
}

}  // namespace sharebench
