#include "builders.h"
#include "comandos/domain/totals.h"

#include <map>
#include <numeric>

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

namespace latido::domain {
namespace {

Result<Computed> en16931_totals(const IssueInvoice& command) {
  return compute_totals(command, RoundingProfile::en16931);
}

__extension__ using Wide = __int128;

Tax any_tax() {
  return *rc::gen::element(standard("19"),
                           standard("7"),
                           standard("5.5"),
                           standard("0.0001"),
                           standard("100"),
                           tax(TaxCategory::e, "0"),
                           tax(TaxCategory::ae, "0"),
                           tax(TaxCategory::o, "0"));
}

std::vector<AllowanceCharge> any_allowances(int at_most) {
  const auto count = *rc::gen::inRange(0, at_most + 1);
  std::vector<AllowanceCharge> out;
  for (int i = 0; i < count; ++i) {
    out.push_back(
        {*rc::gen::arbitrary<bool>(), *rc::gen::inRange<Minor>(0, 1'000'000), "", any_tax()});
  }
  return out;
}

Line any_line() {
  Line out;
  out.quantity.nano = *rc::gen::inRange<std::int64_t>(-100'000'000'000, 1'000'000'000'000);
  out.unit_price.nano = *rc::gen::inRange<std::int64_t>(0, 1'000'000'000'000);
  out.base_quantity.nano =
      *rc::gen::elementOf(std::vector<std::int64_t>{Decimal::kOne, 3 * Decimal::kOne, 125'000'000});
  out.tax = any_tax();
  out.allowances_charges = any_allowances(2);
  return out;
}

IssueInvoice any_invoice() {
  IssueInvoice out;
  out.currency = currency(*rc::gen::element("JPY", "EUR", "KWD", "CLF"));
  const auto count = *rc::gen::inRange(1, 8);
  for (int i = 0; i < count; ++i) out.lines.push_back(any_line());
  out.allowances_charges = any_allowances(4);
  out.prepaid = *rc::gen::inRange<Minor>(0, 1'000'000);
  out.rounding = *rc::gen::inRange<Minor>(-99, 100);
  return out;
}

// Of amounts at document level; a sign tells an allowance from a charge.
Minor sum_of(const std::vector<AllowanceCharge>& list, bool charges) {
  Minor sum = 0;
  for (const auto& one : list) sum += one.charge == charges ? one.amount : 0;
  return sum;
}

// From the lines' amounts and what stands at document level.
std::map<Tax, Minor> bases_of(const IssueInvoice& command, const Computed& computed) {
  std::map<Tax, Minor> bases;
  for (std::size_t i = 0; i < command.lines.size(); ++i) {
    bases[command.lines[i].tax] += computed.line_amounts[i];
  }
  for (const auto& one : command.allowances_charges) {
    bases[one.tax] += one.charge ? one.amount : -one.amount;
  }
  return bases;
}

RC_GTEST_PROP(Totals, ObeyTheSumsOfEn16931InEveryProfile, ()) {
  const auto command = any_invoice();
  const auto profile =
      *rc::gen::element(RoundingProfile::en16931, RoundingProfile::per_line, RoundingProfile::cfdi);
  const auto computed = compute_totals(command, profile).value();
  const auto& totals = computed.totals;
  const auto& lines = computed.line_amounts;
  RC_ASSERT(totals.line_total ==
            std::accumulate(lines.begin(), lines.end(), Minor{0}));                // BR-CO-10
  RC_ASSERT(totals.allowance_total == sum_of(command.allowances_charges, false));  // BR-CO-11
  RC_ASSERT(totals.charge_total == sum_of(command.allowances_charges, true));      // BR-CO-12
  RC_ASSERT(totals.tax_exclusive() ==
            totals.line_total - totals.allowance_total + totals.charge_total);  // BR-CO-13
  auto in_group = bases_of(command, computed);  // BR-S-8 and its likes
  Minor taxes = 0;
  Minor bases = 0;
  for (const auto& group : computed.taxes) {
    taxes += group.amount;
    bases += group.base;
    RC_ASSERT(group.base == in_group.at(group.tax));
  }
  RC_ASSERT(totals.tax_total == taxes);  // BR-CO-14
  RC_ASSERT(totals.tax_exclusive() == bases);
  RC_ASSERT(totals.tax_inclusive() == totals.tax_exclusive() + totals.tax_total);  // BR-CO-15
  RC_ASSERT(totals.payable() ==
            totals.tax_inclusive() - command.prepaid + command.rounding);  // BR-CO-16
}

// The exact value of a line at the currency's minor unit is numerator / denominator.
Wide denominator_of(const Line& one, Currency in) {
  Wide scale = Decimal::kOne;
  for (int i = 0; i < in.exponent; ++i) scale /= 10;
  return scale * one.base_quantity.nano;
}

RC_GTEST_PROP(Totals, OfCfdiAreWithinAMinorUnitOfTheExactLines, ()) {
  const auto command = any_invoice();
  const auto computed = compute_totals(command, RoundingProfile::cfdi).value();
  for (std::size_t i = 0; i < command.lines.size(); ++i) {
    const auto& one = command.lines[i];
    const Minor gross = computed.line_amounts[i] + sum_of(one.allowances_charges, false) -
                        sum_of(one.allowances_charges, true);
    const Wide denominator = denominator_of(one, command.currency);
    const Wide off = Wide{gross} * denominator - Wide{one.unit_price.nano} * one.quantity.nano;
    // 6 decimals are at most a hundredth of a minor unit, and half of that is rounded.
    RC_ASSERT(off * 100 <= denominator * 101);
    RC_ASSERT(off * 100 >= -denominator * 101);
  }
}

RC_GTEST_PROP(Totals, HoldEachGroupsBaseAndItsTaxToTheNearestMinorUnit, ()) {
  const auto command = any_invoice();
  const auto computed = en16931_totals(command).value();
  const auto bases = bases_of(command, computed);
  RC_ASSERT(bases.size() == computed.taxes.size());
  for (const auto& group : computed.taxes) {
    RC_ASSERT(group.base == bases.at(group.tax));
    const Wide off = Wide{group.amount} * 1'000'000 - Wide{group.base} * group.tax.rate.millionths;
    RC_ASSERT(off <= 500'000);
    RC_ASSERT(off >= -500'000);
  }
  RC_ASSERT(std::is_sorted(computed.taxes.begin(), computed.taxes.end(), [](auto& a, auto& b) {
    return a.tax < b.tax;
  }));
}

RC_GTEST_PROP(Totals, HoldEachLineToTheNearestMinorUnit, ()) {
  const auto command = any_invoice();
  const auto computed = en16931_totals(command).value();
  for (std::size_t i = 0; i < command.lines.size(); ++i) {
    const auto& one = command.lines[i];
    const Minor gross = computed.line_amounts[i] + sum_of(one.allowances_charges, false) -
                        sum_of(one.allowances_charges, true);
    const Wide denominator = denominator_of(one, command.currency);
    const Wide twice_off =
        (Wide{gross} * denominator - Wide{one.unit_price.nano} * one.quantity.nano) * 2;
    RC_ASSERT(twice_off <= denominator);
    RC_ASSERT(twice_off >= -denominator);
  }
}

RC_GTEST_PROP(Totals, AreWhatACallerMayExpectOfThem, ()) {
  const auto command = any_invoice();
  const auto computed = en16931_totals(command).value();
  Expected expected;
  expected.line_amounts = computed.line_amounts;
  for (const auto& group : computed.taxes)
    expected.taxes.push_back({group.tax, group.base, group.amount});
  expected.payable = computed.totals.payable();
  RC_ASSERT(check_expected(expected, computed, command.currency).has_value());
  const auto wrong = *rc::gen::inRange<std::size_t>(0, expected.line_amounts.size());
  expected.line_amounts[wrong] += 1;
  RC_ASSERT(check_expected(expected, computed, command.currency).error().code ==
            Code::expected_mismatch);
}

RC_GTEST_PROP(Totals,
              NeverOverflowSilently,
              (std::int64_t quantity, std::int64_t price, std::int64_t prepaid)) {
  IssueInvoice command = any_invoice();
  command.lines[0].quantity.nano = quantity;
  command.lines[0].unit_price.nano = price;
  command.prepaid = prepaid;
  const auto computed = en16931_totals(command);
  RC_CLASSIFY(computed.has_value(), "fits");
  if (!computed) {
    RC_ASSERT(computed.error().code == Code::overflow);
    RC_ASSERT(!computed.error().field.empty());
    return;
  }
  const auto& totals = computed->totals;
  const Wide payable = Wide{totals.line_total} - totals.allowance_total + totals.charge_total +
                       totals.tax_total - totals.prepaid + totals.rounding;
  RC_ASSERT(payable == totals.payable());
}

}  // namespace
}  // namespace latido::domain
