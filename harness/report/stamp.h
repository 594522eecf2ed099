// What a report says of how it was made, in a comment at its end, so that it can be made again.
//
// The seal finds accidents and careless edits, not forgers: what proves a report is that its
// figures come out again from the samples (verify.h).
#pragma once

#include <optional>
#include <string>

namespace sharebench::report {

/// 16 hexadecimal digits of 64-bit FNV-1a. Any change of a single byte changes them.
std::string checksum(const std::string& text);

struct Stamp {
  std::string version{}, commit{};  ///< of the program that made the report
  std::string options{};            ///< JSON
};

/// `text` with a comment `<!-- sharebench VERSION COMMIT OPTIONS seal SEAL -->` at its end, which
/// HTML, SVG and Markdown all keep out of sight.
std::string stamped(const std::string& text, const Stamp& stamp);

struct ReadStamp {
  Stamp stamp{};
  bool sealed = false;  ///< every byte of the report is as it was when it was made
};

/// The stamp at the end of a report; none where there is no such comment.
std::optional<ReadStamp> read_stamp(const std::string& report);

}  // namespace sharebench::report
