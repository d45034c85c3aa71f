#include "consultas/queries/cursor.h"

#include "common/ids.h"

#include <charconv>
#include <system_error>

namespace latido::consultas {
namespace {

constexpr std::size_t kCheckBytes = 8;
constexpr std::size_t kMaxCursorBytes = 64;

std::string checksum(const std::string& tenant,
                     const db::InvoiceFilter& filter,
                     const db::PageKey& key) {
  const std::string zero(1, '\0');
  const auto number = [](std::int64_t n) { return std::to_string(n) + "/"; };
  const std::string rest = number(filter.status ? static_cast<int>(*filter.status) : 0) +
                           number(filter.issued_from.days) + number(filter.issued_to.days) +
                           number(key.issue_date.days) + number(key.id);
  const auto hash = sha256({"latido cursor 1", zero, tenant, zero, filter.customer_id, zero, rest});
  return to_hex(as_bytes(hash).substr(0, kCheckBytes));
}

// Takes a whole number and the '.' after it off the front of `text`.
template <class Integer>
bool take(std::string_view& text, Integer& value) {
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
  if (error != std::errc() || end == text.data() + text.size() || *end != '.') return false;
  text.remove_prefix(static_cast<std::size_t>(end - text.data()) + 1);
  return true;
}

}  // namespace

std::string encode_cursor(const std::string& tenant,
                          const db::InvoiceFilter& filter,
                          const db::PageKey& key) {
  return std::to_string(key.issue_date.days) + "." + std::to_string(key.id) + "." +
         checksum(tenant, filter, key);
}

Result<db::PageKey> decode_cursor(const std::string& tenant,
                                  const db::InvoiceFilter& filter,
                                  std::string_view cursor) {
  db::PageKey key;
  auto rest = cursor;
  const bool readable =
      cursor.size() <= kMaxCursorBytes && take(rest, key.issue_date.days) && take(rest, key.id);
  if (readable && encode_cursor(tenant, filter, key) == cursor) return key;
  return reject(Code::bad_cursor,
                "cursor",
                "The cursor is not one that this list gave; start again without it, or keep the "
                "filters unchanged.");
}

}  // namespace latido::consultas
