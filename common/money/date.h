#pragma once

#include "common/result.h"

#include <cstdint>
#include <limits>
#include <string>
#include <string_view>

namespace latido {

// A calendar day, proleptic Gregorian: days since 1970-01-01.
struct Date {
  std::int32_t days = 0;

  // clang-tidy 14 takes a defaulted comparison for a null pointer.
  // NOLINTNEXTLINE(modernize-use-nullptr)
  friend auto operator<=>(const Date&, const Date&) = default;
};

// Stand for "no limit" in a range of dates.
inline constexpr Date kNoFirstDate{std::numeric_limits<std::int32_t>::min()};
inline constexpr Date kNoLastDate{std::numeric_limits<std::int32_t>::max()};

// YYYY-MM-DD, years 1900 to 9999. Refusal: BAD_VALUE.
Result<Date> parse_date(std::string_view text, std::string_view field);

// YYYY-MM-DD; empty for kNoFirstDate and kNoLastDate.
std::string to_text(Date date);

// The UTC day that a wall-clock time falls in.
Date date_of_unix_ms(std::int64_t unix_ms);

// In Colombia, 5 hours behind UTC all year: its wall-clock time and the day that it falls in.
inline constexpr std::int64_t kColombiaMs = -5LL * 3600 * 1000;
inline Date colombian_date(std::int64_t unix_ms) { return date_of_unix_ms(unix_ms + kColombiaMs); }

}  // namespace latido
