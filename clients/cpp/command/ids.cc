#include "clients/cpp/command/ids.h"

#include "clients/cpp/command/usage_error.h"
#include "common/money/date.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <utility>

namespace latido::command {
namespace {

constexpr std::int64_t kSecondMs = 1000;
constexpr std::int64_t kDayMs = 24LL * 3600 * kSecondMs;

bool all_digits(std::string_view text) {
  return !text.empty() &&
         std::all_of(text.begin(), text.end(), [](char c) { return c >= '0' && c <= '9'; });
}

template <class Number>
std::optional<Number> number(std::string_view text) {
  Number value{};
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
  const bool whole = error == std::errc() && end == text.data() + text.size();
  return all_digits(text) && whole ? std::optional(value) : std::nullopt;
}

std::optional<std::int64_t> day_start_ms(std::string_view text) {
  const auto date = parse_date(text, "--as-of");
  if (!date) return std::nullopt;
  return date->days * kDayMs;
}

// "2026-03-31T12:00:00Z"
std::optional<std::int64_t> time_ms(std::string_view text) {
  constexpr std::string_view kShape = "YYYY-MM-DDThh:mm:ssZ";
  if (text.size() != kShape.size() || text[10] != 'T' || text[13] != ':' || text[16] != ':' ||
      text.back() != 'Z') {
    return std::nullopt;
  }
  const auto day = day_start_ms(text.substr(0, 10));
  const auto hour = number<int>(text.substr(11, 2));
  const auto minute = number<int>(text.substr(14, 2));
  const auto second = number<int>(text.substr(17, 2));
  if (!day || !hour || !minute || !second || *hour > 23 || *minute > 59 || *second > 59) {
    return std::nullopt;
  }
  return *day + ((*hour * 60LL + *minute) * 60 + *second) * kSecondMs;
}

}  // namespace

IdKind kind_of(std::string_view text) {
  constexpr std::array<std::pair<std::string_view, IdKind>, 4> kKinds{{{"inv-", IdKind::invoice},
                                                                       {"cn-", IdKind::credit_note},
                                                                       {"pay-", IdKind::payment},
                                                                       {"draft-", IdKind::draft}}};
  for (const auto& [prefix, kind] : kKinds) {
    if (text.starts_with(prefix) && all_digits(text.substr(prefix.size()))) return kind;
  }
  return IdKind::none;
}

Pair split_pair(const std::string& text, const char* what) {
  const auto at = text.rfind('=');
  if (at == std::string::npos || at == 0 || at + 1 == text.size()) {
    throw UsageError(text + " is not " + what + ".");
  }
  return {text.substr(0, at), text.substr(at + 1)};
}

Moment parse_moment(const std::string& text) {
  if (const auto position = number<std::uint64_t>(text); position && *position > 0) {
    return {.position = position, .unix_ms = std::nullopt};
  }
  if (const auto day = day_start_ms(text)) {
    return {.position = std::nullopt, .unix_ms = *day + kDayMs - 1};
  }
  if (const auto time = time_ms(text)) return {.position = std::nullopt, .unix_ms = time};
  throw UsageError("--as-of " + text +
                   " is no position (120), day (2026-03-31) or time in UTC "
                   "(2026-03-31T12:00:00Z).");
}

CreditedLine parse_credited_line(const std::string& text) {
  const auto at = text.find_first_of(":=");
  const auto line = number<std::uint16_t>(std::string_view(text).substr(0, at));
  if (!line || (at != std::string::npos && at + 1 == text.size())) {
    throw UsageError("--line " + text +
                     " is none of 2 (all of it), 2:3 (three units) and 2=10.00 (by amount).");
  }
  CreditedLine out{.line = *line, .quantity = {}, .amount = {}};
  if (at == std::string::npos) return out;
  (text[at] == ':' ? out.quantity : out.amount) = text.substr(at + 1);
  return out;
}

}  // namespace latido::command
