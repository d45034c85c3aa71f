#pragma once

#include "comandos/domain/commands.h"
#include "comandos/domain/creditable.h"
#include "common/result.h"

#include <vector>

namespace latido::domain {

// What a credit note consists of.
struct CreditContent {
  std::vector<Line> lines;
  std::vector<OfLine> of_lines;  // as CreditNote has them
  std::vector<AllowanceCharge> allowances_charges;
  std::vector<TaxGroup> taxes;  // ordered by (category, rate)
  Minor rounding = 0;
};

// All that is not credited yet. EXCEEDS_CREDITABLE (nothing is left).
Result<CreditContent> credit_whole(const CreditableState& invoice);
// UNKNOWN_LINE, BAD_VALUE, EXCEEDS_CREDITABLE (a line, then a tax group)
Result<CreditContent> credit_lines(const std::vector<IssueCreditNote::LinePart>& parts,
                                   const CreditableState& invoice);
// BAD_VALUE, EXCEEDS_CREDITABLE
Result<CreditContent> credit_amount(Minor gross, const CreditableState& invoice);

// One unit at that net amount, of either sign.
Line single_line(std::string name, const Tax& tax, Minor amount, Currency currency);

}  // namespace latido::domain
