#include "comandos/domain/totals.h"

#include <algorithm>
#include <array>
#include <string>

namespace latido::domain {
namespace {

using Difference = std::optional<Rejection>;

constexpr std::array<const char*, 10> kCategoryNames{
    "S", "Z", "E", "AE", "K", "G", "O", "L", "M", "B"};

std::string group_name(const Tax& tax) {
  return std::string(kCategoryNames.at(static_cast<std::size_t>(tax.category))) + " " +
         to_percent_text(tax.rate) + " %";
}

Rejection mismatch(std::string field, std::string message) {
  return {Code::expected_mismatch, std::move(field), std::move(message)};
}

Difference compare(std::string field,
                   std::optional<Minor> stated,
                   Minor computed,
                   Currency currency) {
  if (!stated || *stated == computed) return std::nullopt;
  std::string message = field + " is stated as " + to_text(*stated, currency) + " but comes to " +
                        to_text(computed, currency) + ".";
  return mismatch(std::move(field), std::move(message));
}

std::string entry(const char* list, std::size_t index) {
  return std::string("expected.") + list + "[" + std::to_string(index) + "]";
}

Difference compare_lines(const std::vector<Minor>& stated,
                         const std::vector<Minor>& computed,
                         Currency currency) {
  if (stated.empty()) return std::nullopt;
  if (stated.size() != computed.size()) {
    return mismatch("expected.lineAmounts",
                    "expected.lineAmounts states " + std::to_string(stated.size()) +
                        " amounts but there are " + std::to_string(computed.size()) + " lines.");
  }
  for (std::size_t i = 0; i < stated.size(); ++i) {
    if (auto found = compare(entry("lineAmounts", i), stated[i], computed[i], currency))
      return found;
  }
  return std::nullopt;
}

template <class Groups>
auto find_group(const Groups& groups, const Tax& tax) {
  return std::find_if(groups.begin(), groups.end(), [&](const auto& g) { return g.tax == tax; });
}

// Every stated group is there, once, and every group is stated.
Difference compare_group_sets(const std::vector<Expected::Group>& stated,
                              const std::vector<TaxGroup>& computed) {
  for (std::size_t i = 0; i < stated.size(); ++i) {
    const Tax& tax = stated[i].tax;
    if (find_group(computed, tax) == computed.end()) {
      return mismatch(
          entry("taxes", i),
          "The tax group " + group_name(tax) + " is stated but no line or allowance has it.");
    }
    if (find_group(stated, tax) - stated.begin() != static_cast<std::ptrdiff_t>(i)) {
      return mismatch(entry("taxes", i), "The tax group " + group_name(tax) + " is stated twice.");
    }
  }
  for (const auto& group : computed) {
    if (find_group(stated, group.tax) == stated.end()) {
      return mismatch(
          "expected.taxes",
          "The tax group " + group_name(group.tax) + " is not stated but the invoice has it.");
    }
  }
  return std::nullopt;
}

Difference compare_taxes(const std::vector<Expected::Group>& stated,
                         const std::vector<TaxGroup>& computed,
                         Currency currency) {
  if (stated.empty()) return std::nullopt;
  if (auto found = compare_group_sets(stated, computed)) return found;
  for (std::size_t i = 0; i < stated.size(); ++i) {
    const auto& group = *find_group(computed, stated[i].tax);
    const std::string field = entry("taxes", i);
    if (auto found = compare(field + ".base", stated[i].base, group.base, currency)) return found;
    if (auto found = compare(field + ".amount", stated[i].amount, group.amount, currency))
      return found;
  }
  return std::nullopt;
}

Difference compare_totals(const Expected& stated, const Totals& totals, Currency currency) {
  struct Row {
    const char* field;
    std::optional<Minor> stated;
    Minor computed;
  };
  const std::array<Row, 7> rows{{
      {"expected.lineTotal", stated.line_total, totals.line_total},
      {"expected.allowanceTotal", stated.allowance_total, totals.allowance_total},
      {"expected.chargeTotal", stated.charge_total, totals.charge_total},
      {"expected.taxExclusive", stated.tax_exclusive, totals.tax_exclusive()},
      {"expected.taxTotal", stated.tax_total, totals.tax_total},
      {"expected.taxInclusive", stated.tax_inclusive, totals.tax_inclusive()},
      {"expected.payable", stated.payable, totals.payable()},
  }};
  for (const auto& row : rows) {
    if (auto found = compare(row.field, row.stated, row.computed, currency)) return found;
  }
  return std::nullopt;
}

}  // namespace

tl::expected<void, Rejection> check_expected(const Expected& expected,
                                             const Computed& computed,
                                             Currency currency) {
  auto found = compare_lines(expected.line_amounts, computed.line_amounts, currency);
  if (!found) found = compare_taxes(expected.taxes, computed.taxes, currency);
  if (!found) found = compare_totals(expected, computed.totals, currency);
  if (found) return tl::make_unexpected(std::move(*found));
  return {};
}

}  // namespace latido::domain
