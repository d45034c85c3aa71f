#pragma once

#include "common/result.h"

#include <cstdint>
#include <string>
#include <string_view>

namespace latido {

// Decimal text <-> an integer scaled by 10^places (0 to 18): the one parser and the one printer
// behind prices, quantities, percentages and amounts. Text is an optional minus, digits, optionally
// a point and digits: no exponent, plus sign, spaces or separators. Refusals: BAD_VALUE (also
// empty), TOO_MANY_DECIMALS (trailing zeros not counted), OVERFLOW, in this order.
Result<std::int64_t> parse_scaled(std::string_view text, unsigned places, std::string_view field);

// With exactly `places` decimals.
std::string scaled_to_text(std::int64_t scaled, unsigned places);

}  // namespace latido
