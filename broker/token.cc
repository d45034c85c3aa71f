#include "broker/token.h"

#include <cstring>

namespace latido::broker {

namespace {

// With the prefix 15 bytes, which a std::string holds without an allocation.
constexpr std::size_t kRequestBytes = 6;
constexpr std::size_t kHandoverBytes = 4;
constexpr unsigned kBitsPerByte = 8;

void append(std::uint64_t value, std::size_t size, std::string& out) {
  for (std::size_t i = 0; i < size; ++i) {
    out += static_cast<char>(value >> (i * kBitsPerByte) & 0xffU);
  }
}

std::uint64_t number(std::string_view bytes) {
  std::uint64_t value = 0;
  for (std::size_t i = 0; i < bytes.size(); ++i) {
    value |= std::uint64_t{static_cast<unsigned char>(bytes[i])} << (i * kBitsPerByte);
  }
  return value;
}

}  // namespace

TokenMint::TokenMint(std::uint64_t secret) { std::memcpy(prefix_.data(), &secret, kPrefixBytes); }

std::string TokenMint::make(Token token) const {
  std::string bytes(prefix_.data(), kPrefixBytes);
  append(token.request, kRequestBytes, bytes);
  append(token.handover, kHandoverBytes, bytes);
  return bytes;
}

std::optional<Token> TokenMint::read(std::string_view bytes) const {
  if (bytes.size() != kPrefixBytes + kRequestBytes + kHandoverBytes) return std::nullopt;
  if (std::memcmp(bytes.data(), prefix_.data(), kPrefixBytes) != 0) return std::nullopt;
  Token token;
  token.request = number(bytes.substr(kPrefixBytes, kRequestBytes));
  token.handover = static_cast<std::uint32_t>(number(bytes.substr(kPrefixBytes + kRequestBytes)));
  return token;
}

}  // namespace latido::broker
