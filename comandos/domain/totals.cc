#include "comandos/domain/totals.h"

#include "comandos/domain/totals_parts.h"

#include <map>
#include <string>
#include <utility>

namespace latido::domain {
namespace {

Result<Minor> line_amount(const Line& line, Currency currency, const std::string& field) {
  const auto gross = gross_amount(line, currency.exponent);
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
  struct Group {
    Minor base = 0;
    Minor taxes = 0;  // of its parts, each rounded
  };
  std::vector<Minor> line_amounts;
  std::map<Tax, Group> groups;
  Totals totals;
};

bool add_to_group(Sums& sums, const Tax& tax, Minor amount, bool add) {
  auto& group = sums.groups[tax];
  return accumulate(group.base, amount, add) &&
         accumulate(group.taxes, tax_of(amount, tax.rate), add);
}

std::optional<Rejection> add_lines(const IssueInvoice& command, Sums& sums) {
  sums.line_amounts.reserve(command.lines.size());
  for (std::size_t i = 0; i < command.lines.size(); ++i) {
    const auto& line = command.lines[i];
    const auto amount = line_amount(line, command.currency, item("lines", i));
    if (!amount) return amount.error();
    if (!accumulate(sums.totals.line_total, *amount, true) ||
        !add_to_group(sums, line.tax, *amount, true)) {
      return overflow(item("lines", i));
    }
    sums.line_amounts.push_back(*amount);
  }
  return std::nullopt;
}

std::optional<Rejection> add_to_groups(const IssueInvoice& command, Sums& sums) {
  for (std::size_t i = 0; i < command.allowances_charges.size(); ++i) {
    const auto& one = command.allowances_charges[i];
    if (!add_to_group(sums, one.tax, one.amount, one.charge)) {
      return overflow(item("allowancesCharges", i) + ".amount");
    }
  }
  return std::nullopt;
}

// The groups' taxes; nothing where their sum does not fit.
std::optional<std::vector<TaxGroup>> tax_groups(Sums& sums, RoundingProfile profile) {
  std::vector<TaxGroup> taxes;
  taxes.reserve(sums.groups.size());
  for (const auto& [tax, group] : sums.groups) {
    const Minor amount =
        profile == RoundingProfile::per_line ? group.taxes : tax_of(group.base, tax.rate);
    if (!accumulate(sums.totals.tax_total, amount, true)) return std::nullopt;
    taxes.push_back({tax, group.base, amount});
  }
  return taxes;
}

}  // namespace

Result<Computed> compute_totals(const IssueInvoice& command, RoundingProfile profile) {
  if (profile == RoundingProfile::cfdi) return compute_cfdi_totals(command);
  Sums sums;
  auto refusal = add_lines(command, sums);
  if (!refusal) refusal = add_document_level(command, sums.totals);
  if (!refusal) refusal = add_to_groups(command, sums);
  if (refusal) return tl::make_unexpected(std::move(*refusal));
  auto taxes = tax_groups(sums, profile);
  if (!taxes) return tl::make_unexpected(overflow("lines"));
  refusal = refuse_totals(sums.totals);
  if (refusal) return tl::make_unexpected(std::move(*refusal));
  return Computed{std::move(sums.line_amounts), std::move(*taxes), sums.totals};
}

}  // namespace latido::domain
