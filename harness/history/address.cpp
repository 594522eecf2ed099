// Addresses of databases.
#include "harness/history/address.h"

#include <fmt/format.h>

#include "harness/core/error.h"

namespace sharebench::history {
namespace {

constexpr const char* kMend = "sqlite:FILE or postgresql://USER@HOST/DATABASE";

bool begins(const std::string& text, const std::string& with) {
  return text.rfind(with, 0) == 0;
}

/// `user:secret@host` -> `user:***@host`, and `password=secret` in the query likewise.
std::string without_password(std::string text) {
  const std::size_t from = text.find("://") + 3;
  const std::size_t end = std::min(text.find_first_of("/?", from), text.size());
  const std::size_t at = text.rfind('@', end);
  const std::size_t colon = text.find(':', from);
  if (at != std::string::npos && at > from && colon < at) {
    text.replace(colon + 1, at - colon - 1, "***");
  }
  const std::string key = "password=";
  if (const std::size_t query = text.find(key); query != std::string::npos) {
    const std::size_t begin = query + key.size();
    text.replace(begin, std::min(text.find('&', begin), text.size()) - begin, "***");
  }
  return text;
}

}  // namespace

Address parse_address(const std::string& text) {
  Address address;
  if (begins(text, "sqlite:")) {
    address.file = text.substr(std::string("sqlite:").size());
    if (address.file.empty()) throw UsageError("--db names no file", kMend);
    if (address.file.find('"') != std::string::npos) {
      throw UsageError(fmt::format("--db '{}' has a quotation mark in its name", text), kMend);
    }
    address.connection = fmt::format("db=\"{}\" timeout=60", address.file);
    address.shown = text;
    return address;
  }
  if (begins(text, "postgresql://") || begins(text, "postgres://")) {
    address.postgresql = true;
    address.connection = text;
    if (text.find("connect_timeout=") == std::string::npos) {
      address.connection += text.find('?') == std::string::npos ? "?" : "&";
      address.connection += "connect_timeout=10";  // seconds; libpq would wait for ever
    }
    address.shown = without_password(text);
    return address;
  }
  throw UsageError(fmt::format("--db '{}' is no address of a history", text), kMend);
}

}  // namespace sharebench::history
