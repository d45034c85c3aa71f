#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace latido::broker {

// What a worker gets as the client's address: bytes that only this run of the broker gives out, so
// that an answer to an earlier run, or to an earlier hand-over of the same request, is told apart.
struct Token {
  std::uint64_t request = 0;  // under 2^48
  std::uint32_t handover = 0;
};

class TokenMint {
 public:
  explicit TokenMint(std::uint64_t secret);

  [[nodiscard]] std::string make(Token token) const;
  // Empty for bytes that this mint did not make.
  [[nodiscard]] std::optional<Token> read(std::string_view bytes) const;

 private:
  static constexpr std::size_t kPrefixBytes = 5;
  std::array<char, kPrefixBytes> prefix_{};
};

}  // namespace latido::broker
