#include "common/money/decimal.h"

#include "common/money/scaled.h"

namespace latido {
namespace {

constexpr unsigned kDecimalPlaces = 9;
constexpr unsigned kPercentPlaces = 4;  // percent with 4 decimals counts millionths of the whole
constexpr std::int64_t kWholeInMillionths = 1'000'000;

std::string without_trailing_zeros(std::string text) {
  text.erase(text.find_last_not_of('0') + 1);
  if (text.back() == '.') text.pop_back();
  return text;
}

}  // namespace

Result<Decimal> parse_decimal(std::string_view text, std::string_view field) {
  return parse_scaled(text, kDecimalPlaces, field).map([](std::int64_t nano) {
    return Decimal{nano};
  });
}

std::string to_text(Decimal value) {
  return without_trailing_zeros(scaled_to_text(value.nano, kDecimalPlaces));
}

Result<Rate> parse_percent(std::string_view text, std::string_view field) {
  const auto scaled = parse_scaled(text, kPercentPlaces, field);
  // A number too large to hold is judged like any other that is out of range: by its sign.
  const bool overflow = !scaled && scaled.error().code == Code::overflow;
  if (!scaled && !overflow) return tl::make_unexpected(scaled.error());
  if (overflow ? text.starts_with('-') : *scaled < 0) {
    return reject(Code::negative_value, std::string(field), "A tax rate is never below 0 percent.");
  }
  if (overflow || *scaled > kWholeInMillionths) {
    return reject(Code::bad_value, std::string(field), "A tax rate is at most 100 percent.");
  }
  return Rate{static_cast<std::int32_t>(*scaled)};
}

std::string to_percent_text(Rate rate) {
  return without_trailing_zeros(scaled_to_text(rate.millionths, kPercentPlaces));
}

}  // namespace latido
