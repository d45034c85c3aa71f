#pragma once

#include "common/money/date.h"
#include "common/result.h"

#include <cstdint>
#include <limits>
#include <string>
#include <string_view>

// What several queries ask for in the same way.
namespace latido::consultas {

// BAD_VALUE, naming the field `limit`.
inline Checked check_limit(std::uint64_t limit, std::uint64_t max) {
  if (limit >= 1 && limit <= max) return {};
  return reject(Code::bad_value, "limit", "limit must be from 1 to " + std::to_string(max) + ".");
}

// A position or number that may be 0. BAD_VALUE.
inline Result<std::int64_t> read_number(std::uint64_t value, const std::string& field) {
  constexpr auto kMax = static_cast<std::uint64_t>(std::numeric_limits<std::int64_t>::max());
  if (value <= kMax) return static_cast<std::int64_t>(value);
  return reject(Code::bad_value, field, field + " must be at most " + std::to_string(kMax) + ".");
}

// Where the text is empty, `otherwise`. BAD_VALUE.
inline Result<Date> read_day_or(Date otherwise, std::string_view text, const std::string& field) {
  if (text.empty()) return otherwise;
  return parse_date(text, field);
}

// BAD_VALUE, naming `field`, where the range is upside down.
inline Checked check_range(Date from, Date to, const std::string& field) {
  if (from <= to) return {};
  return reject(Code::bad_value, field, field + " must not be before the range's first day.");
}

}  // namespace latido::consultas
