#include "broker/token.h"

#include <cstring>

namespace latido::broker {

TokenMint::TokenMint(std::uint64_t secret) { std::memcpy(prefix_.data(), &secret, kPrefixBytes); }

std::string TokenMint::make(Token token) const {
  std::string bytes(kPrefixBytes + sizeof token.request + 1, '\0');
  std::memcpy(bytes.data(), prefix_.data(), kPrefixBytes);
  std::memcpy(bytes.data() + kPrefixBytes, &token.request, sizeof token.request);
  bytes.back() = static_cast<char>(token.handover);
  return bytes;
}

std::optional<Token> TokenMint::read(std::string_view bytes) const {
  Token token;
  if (bytes.size() != kPrefixBytes + sizeof token.request + 1) return std::nullopt;
  if (std::memcmp(bytes.data(), prefix_.data(), kPrefixBytes) != 0) return std::nullopt;
  std::memcpy(&token.request, bytes.data() + kPrefixBytes, sizeof token.request);
  token.handover = static_cast<std::uint8_t>(bytes.back());
  return token;
}

}  // namespace latido::broker
