#include "comandos/domain/totals_parts.h"

#include <cassert>
#include <utility>

namespace latido::domain {
namespace {

constexpr unsigned kMaxDecimals = 9;
constexpr std::int64_t kMillion = 1'000'000;

}  // namespace

std::string item(const char* list, std::size_t index) {
  return std::string(list) + "[" + std::to_string(index) + "]";
}

Rejection overflow(std::string field) {
  return {Code::overflow, std::move(field), "An amount on the way to the totals grows too large."};
}

bool accumulate(Minor& sum, Minor amount, bool add) {
  const auto result = add ? checked_add(sum, amount) : checked_subtract(sum, amount);
  if (result) sum = *result;
  return result.has_value();
}

// The product of two 64-bit factors fits 128 bits, and the powers of ten are shortened beforehand,
// so only the result can be too large.
std::optional<std::int64_t> gross_amount(const Line& line, unsigned decimals) {
  assert(line.base_quantity.nano > 0 && decimals <= kMaxDecimals);
  Int128 denominator = line.base_quantity.nano;
  for (unsigned i = decimals; i < kMaxDecimals; ++i) denominator *= 10;
  return divide_half_up(Int128{line.unit_price.nano} * line.quantity.nano, denominator);
}

std::int64_t tax_of(std::int64_t amount, Rate rate) {
  assert(rate.millionths >= 0 && rate.millionths <= kMillion);
  return divide_half_up(Int128{amount} * rate.millionths, kMillion).value_or(0);
}

std::optional<Rejection> add_document_level(const IssueInvoice& command, Totals& totals) {
  totals.prepaid = command.prepaid;
  totals.rounding = command.rounding;
  for (std::size_t i = 0; i < command.allowances_charges.size(); ++i) {
    const auto& one = command.allowances_charges[i];
    if (!accumulate(one.charge ? totals.charge_total : totals.allowance_total, one.amount, true)) {
      return overflow(item("allowancesCharges", i) + ".amount");
    }
  }
  return std::nullopt;
}

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

}  // namespace latido::domain
