#include "builders.h"
#include "comandos/domain/totals.h"

#include <gtest/gtest.h>

// What the rounding profiles differ in. Figures are worked out by hand.
namespace latido::domain {
namespace {

Computed compute(std::vector<Line> lines,
                 RoundingProfile profile,
                 std::vector<AllowanceCharge> allowances_charges = {},
                 std::string_view code = "MXN") {
  auto command = invoice();
  command.currency = currency(code);
  command.lines = std::move(lines);
  command.allowances_charges = std::move(allowances_charges);
  return compute_totals(command, profile).value();
}

using Groups = std::vector<TaxGroup>;
using Amounts = std::vector<Minor>;

TEST(PerLine, AddsUpTheRoundedTaxOfEachLine) {
  // 19 % of 0.33 is 0.0627.
  const auto got = compute({3, line("1", "0.33", standard("19"))}, RoundingProfile::per_line);
  EXPECT_EQ(got.taxes, (Groups{{standard("19"), 99, 18}}));
  EXPECT_EQ(got.totals.tax_total, 18);
}

TEST(PerLine, TaxesDocumentAllowancesAndChargesByThemselves) {
  // 0.50 -> 0.095; less 0.08 -> 0.0152; plus 0.03 -> 0.0057: 0.10 - 0.02 + 0.01.
  const auto got = compute({line("1", "0.5", standard("19"))},
                           RoundingProfile::per_line,
                           {allowance(8, standard("19")), charge(3, standard("19"))});
  EXPECT_EQ(got.taxes, (Groups{{standard("19"), 45, 9}}));
}

TEST(Cfdi, RoundsTheSumOfTheLinesAndNotTheLines) {
  // 3 x 3.333333 = 9.999999: 10.00. Each line 3.33, and one cent is left for the first.
  // Tax: 3 x 0.533333 = 1.599999: 1.60.
  const auto got = compute({3, line("1", "3.333333", standard("16"))}, RoundingProfile::cfdi);
  EXPECT_EQ(got.totals.line_total, 1000);
  EXPECT_EQ(got.line_amounts, (Amounts{334, 333, 333}));
  EXPECT_EQ(got.taxes, (Groups{{standard("16"), 1000, 160}}));
}

TEST(Cfdi, HoldsLinesToSixDecimals) {
  // 0.0000004 is nothing at 6 decimals, however often; 0.0000005 is 0.000001 each time.
  const auto less = compute({900, line("1", "0.000000400", standard("16"))}, RoundingProfile::cfdi);
  EXPECT_EQ(less.totals.line_total, 0);
  const auto more =
      compute({500, line("10", "0.000000950", standard("16"))}, RoundingProfile::cfdi);
  EXPECT_EQ(more.totals.line_total, 1);  // 500 x 0.000010: 0.005; exactly it would be 0.00475
}

TEST(Cfdi, RoundsTheTaxOfEachLineToSixDecimals) {
  // 16 % of 0.00003 is 0.0000048, so 0.000005: 1000 lines have 0.005. Exactly, they had 0.0048.
  const auto got = compute({1000, line("1", "0.00003", standard("16"))}, RoundingProfile::cfdi);
  EXPECT_EQ(got.taxes, (Groups{{standard("16"), 3, 1}}));
  // 16 % of 0.03125 is 0.005: half a cent goes up.
  EXPECT_EQ(compute({line("1", "0.03125", standard("16"))}, RoundingProfile::cfdi).taxes,
            (Groups{{standard("16"), 3, 1}}));
}

TEST(Cfdi, GivesEachGroupItsShareOfTheRoundedSum) {
  // 8 %: 2 x 0.334; 16 %: 0.336. Sum 1.004: 1.00. Down: 0.66 (0.668) and 0.33 (0.336); the cent
  // goes to 8 %, where 0.33 (0.334) twice leaves it to the first.
  const auto got = compute({line("1", "0.334", standard("8")),
                            line("1", "0.336", standard("16")),
                            line("1", "0.334", standard("8"))},
                           RoundingProfile::cfdi);
  EXPECT_EQ(got.totals.line_total, 100);
  EXPECT_EQ(got.line_amounts, (Amounts{34, 33, 33}));
  // Taxes: 2 x 0.02672 = 0.05344; 0.05376.
  EXPECT_EQ(got.taxes, (Groups{{standard("8"), 67, 5}, {standard("16"), 33, 5}}));
}

TEST(Cfdi, TakesAllowancesAndChargesOnLinesAndAtDocumentLevel) {
  auto one = line("1", "10.005", standard("16"));
  one.allowances_charges = {allowance(100), charge(50)};  // 9.505
  const auto got = compute({one, one},
                           RoundingProfile::cfdi,
                           {allowance(101, standard("16")), charge(200, standard("8"))});
  EXPECT_EQ(got.totals.line_total, 1901);
  EXPECT_EQ(got.line_amounts, (Amounts{951, 950}));
  // 19.01 - 1.01; 2 x 1.5208 - 0.1616 = 2.88.
  EXPECT_EQ(got.taxes, (Groups{{standard("8"), 200, 16}, {standard("16"), 1800, 288}}));
}

TEST(Cfdi, WorksForCurrenciesWithoutDecimals) {
  const auto got =
      compute({2, line("1", "0.75", standard("10"))}, RoundingProfile::cfdi, {}, "CLP");
  EXPECT_EQ(got.totals.line_total, 2);  // 1.5
  EXPECT_EQ(got.line_amounts, (Amounts{1, 1}));
  EXPECT_EQ(got.taxes, (Groups{{standard("10"), 2, 0}}));
}

TEST(Cfdi, IsRefusedWhenAnAmountDoesNotFitSixDecimals) {
  auto command = invoice();
  command.lines = {line("1", "1", standard("16")), line("9000000", "9000000", standard("16"))};
  const auto computed = compute_totals(command, RoundingProfile::cfdi);
  ASSERT_FALSE(computed.has_value());
  EXPECT_EQ(computed.error().code, Code::overflow);
  EXPECT_EQ(computed.error().field, "lines[1]");
}

}  // namespace
}  // namespace latido::domain
