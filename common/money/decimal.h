#pragma once

#include "common/result.h"

#include <cstdint>
#include <string>
#include <string_view>

namespace latido {

// An exact decimal with 9 places, for prices and quantities: value = nano / 10^9. Pure.
struct Decimal {
  std::int64_t nano = 0;

  static constexpr std::int64_t kOne = 1'000'000'000;
  // clang-tidy 14 takes a defaulted comparison for a null pointer.
  // NOLINTNEXTLINE(modernize-use-nullptr)
  friend auto operator<=>(const Decimal&, const Decimal&) = default;
};

// "-12.5" and so on: an optional minus, digits, optionally a point and digits. No exponent, plus
// sign, spaces or separators. Refusals: BAD_VALUE (also for empty text), TOO_MANY_DECIMALS (more
// than 9, trailing zeros not counted), OVERFLOW. `field` is put into the refusal.
Result<Decimal> parse_decimal(std::string_view text, std::string_view field);

// Shortest exact text: "12.5", "-0.000000001", "3".
std::string to_text(Decimal value);

// A tax rate in millionths: 19 % is 190 000. 0 to 1 000 000.
struct Rate {
  std::int32_t millionths = 0;

  // clang-tidy 14 takes a defaulted comparison for a null pointer.
  // NOLINTNEXTLINE(modernize-use-nullptr)
  friend auto operator<=>(const Rate&, const Rate&) = default;
};

// "19", "19.00", "5.5": percent with at most 4 decimals. Refusals: BAD_VALUE (also over 100),
// TOO_MANY_DECIMALS, NEGATIVE_VALUE.
Result<Rate> parse_percent(std::string_view text, std::string_view field);

// "19", "5.5".
std::string to_percent_text(Rate rate);

}  // namespace latido
