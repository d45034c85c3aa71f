#include "common/ids.h"

#include <cerrno>
#include <initializer_list>
#include <memory>
#include <stdexcept>
#include <sys/random.h>
#include <system_error>

#include <openssl/evp.h>

namespace latido {

std::string random_hex_128() {
  std::array<char, 16> bytes{};
  if (::getrandom(bytes.data(), bytes.size(), 0) != static_cast<ssize_t>(bytes.size())) {
    throw std::system_error(errno, std::generic_category(), "getrandom");
  }
  return to_hex({bytes.data(), bytes.size()});
}

std::string to_hex(std::string_view bytes) {
  constexpr std::string_view kDigits = "0123456789abcdef";
  std::string out;
  out.reserve(bytes.size() * 2);
  for (const char c : bytes) {
    const auto byte = static_cast<unsigned char>(c);
    out.push_back(kDigits[byte >> 4U]);
    out.push_back(kDigits[byte & 0xFU]);
  }
  return out;
}

std::string big_endian(std::uint64_t value) {
  std::string out(8, '\0');
  for (std::size_t i = out.size(); i-- > 0; value >>= 8U) {
    out[i] = static_cast<char>(value & 0xFFU);
  }
  return out;
}

Sha256 sha256(std::initializer_list<std::string_view> parts) {
  struct Context {
    EVP_MD_CTX* ctx = EVP_MD_CTX_new();
    EVP_MD* md = EVP_MD_fetch(nullptr, "SHA256", nullptr);
    Context() = default;
    Context(const Context&) = delete;
    Context& operator=(const Context&) = delete;
    ~Context() {
      EVP_MD_CTX_free(ctx);
      EVP_MD_free(md);
    }
  };
  // Fetching the algorithm costs more than hashing an event; one context a thread.
  static thread_local Context context;
  Sha256 out{};
  bool ok = context.ctx != nullptr && context.md != nullptr &&
            EVP_DigestInit_ex2(context.ctx, context.md, nullptr) == 1;
  for (const auto part : parts)
    ok = ok && EVP_DigestUpdate(context.ctx, part.data(), part.size()) == 1;
  ok = ok && EVP_DigestFinal_ex(context.ctx, out.data(), nullptr) == 1;
  if (!ok) throw std::runtime_error("SHA-256 is not available from OpenSSL");
  return out;
}

}  // namespace latido
