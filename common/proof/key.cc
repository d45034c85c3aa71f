#include "common/proof/key.h"

#include "common/proof/text.h"

#include <sodium.h>
#include <stdexcept>

namespace latido::proof {
namespace {

void begin_sodium() {
  if (sodium_init() < 0) throw std::runtime_error("libsodium cannot be used.");
}

const unsigned char* bytes_of(std::string_view text) {
  return reinterpret_cast<const unsigned char*>(text.data());
}

}  // namespace

SigningKey::SigningKey(const Seed& seed) : seed_(seed) {
  static_assert(crypto_sign_SEEDBYTES == 32 && crypto_sign_SECRETKEYBYTES == 64);
  static_assert(crypto_sign_PUBLICKEYBYTES == 32 && crypto_sign_BYTES == 64);
  begin_sodium();
  crypto_sign_seed_keypair(public_key_.data(), secret_.data(), seed_.data());
}

SigningKey SigningKey::generate() {
  begin_sodium();
  Seed seed;
  randombytes_buf(seed.data(), seed.size());
  return SigningKey(seed);
}

std::optional<SigningKey> SigningKey::from_hex(std::string_view text) {
  if (!text.empty() && text.back() == '\n') text.remove_suffix(1);
  Seed seed;
  if (!read_hex(text, seed)) return std::nullopt;
  return SigningKey(seed);
}

std::string SigningKey::seed_hex() const { return hex_of(seed_); }

Signature SigningKey::sign(std::string_view bytes) const {
  Signature signature{};
  crypto_sign_detached(signature.data(), nullptr, bytes_of(bytes), bytes.size(), secret_.data());
  return signature;
}

bool verifies(const PublicKey& key, const Signature& signature, std::string_view bytes) {
  begin_sodium();
  return crypto_sign_verify_detached(signature.data(), bytes_of(bytes), bytes.size(), key.data()) ==
         0;
}

}  // namespace latido::proof
