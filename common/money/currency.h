#pragma once

#include "common/result.h"

#include <array>
#include <cstdint>
#include <string>
#include <string_view>

namespace latido {

// An amount in minor units of some currency: cents for EUR, yen for JPY, fils for KWD. Never a
// float.
using Minor = std::int64_t;

// ISO 4217 (list one): alphabetic code and exponent (minor units per unit = 10^exponent).
struct Currency {
  std::array<char, 3> code{};
  std::uint8_t exponent = 0;  // 0 to 4

  [[nodiscard]] std::string_view text() const { return {code.data(), code.size()}; }
  friend bool operator==(const Currency&, const Currency&) = default;
};

// Refusal: UNKNOWN_CURRENCY (also for funds and metals codes without an exponent).
Result<Currency> parse_currency(std::string_view text, std::string_view field);

// Amount text in the currency's own unit. Refusals: BAD_VALUE (also empty), TOO_MANY_DECIMALS (more
// than the exponent, trailing zeros not counted), OVERFLOW.
Result<Minor> parse_amount(std::string_view text, Currency currency, std::string_view field);

// With exactly `exponent` decimals: "10.50" EUR, "1050" JPY, "-0.01".
std::string to_text(Minor amount, Currency currency);

}  // namespace latido
