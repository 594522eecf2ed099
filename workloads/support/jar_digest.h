// SHA-1, which sbt-assembly uses for the names of folders, for conflicts and for the jar it made.
#pragma once

#include <memory>
#include <string>
#include <string_view>

struct evp_md_ctx_st;

namespace sharebench::workloads::jar {

/// A running SHA-1 (OpenSSL's EVP interface); hex() ends it and starts the next.
class Sha1 {
 public:
  Sha1();
  void add(std::string_view bytes);
  std::string hex();  ///< 40 lower-case digits

 private:
  struct Free {
    void operator()(evp_md_ctx_st* context) const;
  };
  std::unique_ptr<evp_md_ctx_st, Free> context_;
};

/// The SHA-1 of some bytes.
std::string sha1_of(std::string_view bytes);

/// The SHA-1 of a file, read in pieces of 8 KiB as sbt's Hash reads it.
std::string sha1_of_file(const std::string& path);

}  // namespace sharebench::workloads::jar
