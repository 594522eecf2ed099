// Edits of pf.conf, nfs.conf, exports and scripts between marks of ours. What is not ours stays
// byte for byte: line ends, comments, order, a last line without an end.
#pragma once

#include <string>
#include <vector>

#include "harness/guard/policy.h"

namespace sharebench::guard {

enum class Style { kRecommended, kArticle };

/// The lines around a marked section.
struct Marks {
  std::string begin{}, end{};
};

/// The guard's own: `# sharebench-guard-begin`, `# sharebench-guard-end`.
const Marks& guard_marks();

/// Lines with the ends that they have; the last one may have none. Joined they are `text`.
std::vector<std::string> whole_lines(const std::string& text);

/// A line without its end (LF or CRLF).
std::string bare(const std::string& line);

/// The lines outside of marked sections, as they are. Throws DataError for a section without end.
std::vector<std::string> without_sections(const std::string& text, const Marks& marks);

/// What stands between the marks; of a section without end all that follows.
std::string in_sections(const std::string& text, const Marks& marks);

/// `body`, which ends in a newline, between its marks.
std::string section(const Marks& marks, const std::string& body);

/// `added` put before line `at` of `lines`; a line before it that has no end is given one.
std::string with_text_at(const std::vector<std::string>& lines, std::size_t at,
                         const std::string& added);

/// `text` with `body` as its marked section: where one stands, else before line `otherwise`. An
/// empty body takes the section away. Throws DataError for a section without end.
std::string with_section(const std::string& text, const Marks& marks, const std::string& body,
                         std::size_t otherwise);

/// A pf.conf without our sections, and with new ones: scrub behind the last scrub statement, filter
/// rules before the first filter statement (the article's at the end).
std::string edit_pf_conf(const std::string& text, const Policy& policy, Style style);

/// A setting of nfs.conf.
struct Setting {
  std::string name{}, value{};
};

/// The pins of recommended_pins(), and no announcement by Bonjour.
std::vector<Setting> guarded_settings();

/// Every setting's value replaced wherever the setting stands, or the setting added at the end.
std::string edit_nfs_conf(const std::string& text, const std::vector<Setting>& settings);

/// Our marked lines replaced or added; a policy without folders leaves no section.
std::string edit_exports(const std::string& text, const Policy& policy);

}  // namespace sharebench::guard
