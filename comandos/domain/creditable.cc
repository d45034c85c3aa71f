#include "comandos/domain/creditable.h"

#include "comandos/domain/totals_parts.h"

#include <algorithm>
#include <numeric>

namespace latido::domain {
namespace {

constexpr std::int64_t kMillion = 1'000'000;

bool per_line(const CreditableState& invoice) {
  return invoice.invoice.rounding_profile == RoundingProfile::per_line;
}

// `amount`, or the nearest that lies between 0 and `limit`.
Minor clamp_to(Minor amount, Minor limit) {
  return std::clamp(amount, std::min<Minor>(0, limit), std::max<Minor>(0, limit));
}

Minor net_of(Minor gross, Rate rate) {
  return divide_half_up(Int128{gross} * kMillion, kMillion + rate.millionths).value_or(0);
}

Minor sum(const std::vector<Minor>& parts) {
  return std::accumulate(parts.begin(), parts.end(), Minor{0});
}

}  // namespace

bool within(Minor amount, Minor limit) { return clamp_to(amount, limit) == amount; }

TaxGroup credited_of(const CreditableState& invoice, std::size_t index) {
  const Tax& tax = invoice.invoice.taxes[index].tax;
  const auto& credited = invoice.credited_taxes;
  const auto found = std::find_if(
      credited.begin(), credited.end(), [&](const TaxGroup& group) { return group.tax == tax; });
  return found == credited.end() ? TaxGroup{tax, 0, 0} : *found;
}

TaxGroup rest_of(const CreditableState& invoice, std::size_t index) {
  const TaxGroup& group = invoice.invoice.taxes[index];
  const TaxGroup credited = credited_of(invoice, index);
  return {group.tax, group.base - credited.base, group.amount - credited.amount};
}

Minor rest_of_line(const CreditableState& invoice, std::size_t index) {
  return invoice.invoice.lines[index].amount - invoice.credited_lines[index];
}

Decimal rest_of_units(const CreditableState& invoice, std::size_t index) {
  return {invoice.invoice.lines[index].quantity.nano - invoice.credited_units[index].nano};
}

Minor rest_of_groups(const CreditableState& invoice) {
  Minor rest = 0;
  for (std::size_t i = 0; i < invoice.invoice.taxes.size(); ++i) {
    const TaxGroup group = rest_of(invoice, i);
    rest += group.base + group.amount;
  }
  return rest;
}

Minor rest_of_total(const CreditableState& invoice) {
  const Totals& totals = invoice.invoice.totals;
  return totals.tax_inclusive() + totals.rounding - invoice.credited_total;
}

Minor tax_with(const CreditableState& invoice, std::size_t index, const std::vector<Minor>& parts) {
  const TaxGroup& group = invoice.invoice.taxes[index];
  const TaxGroup credited = credited_of(invoice, index);
  const Minor base = sum(parts);
  if (credited.base + base == group.base) return group.amount - credited.amount;

  Minor goal = 0;
  if (per_line(invoice)) {
    goal = credited.amount;
    for (const Minor part : parts) goal += tax_of(part, group.tax.rate);
  } else {
    goal = tax_of(credited.base + base, group.tax.rate);
  }
  const Minor tax = clamp_to(goal, group.amount) - credited.amount;
  // Earlier roundings may have run ahead: then none, rather than a tax against its base.
  const bool against = (base > 0 && tax < 0) || (base < 0 && tax > 0);
  return against ? 0 : tax;
}

Minor base_within(const CreditableState& invoice, std::size_t index, Minor gross) {
  const TaxGroup rest = rest_of(invoice, index);
  const TaxGroup credited = credited_of(invoice, index);
  const Rate rate = rest.tax.rate;
  const Minor base = per_line(invoice)
                         ? net_of(gross, rate)
                         : net_of(credited.base + credited.amount + gross, rate) - credited.base;
  return std::clamp(base,
                    std::max<Minor>(0, gross - std::max<Minor>(0, rest.amount)),
                    std::min(gross, std::max<Minor>(0, rest.base)));
}

}  // namespace latido::domain
