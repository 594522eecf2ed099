// Splitting of name lists, and the suggestion for a mistyped name.
#include "harness/core/spec_list.h"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <numeric>

#include "harness/core/error.h"

namespace sharebench {
namespace {

std::vector<std::string> split(const std::string& text, char separator) {
  std::vector<std::string> pieces;
  std::size_t from = 0;
  for (std::size_t at = text.find(separator); at != std::string::npos;
       from = at + 1, at = text.find(separator, from)) {
    pieces.push_back(text.substr(from, at - from));
  }
  pieces.push_back(text.substr(from));
  return pieces;
}

void add_option(SpecText& spec, const std::string& piece, const std::string& what) {
  const auto equals = piece.find('=');
  if (equals == 0 || equals == std::string::npos) {
    throw UsageError(fmt::format("{} '{}': '{}' is not an option", what, spec.label, piece),
                     "write options as name:option=value,option=value");
  }
  spec.options[piece.substr(0, equals)] = piece.substr(equals + 1);
}

/// Levenshtein distance.
std::size_t edit_distance(const std::string& a, const std::string& b) {
  std::vector<std::size_t> row(b.size() + 1);
  std::iota(row.begin(), row.end(), std::size_t{0});
  for (std::size_t i = 1; i <= a.size(); ++i) {
    std::size_t diagonal = row[0];
    row[0] = i;
    for (std::size_t j = 1; j <= b.size(); ++j) {
      const std::size_t above = row[j];
      row[j] = std::min({row[j] + 1, row[j - 1] + 1, diagonal + (a[i - 1] == b[j - 1] ? 0u : 1u)});
      diagonal = above;
    }
  }
  return row[b.size()];
}

}  // namespace

std::vector<SpecText> parse_spec_list(const std::string& text, const std::string& what) {
  std::vector<SpecText> specs;
  for (const std::string& piece : split(text, ',')) {
    if (piece.empty()) {
      throw UsageError(fmt::format("{} '{}' has an empty name in it", what, text),
                       "write a list such as nfs3,disk");
    }
    const auto colon = piece.find(':');
    const auto equals = piece.find('=');
    if (colon < equals) {
      SpecText spec{.name = piece.substr(0, colon), .label = piece};
      if (colon + 1 < piece.size()) add_option(spec, piece.substr(colon + 1), what);
      specs.push_back(spec);
    } else if (equals == std::string::npos) {
      specs.push_back({.name = piece, .label = piece});
    } else if (!specs.empty() && specs.back().label.find(':') != std::string::npos) {
      add_option(specs.back(), piece, what);
      specs.back().label += "," + piece;
    } else {
      const std::string name = piece.substr(0, equals);
      specs.push_back({.name = name, .label = name, .dir = piece.substr(equals + 1)});
    }
  }
  return specs;
}

std::string nearest_name(const std::string& name, const std::vector<std::string>& known) {
  std::string best;
  std::size_t best_distance = std::max<std::size_t>(2, name.size() / 3) + 1;
  for (const std::string& candidate : known) {
    const std::size_t distance = edit_distance(name, candidate);
    if (distance < best_distance) {
      best_distance = distance;
      best = candidate;
    }
  }
  return best;
}

void throw_unknown_name(const std::string& what, const std::string& name,
                        const std::vector<std::string>& known) {
  const std::string near = nearest_name(name, known);
  throw UsageError(fmt::format("there is no {} '{}'{}", what, name,
                               near.empty() ? "" : fmt::format("; did you mean '{}'?", near)),
                   fmt::format("one of: {}", fmt::join(known, ", ")));
}

}  // namespace sharebench
