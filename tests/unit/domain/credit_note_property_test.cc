#include "comandos/domain/creditable.h"
#include "comandos/domain/totals.h"
#include "common/money/rounding.h"
#include "credit_notes.h"

#include <algorithm>

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

namespace latido::domain {
namespace {

Tax any_tax() {
  return *rc::gen::element(
      standard("19"), standard("5.5"), standard("100"), tax(TaxCategory::e, "0"));
}

// Lines of either sign, a document allowance, a charge and a rounding now and then.
IssueInvoice any_invoice() {
  auto out = invoice();
  out.lines.clear();
  const auto count = *rc::gen::inRange(1, 6);
  for (int i = 0; i < count; ++i) {
    auto one = line("1", "1", any_tax());
    one.quantity.nano = *rc::gen::inRange<std::int64_t>(-2, 9) * Decimal::kOne;
    // Small ones round most: up to 0.05 or up to 20.00.
    one.unit_price.nano =
        *rc::gen::inRange<std::int64_t>(0, *rc::gen::element(50, 20'000)) * 1'000'000;
    out.lines.push_back(one);
  }
  if (*rc::gen::arbitrary<bool>()) {
    out.allowances_charges.push_back(
        {*rc::gen::arbitrary<bool>(), *rc::gen::inRange<Minor>(0, 300), "", any_tax()});
  }
  out.rounding = *rc::gen::inRange<Minor>(-9, 10);
  return out;
}

CreditableState any_creditable(RoundingProfile profile) {
  auto command = any_invoice();
  if (compute_totals(command, profile)->totals.payable() < 0) {
    command.lines.push_back(line("1", "1000", standard("19")));
  }
  return creditable(command, profile);
}

IssueCreditNote any_command(const CreditableState& of) {
  const auto lines = of.invoice.lines.size();
  const auto number = static_cast<std::uint16_t>(*rc::gen::inRange<std::size_t>(1, lines + 1));
  switch (*rc::gen::inRange(0, 6)) {
    case 0:
    case 1:
      return by_amount(*rc::gen::inRange<Minor>(1, *rc::gen::element(10, 2'000)));
    case 2:
      return by_lines({rest_of(number)});
    case 3:
      return by_lines(
          {by_net(number, *rc::gen::inRange<Minor>(-20, *rc::gen::element(10, 1'000)))});
    case 4:
      return by_lines(
          {by_quantity(number, of.invoice.lines[number - 1U].quantity.nano < 0 ? "-1" : "1")});
    default: {
      std::vector<LinePart> all;
      for (std::size_t i = 1; i <= lines; ++i)
        all.push_back(rest_of(static_cast<std::uint16_t>(i)));
      return by_lines(std::move(all));
    }
  }
}

void check_sums(const Invoice& note) {
  std::map<Tax, Minor> bases;
  Minor lines = 0;
  for (const auto& one : note.lines) {
    bases[one.tax] += one.amount;
    lines += one.amount;
  }
  for (const auto& one : note.allowances_charges)
    bases[one.tax] += one.charge ? one.amount : -one.amount;
  Minor taxes = 0;
  for (const auto& group : note.taxes) {
    RC_ASSERT(group.base == bases.at(group.tax));
    taxes += group.amount;
  }
  RC_ASSERT(note.taxes.size() == bases.size());
  RC_ASSERT(note.totals.line_total == lines);
  RC_ASSERT(note.totals.tax_total == taxes);
  RC_ASSERT(note.totals.payable() >= 0);
}

void check_caps(const CreditableState& of) {
  for (std::size_t i = 0; i < of.credited_lines.size(); ++i) {
    RC_ASSERT(within(of.credited_lines[i], of.invoice.lines[i].amount));
    RC_ASSERT(within(of.credited_units[i].nano, of.invoice.lines[i].quantity.nano));
  }
  for (std::size_t i = 0; i < of.invoice.taxes.size(); ++i) {
    const auto credited = credited_of(of, i);
    RC_ASSERT(within(credited.base, of.invoice.taxes[i].base));
    RC_ASSERT(within(credited.amount, of.invoice.taxes[i].amount));
  }
  RC_ASSERT(rest_of_total(of) >= 0);
  RC_ASSERT(of.state.paid + of.state.credited <= of.state.payable);
}

// The note's own tax is its base x rate to within two minor units: its own rounding and what
// earlier ones left.
void check_taxes(const Invoice& note) {
  for (const auto& group : note.taxes) {
    const auto off =
        Int128{group.amount} * 1'000'000 - Int128{group.base} * group.tax.rate.millionths;
    RC_ASSERT(off <= 2'000'000);
    RC_ASSERT(off >= -2'000'000);
  }
}

// After a note by lines, a group whose base is used up has no tax left.
void check_used_up(const CreditableState& of, const Invoice& note) {
  for (std::size_t i = 0; i < of.invoice.taxes.size(); ++i) {
    const Tax& tax = of.invoice.taxes[i].tax;
    const bool touched = std::any_of(
        note.taxes.begin(), note.taxes.end(), [&](const auto& group) { return group.tax == tax; });
    const TaxGroup rest = rest_of(of, i);
    if (touched && rest.base == 0) RC_ASSERT(rest.amount == 0);
  }
}

void credit_at_random(CreditableState of, RoundingProfile profile) {
  const auto steps = *rc::gen::inRange(0, 12);
  for (int i = 0; i < steps; ++i) {
    const auto command = any_command(of);
    const auto event = credit(of, command);
    if (!event) continue;
    check_sums(event->note.document);
    if (profile == RoundingProfile::en16931) check_taxes(event->note.document);
    of = after(of, *event);
    check_caps(of);
    if (std::holds_alternative<std::vector<LinePart>>(command.what)) {
      check_used_up(of, event->note.document);
    }
  }
  const auto last = credit(of, credit_command());
  if (last) {
    check_sums(last->note.document);
    of = after(of, *last);
    check_caps(of);
  } else {
    RC_ASSERT(last.error().code == Code::exceeds_creditable);
  }
  for (std::size_t i = 0; i < of.invoice.taxes.size(); ++i) {
    RC_ASSERT(rest_of(of, i) == (TaxGroup{of.invoice.taxes[i].tax, 0, 0}));
  }
  RC_ASSERT(rest_of_total(of) == 0);
}

RC_GTEST_PROP(CreditNotes, NeverExceedTheInvoiceAndEndExactlyAtIt, ()) {
  const auto profile =
      *rc::gen::element(RoundingProfile::en16931, RoundingProfile::per_line, RoundingProfile::cfdi);
  credit_at_random(any_creditable(profile), profile);
}

// A line whose units have that sign, and whose amount is above 0.
Line any_line_of(int sign) {
  auto one = line("1", "1", standard("19"));
  one.quantity.nano = sign * *rc::gen::inRange<std::int64_t>(1, 30) * Decimal::kOne / 3;
  one.unit_price.nano = *rc::gen::inRange<std::int64_t>(1, 20'000) * 1'000'000;
  if (sign < 0) {
    one.allowances_charges = {allowance(*rc::gen::inRange<Minor>(25'000, 50'000))};
    one.allowances_charges[0].charge = true;
  }
  return one;
}

RC_GTEST_PROP(CreditNotes, OfUnitsInAnyPortionsAreTheirShareOfTheLineHalfUp, ()) {
  const int sign = *rc::gen::element(1, -1);
  auto command = invoice();
  command.lines = {any_line_of(sign), line("1", "1000", standard("19"))};
  auto of = creditable(command);
  const Line whole = of.invoice.lines[0];
  const auto all = whole.quantity.nano * sign;
  const auto portions = *rc::gen::inRange<std::int64_t>(1, 12);
  Minor taken = 0;
  std::int64_t units = 0;
  for (std::int64_t n = 1; n <= portions; ++n) {
    const auto next = all * n / portions - units;
    const auto event = credit(of, by_lines({{1, Decimal{sign * next}, std::nullopt}}));
    RC_ASSERT(event.has_value());
    units += next;
    taken += event->note.document.totals.line_total;
    // The amount is above 0: half up is down of a half more.
    RC_ASSERT(taken ==
              static_cast<Minor>((Int128{whole.amount} * units * 2 + all) / (2 * Int128{all})));
    of = after(of, *event);
  }
  RC_ASSERT(taken == whole.amount);
}

}  // namespace
}  // namespace latido::domain
