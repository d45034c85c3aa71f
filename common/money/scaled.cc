#include "common/money/scaled.h"

#include <algorithm>
#include <limits>
#include <optional>

namespace latido {
namespace {

struct Parts {
  bool negative = false;
  std::string_view whole;
  std::string_view fraction;  // without trailing zeros
};

bool all_digits(std::string_view text) {
  return std::all_of(text.begin(), text.end(), [](char c) { return c >= '0' && c <= '9'; });
}

std::optional<Parts> split(std::string_view text) {
  Parts parts;
  parts.negative = text.starts_with('-');
  if (parts.negative) text.remove_prefix(1);
  const auto point = text.find('.');
  parts.whole = text.substr(0, point);
  if (parts.whole.empty() || !all_digits(parts.whole)) return std::nullopt;
  if (point == std::string_view::npos) return parts;
  parts.fraction = text.substr(point + 1);
  if (parts.fraction.empty() || !all_digits(parts.fraction)) return std::nullopt;
  parts.fraction = parts.fraction.substr(0, parts.fraction.find_last_not_of('0') + 1);
  return parts;
}

// Gathers digits on the side of the sign, so that the most negative value can be read too. False at
// overflow.
bool append_digit(std::int64_t& value, int digit, bool negative) {
  return !__builtin_mul_overflow(value, std::int64_t{10}, &value) &&
         !__builtin_add_overflow(value, std::int64_t{negative ? -digit : digit}, &value);
}

std::optional<std::int64_t> to_scaled(const Parts& parts, unsigned places) {
  std::int64_t value = 0;
  for (const char c : parts.whole) {
    if (!append_digit(value, c - '0', parts.negative)) return std::nullopt;
  }
  for (unsigned i = 0; i < places; ++i) {
    const int digit = i < parts.fraction.size() ? parts.fraction[i] - '0' : 0;
    if (!append_digit(value, digit, parts.negative)) return std::nullopt;
  }
  return value;
}

}  // namespace

Result<std::int64_t> parse_scaled(std::string_view text, unsigned places, std::string_view field) {
  const auto parts = split(text);
  if (!parts) {
    return reject(Code::bad_value,
                  std::string(field),
                  "Give a plain decimal number such as 12.5: digits, at most one point, no signs "
                  "but a minus in front.");
  }
  if (parts->fraction.size() > places) {
    return reject(Code::too_many_decimals,
                  std::string(field),
                  "Give at most " + std::to_string(places) + " decimals.");
  }
  const auto value = to_scaled(*parts, places);
  if (!value) {
    return reject(Code::overflow,
                  std::string(field),
                  "The number is too large; the largest is " +
                      scaled_to_text(std::numeric_limits<std::int64_t>::max(), places) + ".");
  }
  return *value;
}

std::string scaled_to_text(std::int64_t scaled, unsigned places) {
  std::string digits = std::to_string(scaled);
  const bool negative = digits.front() == '-';
  if (negative) digits.erase(0, 1);
  if (digits.size() <= places) digits.insert(0, places + 1 - digits.size(), '0');
  if (places > 0) digits.insert(digits.size() - places, 1, '.');
  return negative ? "-" + digits : digits;
}

}  // namespace latido
