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
//   charges; tax = round(base x rate) per (category, rate) group;  inclusive = exclusive + tax;
//   payable = inclusive - prepaid + rounding.
// Intermediates are 128 bits and checked. Refusals: OVERFLOW naming the field.
Result<Computed> compute_totals(const IssueInvoice& command);

// The first difference between what the caller believes and what was computed, as EXPECTED_MISMATCH
// with the field and both figures.
tl::expected<void, Rejection> check_expected(const Expected& expected,
                                             const Computed& computed,
                                             Currency currency);

}  // namespace latido::domain
