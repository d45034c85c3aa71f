#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

// Ed25519 (RFC 8032) by libsodium. Thread-safe.
namespace latido::proof {

using PublicKey = std::array<std::uint8_t, 32>;
using Signature = std::array<std::uint8_t, 64>;

// Who holds its seed can sign heads: keep it away from the store.
class SigningKey {
 public:
  static SigningKey generate();
  // 64 lower-case hex digits and nothing else; a line break at the end is allowed.
  static std::optional<SigningKey> from_hex(std::string_view text);

  [[nodiscard]] std::string seed_hex() const;
  [[nodiscard]] const PublicKey& public_key() const { return public_key_; }
  [[nodiscard]] Signature sign(std::string_view bytes) const;

 private:
  using Seed = std::array<std::uint8_t, 32>;
  explicit SigningKey(const Seed& seed);

  Seed seed_{};
  std::array<std::uint8_t, 64> secret_{};
  PublicKey public_key_{};
};

bool verifies(const PublicKey& key, const Signature& signature, std::string_view bytes);

}  // namespace latido::proof
