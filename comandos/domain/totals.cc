#include "comandos/domain/totals.h"

#include "common/money/rounding.h"

#include <algorithm>
#include <cassert>
#include <map>
#include <string>

namespace latido::domain {
namespace {

constexpr std::int64_t kMillion = 1'000'000;

std::string item(const char* list, std::size_t index) {
  return std::string(list) + "[" + std::to_string(index) + "]";
}

Rejection overflow(std::string field) {
  return {Code::overflow, std::move(field), "An amount on the way to the totals grows too large."};
}

// Adds `amount` to `sum`, or takes it off; false where that does not fit.
bool accumulate(Minor& sum, Minor amount, bool add) {
  const auto result = add ? checked_add(sum, amount) : checked_subtract(sum, amount);
  if (result) sum = *result;
  return result.has_value();
}

// round(price / base x quantity) in minor units. The product of two 64-bit factors fits 128 bits,
// and the powers of ten are shortened beforehand, so only the result can be too large.
std::optional<Minor> gross_amount(const Line& line, Currency currency) {
  assert(line.base_quantity.nano > 0);
  Int128 denominator = line.base_quantity.nano;
  for (std::int64_t scale = Decimal::kOne; scale > 1; scale /= 10) denominator *= 10;
  for (int i = 0; i < currency.exponent; ++i) denominator /= 10;
  return divide_half_up(Int128{line.unit_price.nano} * line.quantity.nano, denominator);
}

Result<Minor> line_amount(const Line& line, Currency currency, const std::string& field) {
  const auto gross = gross_amount(line, currency);
  if (!gross) return tl::make_unexpected(overflow(field + ".quantity"));
  Minor amount = *gross;
  for (std::size_t i = 0; i < line.allowances_charges.size(); ++i) {
    const auto& one = line.allowances_charges[i];
    if (!accumulate(amount, one.amount, one.charge)) {
      return tl::make_unexpected(overflow(field + "." + item("allowancesCharges", i) + ".amount"));
    }
  }
  return amount;
}

// What the sums are gathered in. Every step is checked; the refusal names the part that did not fit
// any more.
struct Sums {
  std::vector<Minor> line_amounts;
  std::map<Tax, Minor> bases;
  Totals totals;
};

std::optional<Rejection> add_lines(const IssueInvoice& command, Sums& sums) {
  sums.line_amounts.reserve(command.lines.size());
  for (std::size_t i = 0; i < command.lines.size(); ++i) {
    const auto& line = command.lines[i];
    const auto amount = line_amount(line, command.currency, item("lines", i));
    if (!amount) return amount.error();
    if (!accumulate(sums.totals.line_total, *amount, true) ||
        !accumulate(sums.bases[line.tax], *amount, true)) {
      return overflow(item("lines", i));
    }
    sums.line_amounts.push_back(*amount);
  }
  return std::nullopt;
}

std::optional<Rejection> add_document_level(const IssueInvoice& command, Sums& sums) {
  for (std::size_t i = 0; i < command.allowances_charges.size(); ++i) {
    const auto& one = command.allowances_charges[i];
    Minor& total = one.charge ? sums.totals.charge_total : sums.totals.allowance_total;
    if (!accumulate(total, one.amount, true) ||
        !accumulate(sums.bases[one.tax], one.amount, one.charge)) {
      return overflow(item("allowancesCharges", i) + ".amount");
    }
  }
  return std::nullopt;
}

// The groups' taxes; nothing where their sum does not fit. A tax never exceeds its base, as no rate
// exceeds 100 %.
std::optional<std::vector<TaxGroup>> tax_groups(const std::map<Tax, Minor>& bases,
                                                Minor& tax_total) {
  std::vector<TaxGroup> groups;
  groups.reserve(bases.size());
  for (const auto& [tax, base] : bases) {
    const auto amount = divide_half_up(Int128{base} * tax.rate.millionths, kMillion);
    if (!amount || !accumulate(tax_total, *amount, true)) return std::nullopt;
    groups.push_back({tax, base, *amount});
  }
  return groups;
}

// The functions of Totals add up without checks: prove each of their steps here, in their order.
std::optional<Rejection> refuse_totals(const Totals& totals) {
  Minor sum = totals.line_total;
  if (!accumulate(sum, totals.allowance_total, false) ||
      !accumulate(sum, totals.charge_total, true)) {
    return overflow("allowancesCharges");
  }
  if (!accumulate(sum, totals.tax_total, true)) return overflow("lines");
  if (!accumulate(sum, totals.prepaid, false)) return overflow("prepaid");
  if (!accumulate(sum, totals.rounding, true)) return overflow("rounding");
  return std::nullopt;
}

}  // namespace

Result<Computed> compute_totals(const IssueInvoice& command) {
  Sums sums;
  sums.totals.prepaid = command.prepaid;
  sums.totals.rounding = command.rounding;
  if (auto refusal = add_lines(command, sums)) return tl::make_unexpected(std::move(*refusal));
  if (auto refusal = add_document_level(command, sums)) {
    return tl::make_unexpected(std::move(*refusal));
  }
  auto groups = tax_groups(sums.bases, sums.totals.tax_total);
  if (!groups) return tl::make_unexpected(overflow("lines"));
  if (auto refusal = refuse_totals(sums.totals)) return tl::make_unexpected(std::move(*refusal));
  return Computed{std::move(sums.line_amounts), std::move(*groups), sums.totals};
}

}  // namespace latido::domain
