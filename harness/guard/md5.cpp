// Boost has it among the details of its UUIDs, header only.
#include "harness/guard/md5.h"

#include <fmt/format.h>

#include <boost/uuid/detail/md5.hpp>

namespace sharebench::guard {

std::string md5_hex(const std::string& text) {
  boost::uuids::detail::md5 hash;
  hash.process_bytes(text.data(), text.size());
  boost::uuids::detail::md5::digest_type digest;
  hash.get_digest(digest);
  std::string hex;
  for (const auto part : digest) hex += fmt::format("{:0{}x}", part, 2 * sizeof(part));
  return hex;
}

}  // namespace sharebench::guard
