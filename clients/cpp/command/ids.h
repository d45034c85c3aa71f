#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

// What people type, taken apart. Pure.
namespace latido::command {

enum class IdKind : std::uint8_t { invoice, credit_note, payment, draft, none };

// "inv-7", "cn-8", "pay-9", "draft-4": ids, as against printed numbers.
IdKind kind_of(std::string_view text);

// "A=B" in two; both must be there. Throws UsageError that says what `what` looks like.
struct Pair {
  std::string left;
  std::string right;
};
Pair split_pair(const std::string& text, const char* what);

// --as-of: a position ("120"), a day ("2026-03-31": its end in UTC), or a time in UTC
// ("2026-03-31T12:00:00Z"). Throws UsageError.
struct Moment {
  std::optional<std::uint64_t> position;
  std::optional<std::int64_t> unix_ms;
};
Moment parse_moment(const std::string& text);

// --line of a credit note: "2" all that is left of it, "2:3" three of its units, "2=10.00" so much
// of its net amount. Throws UsageError.
struct CreditedLine {
  std::uint16_t line = 0;
  std::string quantity;
  std::string amount;
};
CreditedLine parse_credited_line(const std::string& text);

}  // namespace latido::command
