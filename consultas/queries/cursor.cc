#include "consultas/queries/cursor.h"

#include "common/ids.h"

#include <charconv>
#include <system_error>
#include <utility>

namespace latido::consultas {
namespace {

constexpr std::size_t kCheckBytes = 8;
constexpr std::size_t kMaxCursorBytes = 144;  // of six numbers and the check

std::string checksum(const CursorOf& list, std::string_view numbers) {
  const std::string zero(1, '\0');
  const auto hash = sha256({"latido cursor 3",
                            zero,
                            list.query,
                            zero,
                            list.tenant,
                            zero,
                            list.asked,
                            zero,
                            list.filters,
                            zero,
                            numbers});
  return to_hex(as_bytes(hash).substr(0, kCheckBytes));
}

// Takes a whole number and the '.' after it off the front of `text`.
bool take(std::string_view& text, std::int64_t& value) {
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
  if (error != std::errc() || end == text.data() + text.size() || *end != '.') return false;
  text.remove_prefix(static_cast<std::size_t>(end - text.data()) + 1);
  return true;
}

}  // namespace

CursorOf list_in(const Scope& scope, std::string_view query, std::string filters) {
  return {.query = query,
          .tenant = scope.tenant_name,
          .filters = std::move(filters),
          .asked = scope.asked,
          .moment = {scope.as_of.value_or(0), scope.today}};
}

Rejection bad_cursor() {
  return {Code::bad_cursor,
          "cursor",
          "The cursor is not one that this list gave; start again without it, or keep the filters "
          "unchanged."};
}

std::string encode_cursor(const CursorOf& list, const std::vector<std::int64_t>& key) {
  auto numbers =
      std::to_string(list.moment.position) + "." + std::to_string(list.moment.day.days) + ".";
  for (const auto number : key) numbers += std::to_string(number) + ".";
  return numbers + checksum(list, numbers);
}

std::optional<PageMoment> moment_in(std::string_view cursor) {
  PageMoment moment;
  std::int64_t day = 0;
  if (cursor.size() > kMaxCursorBytes || !take(cursor, moment.position) || !take(cursor, day))
    return std::nullopt;
  moment.day.days = static_cast<std::int32_t>(day);
  return moment;
}

Result<std::vector<std::int64_t>> decode_cursor(const CursorOf& list,
                                                std::size_t size,
                                                std::string_view cursor) {
  std::vector<std::int64_t> key(size);
  auto rest = cursor;
  std::int64_t moment = 0;  // known from the list, and checked with it
  bool readable = cursor.size() <= kMaxCursorBytes && take(rest, moment) && take(rest, moment);
  for (auto& number : key) readable = readable && take(rest, number);
  if (readable && encode_cursor(list, key) == cursor) return key;
  return tl::make_unexpected(bad_cursor());
}

}  // namespace latido::consultas
