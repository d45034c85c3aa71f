#include "comandos/domain/printed_number.h"

#include <algorithm>
#include <array>
#include <optional>

namespace latido::domain {
namespace {

constexpr unsigned kMaxDigits = 12;

constexpr auto kPowersOfTen = [] {
  std::array<std::int64_t, kMaxDigits + 1> powers{1};
  for (unsigned i = 1; i <= kMaxDigits; ++i) powers.at(i) = powers.at(i - 1) * 10;
  return powers;
}();

struct Interval {
  std::int64_t low = 0;
  std::int64_t high = -1;
};

bool meet(Interval a, Interval b) { return std::max(a.low, b.low) <= std::min(a.high, b.high); }

// The numbers of the range that print as exactly `length` digits.
Interval numbers_of_length(const NumberRange& range, unsigned length) {
  if (length < range.digits) return {};  // padded to more
  // Padding makes short numbers long; a number longer than the padding stands without zeros in
  // front.
  const std::int64_t low = length == range.digits ? 0 : kPowersOfTen.at(length - 1);
  return {std::max(low, range.first), std::min(kPowersOfTen.at(length) - 1, range.last)};
}

// What the longer prefix has beyond the shorter, where only digits: then a number behind the
// shorter may begin with it.
std::optional<std::string_view> digits_beyond(std::string_view shorter, std::string_view longer) {
  if (!longer.starts_with(shorter)) return std::nullopt;
  longer.remove_prefix(shorter.size());
  const bool digits =
      std::all_of(longer.begin(), longer.end(), [](char c) { return c >= '0' && c <= '9'; });
  return digits ? std::optional(longer) : std::nullopt;
}

std::int64_t value_of(std::string_view digits) {
  std::int64_t value = 0;
  for (const char c : digits) value = value * 10 + (c - '0');
  return value;
}

}  // namespace

std::string printed_number(std::string_view prefix, unsigned digits, std::int64_t number) {
  const std::string plain = std::to_string(number);
  std::string text(prefix);
  if (plain.size() < digits) text.append(digits - plain.size(), '0');
  return text + plain;
}

bool print_alike(const NumberRange& a, const NumberRange& b) {
  if (a.prefix.size() > b.prefix.size()) return print_alike(b, a);
  const auto between = digits_beyond(a.prefix, b.prefix);
  if (!between || between->size() >= kMaxDigits) return false;
  const std::int64_t lead = value_of(*between);
  const auto lead_size = static_cast<unsigned>(between->size());
  for (unsigned length = 1; length + lead_size <= kMaxDigits; ++length) {
    const Interval of_b = numbers_of_length(b, length);
    if (of_b.low > of_b.high) continue;
    const std::int64_t shift = lead * kPowersOfTen.at(length);
    if (meet({shift + of_b.low, shift + of_b.high}, numbers_of_length(a, length + lead_size))) {
      return true;
    }
  }
  return false;
}

}  // namespace latido::domain
