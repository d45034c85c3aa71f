#pragma once

#include "comandos/domain/commands.h"
#include "common/result.h"

#include <string>
#include <string_view>

#include "schema/commands.capnp.h"

namespace latido::wire {

// Reads and checks an IssueInvoice. Refusals name the field: lines[2].quantity. May throw
// kj::Exception.
Result<domain::IssueInvoice> read_issue_invoice(schema::IssueInvoice::Reader in);

// ISO 4217 code of the field `currency`. Refusals: MISSING_FIELD, UNKNOWN_CURRENCY.
Result<Currency> read_currency(std::string_view text);

// An amount that may not be negative. Refusals: MISSING_FIELD, those of parse_amount,
// NEGATIVE_VALUE.
Result<Minor> read_amount(std::string_view text, Currency currency, const std::string& field);

// Category and percent; refusals: MISSING_FIELD, BAD_TAX and those of parse_percent.
Result<domain::Tax> read_tax(std::string_view category,
                             std::string_view percent,
                             const std::string& field);

// S, Z, E and so on. The view lives for ever.
std::string_view category_name(domain::TaxCategory category);

}  // namespace latido::wire
