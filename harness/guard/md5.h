// MD5, because pfctl turns the words of `source-hash` into a key with it. It protects nothing here.
#pragma once

#include <string>

namespace sharebench::guard {

/// 32 hexadecimal digits of the MD5 of `text` (RFC 1321).
std::string md5_hex(const std::string& text);

}  // namespace sharebench::guard
