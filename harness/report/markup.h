// Writes HTML so that what a run file holds can only ever be text: the one place that escapes.
#pragma once

#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace sharebench::report {

using Attributes = std::vector<std::pair<std::string_view, std::string>>;

/// Elements in the order in which they stand. Names of tags and attributes are ours; values of
/// attributes and texts may be anybody's and are escaped here.
class Markup {
 public:
  void open(std::string_view tag, const Attributes& attributes = {});
  void close(std::string_view tag);
  void text(std::string_view text);
  /// <tag>text</tag> on a line of its own.
  void element(std::string_view tag, const Attributes& attributes, std::string_view text);
  /// A <script> that holds `text` packed (deflate.h), which no text of a run can end early.
  void packed(const std::string& id, const std::string& text);

  std::string take() { return std::move(out_); }

 private:
  std::string out_;
};

/// `text` for HTML content and quoted attributes. What is not UTF-8 and control characters become
/// U+FFFD; marks that would turn the reading direction are shown by their number.
std::string escaped_html(std::string_view text);

}  // namespace sharebench::report
