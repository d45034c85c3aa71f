#pragma once

#include "comandos/domain/state.h"

#include <cstddef>

// What credit notes may still take of an invoice, and the tax that goes with it. Nothing here can
// overflow: issuing keeps every amount of an invoice within kMaxTotal (limits.h), and credit notes
// stay within the invoice.
namespace latido::domain {

// `amount` lies between 0 and `limit`, which may be negative.
bool within(Minor amount, Minor limit);

// Of the invoice's group at `index`: what was credited, and what is left.
TaxGroup credited_of(const CreditableState& invoice, std::size_t index);
TaxGroup rest_of(const CreditableState& invoice, std::size_t index);
Minor rest_of_line(const CreditableState& invoice, std::size_t index);
Decimal rest_of_units(const CreditableState& invoice, std::size_t index);
// What is left of base and tax of all groups. Differs from rest_of_total by the invoice's rounding
// until that is credited.
Minor rest_of_groups(const CreditableState& invoice);
Minor rest_of_total(const CreditableState& invoice);

// The tax that goes with `parts`, net amounts of lines in the group at `index` whose sum is not
// more than is left: what brings the credited tax to the rounded tax of the credited base (in the
// profile per_line: the sum of the parts' rounded taxes), never more than is left, and all that is
// left once the base is used up.
Minor tax_with(const CreditableState& invoice, std::size_t index, const std::vector<Minor>& parts);

// The same for an amount with tax that is below what is left of the group: its base, so that the
// credited base is that of the credited base and tax together. The rest of `gross` is its tax.
Minor base_within(const CreditableState& invoice, std::size_t index, Minor gross);

}  // namespace latido::domain
