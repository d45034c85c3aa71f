#pragma once

#include "common/result.h"

#include <cstdint>
#include <string>
#include <string_view>

// What Latido itself made has its kind and the position of the event that made it for an id.
namespace latido::wire {

enum class IdKind { invoice, credit_note, payment, draft };

// "inv-7", "cn-8", "pay-9", "draft-4".
std::string id_text(IdKind kind, std::int64_t position);

// The other way round; only what id_text prints is taken, so that a thing has one id. Refusals:
// MISSING_FIELD, BAD_VALUE.
Result<std::int64_t> parse_id(IdKind kind, std::string_view text, const std::string& field);

// Printed numbers of a series with this prefix could be read as ids: "inv-" and "cn-0" print such,
// "INV-", "inv" and "invoice-" do not.
bool prints_ids(std::string_view prefix);

inline std::string invoice_id_text(std::int64_t position) {
  return id_text(IdKind::invoice, position);
}
inline std::string credit_note_id_text(std::int64_t position) {
  return id_text(IdKind::credit_note, position);
}
inline std::string payment_id_text(std::int64_t position) {
  return id_text(IdKind::payment, position);
}
inline std::string draft_id_text(std::int64_t position) { return id_text(IdKind::draft, position); }

inline Result<std::int64_t> parse_invoice_id(std::string_view text, const std::string& field) {
  return parse_id(IdKind::invoice, text, field);
}
inline Result<std::int64_t> parse_credit_note_id(std::string_view text, const std::string& field) {
  return parse_id(IdKind::credit_note, text, field);
}
inline Result<std::int64_t> parse_payment_id(std::string_view text, const std::string& field) {
  return parse_id(IdKind::payment, text, field);
}
inline Result<std::int64_t> parse_draft_id(std::string_view text, const std::string& field) {
  return parse_id(IdKind::draft, text, field);
}

}  // namespace latido::wire
