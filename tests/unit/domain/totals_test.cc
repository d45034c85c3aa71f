#include "comandos/domain/totals.h"

#include "builders.h"

#include <limits>

#include <gtest/gtest.h>

namespace latido::domain {
namespace {

Result<Computed> en16931_totals(const IssueInvoice& command) {
  return compute_totals(command, RoundingProfile::en16931);
}

// Figures in this file are worked out by hand from EN 16931 (BR-CO-10 to BR-CO-17).

IssueInvoice with_lines(std::vector<Line> lines, std::string_view code = "EUR") {
  IssueInvoice command = invoice();
  command.currency = currency(code);
  command.lines = std::move(lines);
  return command;
}

struct LineAmount {
  std::string currency;
  std::string quantity;
  std::string price;
  std::string base;
  Minor amount;
};

class LineAmountTable : public testing::TestWithParam<LineAmount> {};

TEST_P(LineAmountTable, IsPriceByBaseTimesQuantityRoundedOnce) {
  const auto& row = GetParam();
  auto one = line(row.quantity, row.price, standard("0"));
  one.base_quantity = decimal(row.base);
  const auto computed = en16931_totals(with_lines({one}, row.currency));
  ASSERT_TRUE(computed.has_value()) << computed.error().message;
  EXPECT_EQ(computed->line_amounts, std::vector<Minor>{row.amount});
}

INSTANTIATE_TEST_SUITE_P(
    Values,
    LineAmountTable,
    testing::Values(
        LineAmount{"EUR", "2", "50", "1", 10000},
        LineAmount{"EUR", "1", "0.005", "1", 1},    // half a cent goes up
        LineAmount{"EUR", "-1", "0.005", "1", -1},  // and down, away from zero
        LineAmount{"EUR", "1", "0.0049", "1", 0},
        LineAmount{"EUR", "1", "0.015", "1", 2},
        LineAmount{"EUR", "1", "0.025", "1", 3},  // half to even would give 2
        LineAmount{"EUR", "3", "0.333333333", "1", 100},
        LineAmount{"EUR", "1000000", "0.000000001", "1", 0},  // 0.001
        LineAmount{"EUR", "5000000", "0.000000001", "1", 1},  // 0.005
        LineAmount{"EUR", "10", "100", "3", 33333},  // 333.333...: never rounded at the unit price
        LineAmount{"EUR", "1", "1", "3", 33},
        LineAmount{"EUR", "2", "1", "3", 67},
        LineAmount{"JPY", "1", "100.5", "1", 101},
        LineAmount{"JPY", "3", "33.4", "1", 100},
        LineAmount{"KWD", "1", "1.0005", "1", 1001},
        LineAmount{"CLF", "1", "1.00005", "1", 10001},
        LineAmount{"JPY", "1", "9223372036.5", "1", 9223372037},
        LineAmount{"EUR", "9223372036.854775807", "1", "1", 922337203685},
        // The largest amount of all: 9 223 372 036 854 775 807 yen.
        LineAmount{
            "JPY", "9223372036.854775807", "1000000000", "1", std::numeric_limits<Minor>::max()}));

TEST(Totals, RoundTheTaxOncePerGroupAndNotPerLine) {
  // Three lines of 0.33: 3 x round(0.0627) would be 0.18, the group's 0.99 x 19 % is 0.19.
  const auto computed = en16931_totals(with_lines({line("1", "0.33", standard("19")),
                                                   line("1", "0.33", standard("19")),
                                                   line("1", "0.33", standard("19"))}));
  EXPECT_EQ(computed->taxes, (std::vector<TaxGroup>{{standard("19"), 99, 19}}));
}

TEST(Totals, RoundHalfACentOfTaxUp) {
  const auto computed = en16931_totals(with_lines({line("1", "1460.50", standard("25"))}));
  EXPECT_EQ(computed->totals.tax_total, 36513);
}

TEST(Totals, KeepOneGroupForEachCategoryAndRate) {
  const Tax exempt = tax(TaxCategory::e, "0");
  const Tax reverse = tax(TaxCategory::ae, "0");
  const auto computed = en16931_totals(with_lines({line("1", "10", reverse),
                                                   line("1", "20", standard("19")),
                                                   line("1", "30", standard("7")),
                                                   line("1", "40", exempt),
                                                   line("1", "50", standard("7.00"))}));
  EXPECT_EQ(computed->taxes,
            (std::vector<TaxGroup>{{standard("7"), 8000, 560},
                                   {standard("19"), 2000, 380},
                                   {exempt, 4000, 0},
                                   {reverse, 1000, 0}}));
  EXPECT_EQ(computed->totals.tax_exclusive(), 15000);
  EXPECT_EQ(computed->totals.tax_inclusive(), 15940);
}

TEST(Totals, TakeAllowancesOffAndAddChargesOnLineAndDocument) {
  auto command = with_lines({line("10", "9.99", standard("19"))});  // 99.90
  command.lines[0].allowances_charges = {allowance(990),
                                         charge(100)};  // 91.00 - the line itself holds them
  command.allowances_charges = {
      allowance(1000, standard("19")), charge(550, standard("7")), allowance(50, standard("7"))};
  const auto computed = en16931_totals(command);
  ASSERT_TRUE(computed.has_value());
  EXPECT_EQ(computed->line_amounts, std::vector<Minor>{9100});
  EXPECT_EQ(computed->taxes,
            (std::vector<TaxGroup>{{standard("7"), 500, 35}, {standard("19"), 8100, 1539}}));
  EXPECT_EQ(computed->totals, (Totals{9100, 1050, 550, 1574, 0, 0}));
  EXPECT_EQ(computed->totals.tax_exclusive(), 8600);
  EXPECT_EQ(computed->totals.tax_inclusive(), 10174);
}

TEST(Totals, PayWhatIsLeftAfterThePrepaidAndTheRounding) {
  auto command = with_lines({line("1", "99.99", standard("20"))});  // 99.99 + 20.00 = 119.99
  command.prepaid = 2000;
  command.rounding = 1;
  const auto computed = en16931_totals(command);
  EXPECT_EQ(computed->totals.tax_inclusive(), 11999);
  EXPECT_EQ(computed->totals.payable(), 10000);
}

TEST(Totals, MayHaveANegativeLineAndANegativeGroup) {
  const auto computed = en16931_totals(
      with_lines({line("1", "100", standard("19")), line("-1", "10.50", standard("25"))}));
  EXPECT_EQ(computed->taxes,
            (std::vector<TaxGroup>{{standard("19"), 10000, 1900}, {standard("25"), -1050, -263}}));
}

TEST(Totals, KeepAGroupThatComesToNothing) {
  const auto computed = en16931_totals(with_lines({line("1", "0", standard("19"))}));
  EXPECT_EQ(computed->taxes, (std::vector<TaxGroup>{{standard("19"), 0, 0}}));
}

struct TooLarge {
  std::string name;
  std::function<void(IssueInvoice&)> change;
  std::string field;
};

class TotalsOverflow : public testing::TestWithParam<TooLarge> {};

// Each row starts from one line of 9 * 10^18 yen, a little under the largest amount.
TEST_P(TotalsOverflow, IsRejectedAtTheFieldWhereItHappens) {
  auto command = with_lines({line("9000000000", "1000000000", standard("0"))}, "JPY");
  ASSERT_TRUE(en16931_totals(command).has_value());
  GetParam().change(command);
  const auto computed = en16931_totals(command);
  ASSERT_FALSE(computed.has_value());
  EXPECT_EQ(computed.error().code, Code::overflow);
  EXPECT_EQ(computed.error().field, GetParam().field);
}

constexpr Minor kHuge = 9'000'000'000'000'000'000;

INSTANTIATE_TEST_SUITE_P(
    Steps,
    TotalsOverflow,
    testing::Values(TooLarge{"LineItself",
                             [](auto& c) {
                               c.lines.push_back(line("9000000000", "9000000000", standard("0")));
                             },
                             "lines[1].quantity"},
                    TooLarge{"LineBelowZero",
                             [](auto& c) {
                               c.lines.push_back(line("-9000000000", "9000000000", standard("0")));
                             },
                             "lines[1].quantity"},
                    TooLarge{"ChargeOnALine",
                             [](auto& c) {
                               c.lines[0].allowances_charges = {charge(1), charge(kHuge)};
                             },
                             "lines[0].allowancesCharges[1].amount"},
                    TooLarge{
                        "SumOfLines", [](auto& c) { c.lines.push_back(c.lines[0]); }, "lines[1]"},
                    TooLarge{"SumOfLinesOfDifferentGroups",
                             [](auto& c) {
                               c.lines.push_back(c.lines[0]);
                               c.lines[1].tax = tax(TaxCategory::e, "0");
                             },
                             "lines[1]"},
                    TooLarge{"ChargeOnTheDocument",
                             [](auto& c) { c.allowances_charges = {charge(kHuge, standard("0"))}; },
                             "allowancesCharges[0].amount"},
                    TooLarge{"SumOfAllowances",
                             [](auto& c) {
                               c.allowances_charges = {allowance(kHuge, standard("0")),
                                                       allowance(kHuge, standard("1"))};
                             },
                             "allowancesCharges[1].amount"},
                    TooLarge{"ExclusiveOverSeveralGroups",
                             [](auto& c) { c.allowances_charges = {charge(kHuge, standard("1"))}; },
                             "allowancesCharges"},
                    TooLarge{"TaxOnTop", [](auto& c) { c.lines[0].tax = standard("19"); }, "lines"},
                    TooLarge{"SumOfTaxes",
                             [](auto& c) {
                               c.lines[0].tax = standard("100");
                               c.lines.push_back(line("-9000000000", "1000000000", standard("0")));
                               c.lines.push_back(line("9000000000", "1000000000", standard("99")));
                             },
                             "lines"},
                    TooLarge{"Prepaid",
                             [](auto& c) {
                               c.lines[0].quantity = decimal("-9000000000");
                               c.prepaid = kHuge;
                             },
                             "prepaid"},
                    TooLarge{"Rounding", [](auto& c) { c.rounding = kHuge; }, "rounding"}),
    [](const auto& row) { return row.param.name; });

}  // namespace
}  // namespace latido::domain
