// The only place that talks to libcrypto.
#include "workloads/support/jar_digest.h"

#include <fmt/format.h>
#include <openssl/evp.h>

#include <array>

#include "workloads/support/jar_files.h"
#include "workloads/workload.h"

namespace sharebench::workloads::jar {
namespace {

void check(int code) {
  if (code != 1) throw WorkloadError("libcrypto cannot compute a SHA-1");
}

}  // namespace

void Sha1::Free::operator()(evp_md_ctx_st* context) const {
  ::EVP_MD_CTX_free(context);
}

Sha1::Sha1() : context_(::EVP_MD_CTX_new()) {
  check(::EVP_DigestInit_ex(context_.get(), ::EVP_sha1(), nullptr));
}

void Sha1::add(std::string_view bytes) {
  check(::EVP_DigestUpdate(context_.get(), bytes.data(), bytes.size()));
}

std::string Sha1::hex() {
  std::array<unsigned char, EVP_MAX_MD_SIZE> digest{};
  unsigned size = 0;
  check(::EVP_DigestFinal_ex(context_.get(), digest.data(), &size));
  check(::EVP_DigestInit_ex(context_.get(), nullptr, nullptr));
  constexpr std::string_view kDigits = "0123456789abcdef";
  std::string text;
  for (unsigned i = 0; i < size; ++i) {
    text.push_back(kDigits[digest[i] >> 4U]);
    text.push_back(kDigits[digest[i] & 15U]);
  }
  return text;
}

std::string sha1_of(std::string_view bytes) {
  Sha1 sha1;
  sha1.add(bytes);
  return sha1.hex();
}

std::string sha1_of_file(const std::string& path) {
  File file = File::open(path);
  Sha1 sha1;
  for (std::string piece = file.read(kJavaBuffer); !piece.empty(); piece = file.read(kJavaBuffer)) {
    sha1.add(piece);
  }
  return sha1.hex();
}

}  // namespace sharebench::workloads::jar
