#include "common/money/date.h"

#include <array>
#include <chrono>
#include <cstdio>

namespace latido {
namespace {

constexpr int kFirstYear = 1900;
constexpr int kLastYear = 9999;
constexpr std::size_t kTextSize = 10;  // YYYY-MM-DD

// Digits only; -1 for anything else.
int number_at(std::string_view text, std::size_t from, std::size_t count) {
  int value = 0;
  for (const char c : text.substr(from, count)) {
    if (c < '0' || c > '9') return -1;
    value = value * 10 + (c - '0');
  }
  return value;
}

bool has_shape(std::string_view text) {
  return text.size() == kTextSize && text[4] == '-' && text[7] == '-';
}

}  // namespace

Result<Date> parse_date(std::string_view text, std::string_view field) {
  const auto refusal = [&] {
    return reject(Code::bad_value,
                  std::string(field),
                  "Give a day of the calendar as YYYY-MM-DD, from 1900-01-01 to 9999-12-31.");
  };
  if (!has_shape(text)) return refusal();
  const int year = number_at(text, 0, 4);
  const int month = number_at(text, 5, 2);
  const int day = number_at(text, 8, 2);
  if (year < kFirstYear || year > kLastYear || month < 0 || day < 0) return refusal();
  const std::chrono::year_month_day date{std::chrono::year(year),
                                         std::chrono::month(static_cast<unsigned>(month)),
                                         std::chrono::day(static_cast<unsigned>(day))};
  if (!date.ok()) return refusal();
  return Date{static_cast<std::int32_t>(std::chrono::sys_days(date).time_since_epoch().count())};
}

std::string to_text(Date date) {
  if (date == kNoFirstDate || date == kNoLastDate) return {};
  const std::chrono::year_month_day day{std::chrono::sys_days(std::chrono::days(date.days))};
  std::array<char, 32> buffer{};
  std::snprintf(buffer.data(),
                buffer.size(),
                "%04d-%02u-%02u",
                static_cast<int>(day.year()),
                static_cast<unsigned>(day.month()),
                static_cast<unsigned>(day.day()));
  return buffer.data();
}

Date date_of_unix_ms(std::int64_t unix_ms) {
  const auto day = std::chrono::floor<std::chrono::days>(
      std::chrono::sys_time<std::chrono::milliseconds>(std::chrono::milliseconds(unix_ms)));
  return Date{static_cast<std::int32_t>(day.time_since_epoch().count())};
}

}  // namespace latido
