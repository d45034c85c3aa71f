#include "comandos/domain/credit_content.h"
#include "common/money/allocate.h"

#include <algorithm>
#include <string>
#include <utility>

namespace latido::domain {
namespace {

// Adds a line of no line of the invoice in particular.
void add_group(CreditContent& content,
               const TaxGroup& group,
               const std::string& name,
               Currency currency) {
  content.lines.push_back(single_line(name, group.tax, group.base, currency));
  content.of_lines.emplace_back();
  content.taxes.push_back(group);
}

CreditContent as_issued(const Invoice& invoice) {
  CreditContent content;
  content.lines = invoice.lines;
  for (const auto& line : invoice.lines) {
    const auto number = static_cast<std::uint16_t>(content.of_lines.size() + 1);
    content.of_lines.push_back({number, line.quantity});
  }
  content.allowances_charges = invoice.allowances_charges;
  content.taxes = invoice.taxes;
  content.rounding = invoice.totals.rounding;
  return content;
}

// The rest of each group, and of the rounding.
CreditContent rest_by_group(const CreditableState& invoice, const std::string& name) {
  const Currency currency = invoice.invoice.currency;
  CreditContent content;
  for (std::size_t i = 0; i < invoice.invoice.taxes.size(); ++i) {
    const TaxGroup rest = rest_of(invoice, i);
    if (rest.base != 0 || rest.amount != 0) add_group(content, rest, name, currency);
  }
  content.rounding = rest_of_total(invoice) - rest_of_groups(invoice);
  // A document needs a line, even where nothing but the rounding is left.
  if (content.lines.empty() && content.rounding != 0) {
    add_group(content, {invoice.invoice.taxes.front().tax, 0, 0}, name, currency);
  }
  return content;
}

// How much each group can take of an amount with tax.
std::vector<std::int64_t> weights_of(const CreditableState& invoice) {
  std::vector<std::int64_t> weights;
  for (std::size_t i = 0; i < invoice.invoice.taxes.size(); ++i) {
    const TaxGroup rest = rest_of(invoice, i);
    weights.push_back(std::max<Minor>(0, rest.base + rest.amount));
  }
  return weights;
}

Rejection exceeds(const CreditableState& invoice) {
  const Minor most = std::min(rest_of_total(invoice), rest_of_groups(invoice));
  return {Code::exceeds_creditable,
          "amount",
          "Only " + to_text(most, invoice.invoice.currency) + " of invoice " +
              invoice.invoice.number + " is left to credit."};
}

}  // namespace

Result<CreditContent> credit_whole(const CreditableState& invoice) {
  if (!invoice.has_notes) return as_issued(invoice.invoice);
  auto content = rest_by_group(invoice, "Rest of invoice " + invoice.invoice.number);
  if (!content.lines.empty()) return content;
  return reject(Code::exceeds_creditable,
                "whole",
                "Invoice " + invoice.invoice.number + " is credited in whole already.");
}

Result<CreditContent> credit_amount(Minor gross, const CreditableState& invoice) {
  const std::string name = "Credit on invoice " + invoice.invoice.number;
  if (gross <= 0) {
    return reject(Code::bad_value, "amount", "The amount to credit must be more than 0.");
  }
  if (gross == rest_of_total(invoice)) return rest_by_group(invoice, name);
  const auto weights = weights_of(invoice);
  Minor most = 0;
  for (const Minor weight : weights) most += weight;
  if (gross > rest_of_total(invoice) || gross > most) return tl::make_unexpected(exceeds(invoice));

  CreditContent content;
  const auto parts = allocate(gross, weights);
  for (std::size_t i = 0; i < parts.size(); ++i) {
    if (parts[i] == 0) continue;
    TaxGroup group = rest_of(invoice, i);
    if (parts[i] < weights[i]) {
      group.base = base_within(invoice, i, parts[i]);
      group.amount = parts[i] - group.base;
    }
    add_group(content, group, name, invoice.invoice.currency);
  }
  return content;
}

}  // namespace latido::domain
