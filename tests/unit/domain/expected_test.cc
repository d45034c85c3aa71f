#include "builders.h"
#include "comandos/domain/totals.h"

#include <gtest/gtest.h>

namespace latido::domain {
namespace {

const Tax kExempt = tax(TaxCategory::e, "0");

// 100.00 at 19 % and 50.00 exempt, 10.00 off and 5.00 on at 19 %: 95.00 x 19 % = 18.05.
Computed computed() {
  return {{10000, 5000},
          {{standard("19"), 9500, 1805}, {kExempt, 5000, 0}},
          {15000, 1000, 500, 1805, 0, 0}};
}

// All of it as the caller would state it.
Expected all_right() {
  Expected expected;
  expected.line_amounts = {10000, 5000};
  expected.taxes = {{kExempt, 5000, 0}, {standard("19.00"), 9500, 1805}};
  expected.line_total = 15000;
  expected.allowance_total = 1000;
  expected.charge_total = 500;
  expected.tax_exclusive = 14500;
  expected.tax_total = 1805;
  expected.tax_inclusive = 16305;
  expected.payable = 16305;
  return expected;
}

struct ExpectedCase {
  Expected expected = all_right();

  [[nodiscard]] auto run() const { return check_expected(expected, computed(), currency("EUR")); }
};

TEST(CheckExpected, HoldsWhenAllIsStatedRightInAnyOrderOfGroups) {
  EXPECT_TRUE(ExpectedCase{}.run().has_value());
}

TEST(CheckExpected, HoldsWhenNothingIsStated) {
  EXPECT_TRUE(check_expected({}, computed(), currency("EUR")).has_value());
}

TEST(CheckExpected, ComparesOnlyWhatIsStatedOfAGroup) {
  ExpectedCase given;
  given.expected.taxes = {{kExempt, {}, {}}, {standard("19"), {}, 1805}};
  EXPECT_TRUE(given.run().has_value());
}

TEST(CheckExpected, TellsTheFirstDifference) {
  const auto mismatch = Code::expected_mismatch;
  expect_ladder<ExpectedCase>(
      {
          {"a line too many",
           [](auto& c) { c.expected.line_amounts.push_back(0); },
           mismatch,
           "expected.lineAmounts"},
          {"first line",
           [](auto& c) { c.expected.line_amounts[0] = 1; },
           mismatch,
           "expected.lineAmounts[0]"},
          {"second line",
           [](auto& c) { c.expected.line_amounts[1] = 1; },
           mismatch,
           "expected.lineAmounts[1]"},
          {"unknown group",
           [](auto& c) {
             c.expected.taxes.push_back({standard("7"), {}, {}});
           },
           mismatch,
           "expected.taxes[2]"},
          {"base",
           [](auto& c) { c.expected.taxes[1].base = 9501; },
           mismatch,
           "expected.taxes[1].base"},
          {"tax",
           [](auto& c) { c.expected.taxes[1].amount = 1806; },
           mismatch,
           "expected.taxes[1].amount"},
          {"line total",
           [](auto& c) { c.expected.line_total = 1; },
           mismatch,
           "expected.lineTotal"},
          {"allowances",
           [](auto& c) { c.expected.allowance_total = 1; },
           mismatch,
           "expected.allowanceTotal"},
          {"charges",
           [](auto& c) { c.expected.charge_total = 1; },
           mismatch,
           "expected.chargeTotal"},
          {"exclusive",
           [](auto& c) { c.expected.tax_exclusive = 1; },
           mismatch,
           "expected.taxExclusive"},
          {"tax total", [](auto& c) { c.expected.tax_total = 1; }, mismatch, "expected.taxTotal"},
          {"inclusive",
           [](auto& c) { c.expected.tax_inclusive = 1; },
           mismatch,
           "expected.taxInclusive"},
          {"payable", [](auto& c) { c.expected.payable = 1; }, mismatch, "expected.payable"},
      },
      ExpectedCase{});
}

TEST(CheckExpected, MissesAGroupThatIsNotStated) {
  ExpectedCase given;
  given.expected.taxes.pop_back();
  EXPECT_EQ(given.run().error().field, "expected.taxes");
}

TEST(CheckExpected, RefusesAGroupStatedTwice) {
  ExpectedCase given;
  given.expected.taxes.push_back(given.expected.taxes[0]);
  EXPECT_EQ(given.run().error().field, "expected.taxes[2]");
}

TEST(CheckExpected, TakesTheSameRateOfAnotherCategoryForAnotherGroup) {
  ExpectedCase given;
  given.expected.taxes[0].tax = tax(TaxCategory::z, "0");
  EXPECT_EQ(given.run().error().field, "expected.taxes[0]");
}

TEST(CheckExpected, NamesBothFiguresInTheMessage) {
  ExpectedCase given;
  given.expected.payable = -16304;
  EXPECT_EQ(given.run().error().message,
            "expected.payable is stated as -163.04 but comes to 163.05.");
}

}  // namespace
}  // namespace latido::domain
