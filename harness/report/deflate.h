// DEFLATE of our own, because a report must have the same bytes on every machine.
//
// zlib and its replacements (zlib-ng, Apple's) compress the same text to different bytes, so a page
// made with one could not be verified with another; the harness links none of them besides.
#pragma once

#include <string>

namespace sharebench::report {

/// `text` as a raw DEFLATE stream (RFC 1951), which browsers unpack as `deflate-raw` and zlib with
/// window bits of -15. The same text gives the same bytes, at about the size of `gzip -2`.
std::string deflated(const std::string& text);

/// `bytes` in base64 (RFC 4648 section 4), padded, without line breaks.
std::string base64(const std::string& bytes);

}  // namespace sharebench::report
