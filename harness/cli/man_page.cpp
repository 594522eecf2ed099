// Writes the man macros that groff and mandoc both take, nothing of either alone.
#include "harness/cli/man_page.h"

#include <fmt/format.h>

#include <algorithm>
#include <cctype>

#include "harness/cli/completion.h"
#include "harness/core/version.h"

namespace sharebench::cli {
namespace {

/// Text as it is: backslashes, dashes that may be copied, and no line that looks like a macro.
std::string plain(const std::string& text) {
  std::string out;
  for (const char c : text) {
    if (c == '\\') {
      out += "\\e";
    } else if (c == '-') {
      out += "\\-";
    } else if (c == '\'' || c == '`' || c == '~' || c == '^') {
      out += c == '\'' ? "\\(aq" : c == '`' ? "\\(ga" : c == '~' ? "\\(ti" : "\\(ha";
    } else {
      out += c;
    }
  }
  return out.rfind('.', 0) == 0 ? "\\&" + out : out;
}

std::string upper(std::string text) {
  std::transform(text.begin(), text.end(), text.begin(),
                 [](unsigned char c) { return static_cast<char>(std::toupper(c)); });
  return text;
}

std::string title(const std::string& name, const std::string& summary) {
  return fmt::format(".TH {} 1 \"\" \"sharebench {}\" \"sharebench\"\n.SH NAME\n{} \\- {}\n",
                     plain(upper(name)), version(), plain(name), plain(summary));
}

std::string section(const std::string& name) {
  return ".SH " + name + "\n";
}

/// A term in bold, what stands for its value in italics, and what it means.
std::string item(const std::string& term, const std::string& value, const std::string& text) {
  return fmt::format(".TP\n\\fB{}\\fR{}\n{}\n", plain(term),
                     value.empty() ? "" : " \\fI" + plain(value) + "\\fR", plain(text));
}

std::string synopsis(const Command& command) {
  std::string text = fmt::format("\\fBsharebench {}\\fR", plain(command.name));
  for (const Positional& positional : command.positionals) {
    const std::string name =
        fmt::format("\\fI{}\\fR{}", plain(positional.name), positional.many ? " ..." : "");
    text += positional.required ? " " + name : " [" + name + "]";
  }
  return text + " [\\fIoptions\\fR]\n";
}

std::string lines_as_they_are(const std::vector<std::string>& lines) {
  std::string text = ".nf\n";
  for (const std::string& line : lines) text += plain(line) + "\n";
  return text + ".fi\n";
}

/// What is true for all commands.
std::string common_sections() {
  std::string text = section("EXIT STATUS");
  const std::vector<std::pair<std::string, std::string>> codes = {
      {"0", "yes: done, passed, protected, verified"},
      {"1", "no: a regression, exposed, figures that differ"},
      {"2", "the command line is wrong"},
      {"3", "cannot tell: undecided, unknown"},
      {"4", "the environment is unfit"},
      {"5", "the measurement failed"},
      {"6", "a data file cannot be read"},
      {"70", "a bug in sharebench"},
      {"130, 143", "interrupted; finished blocks are kept"}};
  for (const auto& [code, meaning] : codes) text += item(code, "", meaning);
  text += section("ENVIRONMENT") +
          item("SHAREBENCH_OPTION", "",
               "stands for the long option of that name, as SHAREBENCH_TARGET for --target; the "
               "command line wins");
  return text + section("FILES") +
         item("./sharebench.toml", "", "long options as keys; variables win");
}

}  // namespace

std::string man_overview() {
  std::string text = title("sharebench", "how fast a shared folder of a container is, and why") +
                     section("SYNOPSIS") +
                     "\\fBsharebench\\fR \\fICOMMAND\\fR [\\fIoptions\\fR]\n" +
                     section("DESCRIPTION") +
                     "Measures each way to share a folder with the virtual machine that containers "
                     "run in, and says how sure it is.\n" +
                     section("COMMANDS");
  for (const Command& command : shown_commands()) text += item(command.name, "", command.summary);
  text += common_sections() + section("SEE ALSO");
  std::string others;
  for (const Command& command : shown_commands()) {
    others +=
        fmt::format("{}.BR sharebench\\-{} (1)", others.empty() ? "" : ",\n", plain(command.name));
  }
  return text + others + "\n";
}

std::string man_page(const Command& command) {
  std::string text = title("sharebench-" + command.name, command.summary) + section("SYNOPSIS") +
                     synopsis(command);
  if (!command.positionals.empty()) text += section("ARGUMENTS");
  for (const Positional& positional : command.positionals) {
    text += item(positional.name, "", positional.help);
  }
  text += section("OPTIONS");
  for (const Option& option : shown_options(command)) {
    text += item("--" + option.name, option.value, option.help);
  }
  text += section("EXAMPLES") + lines_as_they_are(command.examples);
  return text + section("SEE ALSO") + ".BR sharebench (1)\n";
}

}  // namespace sharebench::cli
