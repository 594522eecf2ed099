// Steps as a person reads them: what would change, in which order, and who must be root.
#include <fmt/format.h>

#include <algorithm>

#include "harness/guard/steps.h"
#include "harness/guard/text.h"

namespace sharebench::guard {
namespace {

std::string place(const Step& step) {
  std::string words = step.side == Side::kVm ? "in the VM" : "";
  if (step.as_root && step.check.empty()) words += words.empty() ? "as root" : ", as root";
  return words.empty() ? "" : " [" + words + "]";
}

std::string indented(const std::string& text) {
  std::string out;
  for (const std::string& line : lines_of(text)) out += "   " + line + "\n";
  return out;
}

}  // namespace

std::string diff(const FileChange& change) {
  const std::vector<std::string> a = lines_of(change.before.value_or("")),
                                 b = lines_of(change.after);
  if (change.before && *change.before == change.after) return "";
  std::string text =
      fmt::format("--- {}\n+++ {}\n", change.before ? change.path : "/dev/null", change.path);
  std::size_t i = 0, j = 0;
  while (i < a.size() || j < b.size()) {
    if (i < a.size() && j < b.size() && a[i] == b[j]) {
      ++i, ++j;
      continue;
    }
    const auto later = i < a.size()
                           ? std::find(b.begin() + static_cast<std::ptrdiff_t>(j), b.end(), a[i])
                           : b.end();
    if (i < a.size() && later == b.end())
      text += fmt::format("-{}\n", a[i++]);
    else
      text += fmt::format("+{}\n", b[j++]);
  }
  return text;
}

std::string show(const std::vector<Step>& steps) {
  std::string text;
  int number = 0;
  for (const Step& step : steps) {
    if (!step.file && step.run.empty() && step.check.empty()) continue;
    text += fmt::format("{}. {}{}\n", ++number, step.why, place(step));
    if (step.file) text += indented(diff(*step.file));
    if (!step.run.empty()) text += "   run: " + sys::display(step.run) + "\n";
  }
  if (number == 0) return "nothing to do: every file is as it should be\n";
  text += "to undo, last step first, files are put back byte for byte, and these are run:\n";
  for (auto step = steps.rbegin(); step != steps.rend(); ++step)
    if (!step->undo.empty())
      text += fmt::format("   {}{}\n", sys::display(step->undo), step->token ? " TOKEN" : "");
  return text;
}

}  // namespace sharebench::guard
