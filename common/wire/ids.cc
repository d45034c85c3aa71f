#include "common/wire/ids.h"

#include <algorithm>
#include <array>
#include <charconv>

namespace latido::wire {
namespace {

struct Kind {
  std::string_view prefix;
  std::string_view made_by;
};

constexpr std::array<Kind, 4> kKinds{{{"inv-", "issueInvoice"},
                                      {"cn-", "issueCreditNote"},
                                      {"pay-", "recordPayment"},
                                      {"draft-", "createDraft"}}};

const Kind& kind_of(IdKind kind) { return kKinds.at(static_cast<std::size_t>(kind)); }

}  // namespace

std::string id_text(IdKind kind, std::int64_t position) {
  return std::string(kind_of(kind).prefix) + std::to_string(position);
}

Result<std::int64_t> parse_id(IdKind kind, std::string_view text, const std::string& field) {
  if (text.empty()) return reject(Code::missing_field, field, field + " is required.");
  const auto& [prefix, made_by] = kind_of(kind);
  if (text.starts_with(prefix)) {
    std::int64_t id = 0;
    const auto* end = text.data() + text.size();
    const auto parsed = std::from_chars(text.data() + prefix.size(), end, id);
    const bool number = parsed.ec == std::errc() && parsed.ptr == end && id > 0;
    if (number && id_text(kind, id) == text) return id;
  }
  return reject(Code::bad_value,
                field,
                field + " must look like " + id_text(kind, 7) + ", as the reply to " +
                    std::string(made_by) + " gave it.");
}

bool prints_ids(std::string_view prefix) {
  return std::any_of(kKinds.begin(), kKinds.end(), [&](const Kind& kind) {
    if (!prefix.starts_with(kind.prefix)) return false;
    const auto rest = prefix.substr(kind.prefix.size());
    return std::all_of(rest.begin(), rest.end(), [](char c) { return c >= '0' && c <= '9'; });
  });
}

}  // namespace latido::wire
