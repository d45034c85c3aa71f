#pragma once

#include <string_view>

namespace latido {

// Every refusal that a client can see. The names on the wire are these in upper case and never
// change; docs/protocol.md says what each one means and what to do about it.
enum class Code {
  // The broker's own answers.
  no_service,       // nobody serves this
  busy,             // queue or window full, retry after the time given
  expired,          // deadline passed before it was dispatched: nothing happened
  outcome_unknown,  // dispatched, then no answer came: ask for the key's status, or resend with the
                    // same key
  quarantined,      // killed worker after worker; will not be dispatched again
  // Envelope.
  malformed_request,  // frames, header or bytes that cannot be read
  malformed_json,
  malformed_capnp,
  too_large,
  unknown_field,
  unknown_command,
  unknown_query,
  missing_field,
  too_long,
  bad_value,
  too_many_decimals,
  negative_value,
  overflow,
  unknown_currency,
  bad_tax,  // category without its rate, or with one that it may not have
  no_lines,
  // Business.
  idempotency_mismatch,
  unknown_tenant,  // no books yet: nothing is kept under the key
  unknown_customer,
  unknown_series,
  unknown_invoice,
  duplicate_customer,
  duplicate_series,
  range_overlap,
  series_exhausted,
  series_expired,
  date_regression,
  expected_mismatch,
  negative_total,
  not_open,
  has_payments,
  currency_mismatch,
  exceeds_due,
  duplicate_reference,
  version_conflict,
  archived,
  duplicate_product,
  unknown_product,
  duplicate_price,
  unknown_price,
  unknown_tax_rate,
  tax_in_use,
  wrong_series_kind,
  series_closed,
  period_closed,
  unknown_draft,
  not_draft,
  void_forbidden,
  has_credit_notes,
  not_uncollectible,
  unknown_line,
  exceeds_creditable,
  split_mismatch,
  unknown_payment,
  payment_reversed,
  wrong_customer,
  exceeds_payment,
  insufficient_credit,
  not_allocated,
  exceeds_refundable,
  duplicate_tenant,
  not_exportable,
  // Queries.
  not_found,
  bad_cursor,
  not_yet,
  // Ours.
  internal,
  count_  // number of codes; not a code
};

// SERIES_EXHAUSTED and so on. The view lives for ever.
std::string_view code_name(Code code);

}  // namespace latido
