// Looks for the attribute, then for the end of its element.
#include "harness/report/markup_figures.h"

namespace sharebench::report {
namespace {

constexpr const char* kAttribute = " data-figure=\"";

/// One past the element that begins at `begin` ("<tag"), tags of the same name inside it counted.
std::size_t end_of_element(const std::string& text, std::size_t begin, const std::string& tag) {
  const std::string opening = "<" + tag, closing = "</" + tag + ">";
  const std::size_t tag_end = text.find('>', begin);
  if (tag_end == std::string::npos) return text.size();
  if (text[tag_end - 1] == '/') return tag_end + 1;  // <rect data-figure="..."/>
  std::size_t at = tag_end;
  for (int depth = 1; depth > 0;) {
    const std::size_t close = text.find(closing, at);
    if (close == std::string::npos) return text.size();
    const std::size_t open = text.find(opening, at);
    const bool nested =
        open < close && (text[open + opening.size()] == ' ' || text[open + opening.size()] == '>');
    if (open < close && !nested) {
      at = open + opening.size();
    } else {
      depth += nested ? 1 : -1;
      at = nested ? open + opening.size() : close + closing.size();
    }
  }
  return at;
}

/// The words of a picture, which carry no names: they are counted.
std::vector<Figure> words_of_picture(const std::string& text) {
  std::vector<Figure> figures;
  for (std::size_t at = text.find("<text "); at != std::string::npos;
       at = text.find("<text ", at + 1)) {
    const std::size_t end = end_of_element(text, at, "text");
    figures.push_back({"text " + std::to_string(figures.size() + 1), text.substr(at, end - at)});
  }
  return figures;
}

}  // namespace

std::vector<Figure> markup_figures(const std::string& text) {
  std::vector<Figure> figures;
  const std::string attribute = kAttribute;
  for (std::size_t at = text.find(attribute); at != std::string::npos;
       at = text.find(attribute, at + 1)) {
    const std::size_t begin = text.rfind('<', at);
    const std::size_t name = at + attribute.size();
    const std::size_t name_end = text.find('"', name);
    if (begin == std::string::npos || name_end == std::string::npos) continue;
    const std::string tag = text.substr(begin + 1, text.find_first_of(" >", begin) - begin - 1);
    const std::size_t end = end_of_element(text, begin, tag);
    figures.push_back({text.substr(name, name_end - name), text.substr(begin, end - begin)});
  }
  return figures.empty() && text.rfind("<svg", 0) == 0 ? words_of_picture(text) : figures;
}

}  // namespace sharebench::report
