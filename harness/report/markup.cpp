// HTML text by text.
#include "harness/report/markup.h"

#include <fmt/format.h>

#include <cstdint>

#include "harness/report/deflate.h"
#include "harness/report/utf8.h"

namespace sharebench::report {
namespace {

/// What HTML does not allow: controls, and what was no UTF-8.
bool is_broken(std::uint32_t letter) {
  const bool control =
      (letter < 0x20 && letter != '\t' && letter != '\n') || (letter >= 0x7F && letter < 0xA0);
  return control || letter == 0xFFFD;
}

}  // namespace

std::string escaped_html(std::string_view given) {
  const std::string text(given);
  std::string out;
  out.reserve(text.size());
  for (std::size_t at = 0; at < text.size();) {
    const std::size_t begin = at;
    const std::uint32_t letter = next_letter(text, at);
    switch (letter) {
      case '&':
        out += "&amp;";
        break;
      case '<':
        out += "&lt;";
        break;
      case '>':
        out += "&gt;";
        break;
      case '"':
        out += "&quot;";
        break;
      case '\'':
        out += "&#39;";
        break;
      default:
        if (deceives(letter)) {
          out += fmt::format("[U+{:04X}]", letter);
        } else if (is_broken(letter)) {
          out += "\xEF\xBF\xBD";
        } else {
          out.append(text, begin, at - begin);
        }
    }
  }
  return out;
}

void Markup::open(std::string_view tag, const Attributes& attributes) {
  out_ += fmt::format("<{}", tag);
  for (const auto& [name, value] : attributes) {
    out_ += value.empty() ? fmt::format(" {}", name)
                          : fmt::format(" {}=\"{}\"", name, escaped_html(value));
  }
  out_ += ">";
}

void Markup::close(std::string_view tag) {
  out_ += fmt::format("</{}>\n", tag);
}

void Markup::text(std::string_view text) {
  out_ += escaped_html(text);
}

void Markup::element(std::string_view tag, const Attributes& attributes, std::string_view text) {
  open(tag, attributes);
  this->text(text);
  close(tag);
}

void Markup::packed(const std::string& id, const std::string& text) {
  open("script", {{"type", "text/plain"}, {"id", id}});
  out_ += base64(deflated(text));
  close("script");
}

}  // namespace sharebench::report
