#pragma once

#include "comandos/domain/commands.h"
#include "comandos/domain/document.h"
#include "common/result.h"

#include <vector>

namespace latido::domain {

struct Computed {
  std::vector<Minor> line_amounts;
  std::vector<TaxGroup> taxes;  // ordered by (category, rate)
  Totals totals;
};

// EN 16931 order of calculation (BR-CO-10 to 17), rounding half up away from zero to the currency's
// exponent:
//   line = round(price / base x quantity) - allowances + charges;  exclusive = lines - allowances +
//   charges; tax per (category, rate) group;  inclusive = exclusive + tax;
//   payable = inclusive - prepaid + rounding.
// In every profile a group's base is the sum of its lines' amounts less its allowances and plus its
// charges, and the bases add up to `exclusive`. The profile says what is rounded:
//   en16931   the line; a group's tax = round(base x rate)
//   per_line  the line; a group's tax = the sum of the rounded taxes of its lines, less those of
//   its
//             document allowances, plus those of its document charges
//   cfdi      line and its tax to 6 decimals; then the sum of all lines, and each group's tax. What
//             the rounded sum leaves to each group, and that to each of its lines, is spread by
//             largest remainder, so that the lines add up to it.
// Intermediates are 128 bits and checked. Refusals: OVERFLOW naming the field.
Result<Computed> compute_totals(const IssueInvoice& command, RoundingProfile profile);

// The first difference between what the caller believes and what was computed, as EXPECTED_MISMATCH
// with the field and both figures.
tl::expected<void, Rejection> check_expected(const Expected& expected,
                                             const Computed& computed,
                                             Currency currency);

}  // namespace latido::domain
