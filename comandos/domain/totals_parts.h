#pragma once

#include "comandos/domain/totals.h"
#include "common/money/rounding.h"

#include <cstddef>
#include <optional>
#include <string>

// Steps that the rounding profiles share.
namespace latido::domain {

// "lines[2]"
std::string item(const char* list, std::size_t index);
Rejection overflow(std::string field);

// Adds `amount` to `sum`, or takes it off; false where that does not fit.
bool accumulate(Minor& sum, Minor amount, bool add);

// round(price / base x quantity) to `decimals` (at most 9). Nothing where it does not fit.
std::optional<std::int64_t> gross_amount(const Line& line, unsigned decimals);

// round(amount x rate); never beyond the amount, as no rate exceeds 100 %.
std::int64_t tax_of(std::int64_t amount, Rate rate);

// Prepaid, rounding, document allowances and charges of the command.
std::optional<Rejection> add_document_level(const IssueInvoice& command, Totals& totals);

// The functions of Totals add up without checks: proves each of their steps, in their order.
std::optional<Rejection> refuse_totals(const Totals& totals);

// The profile that rounds last (compute_totals with cfdi).
Result<Computed> compute_cfdi_totals(const IssueInvoice& command);

}  // namespace latido::domain
