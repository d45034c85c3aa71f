#include "credit_notes.h"

#include <numeric>

#include <gtest/gtest.h>

// How much tax goes with what is credited. Expected figures are worked out by hand.
namespace latido::domain {
namespace {

TEST(IssueCreditNote, TaxesTheSumOfAllNotesNotEachAlone) {
  // 0.30 at 19 %: 0.06 (0.057). Thirds: 0.019, 0.038, 0.057 in all: 0.02, 0.04, 0.06.
  auto command = invoice();
  command.lines.assign(3, line("1", "0.1", standard("19")));
  auto of = creditable(command);
  for (const auto number : std::vector<std::uint16_t>{1, 2, 3}) {
    const auto event = credit(of, by_lines({rest_of(number)}));
    ASSERT_TRUE(event.has_value());
    EXPECT_EQ(event->note.document.totals.tax_total, 2);
    of = after(of, *event);
  }
  // 1.00 at 5 %, ten times 0.10: 0.005 each. In all 0.005, 0.010, 0.015...: 1, 1, 2, 2, 3...
  command.lines.assign(10, line("1", "0.1", standard("5")));
  of = creditable(command);
  for (std::uint16_t number = 1; number <= 10; ++number) {
    const auto event = credit(of, by_lines({rest_of(number)}));
    EXPECT_EQ(event->note.document.totals.tax_total, number % 2);
    of = after(of, *event);
  }
}

TEST(IssueCreditNote, TaxesEachLineWhereTheInvoiceDid) {
  // 19 % of 0.33 is 0.0627 by line: 0.06; of 0.66 in one group it would be 0.13.
  auto command = invoice();
  command.lines.assign(3, line("1", "0.33", standard("19")));
  const auto of = creditable(command, RoundingProfile::per_line);
  const auto event = credit(of, by_lines({rest_of(1), rest_of(2)}));
  EXPECT_EQ(event->note.document.totals.tax_total, 12);
  EXPECT_EQ(event->note.document.rounding_profile, RoundingProfile::per_line);
}

// The taxes of one note after the other, each of which must be taken.
std::vector<Minor> taxes_of(CreditableState of, const std::vector<IssueCreditNote>& commands) {
  std::vector<Minor> taxes;
  for (const auto& command : commands) {
    const auto event = credit(of, command);
    EXPECT_TRUE(event.has_value());
    if (!event) break;
    taxes.push_back(event->note.document.totals.tax_total);
    of = after(of, *event);
  }
  return taxes;
}

TEST(IssueCreditNote, TakesNoMoreTaxThanTheInvoiceHas) {
  // 0.60 at 5 %: 0.03. Each 0.10 has 0.005, by line 0.01: after three of them none is left.
  auto command = invoice();
  command.lines = {line("6", "0.1", standard("5"))};
  EXPECT_EQ(
      taxes_of(creditable(command, RoundingProfile::per_line), {6, by_lines({by_net(1, 10)})}),
      (std::vector<Minor>{1, 1, 1, 0, 0, 0}));
}

TEST(IssueCreditNote, TakesAllOfTheTaxWithTheLastOfTheBase) {
  // 0.60 at 4 %: 0.02. Each 0.10 has 0.004, by line nothing: all of it comes at the end.
  auto command = invoice();
  command.lines = {line("6", "0.1", standard("4"))};
  EXPECT_EQ(
      taxes_of(creditable(command, RoundingProfile::per_line), {6, by_lines({by_net(1, 10)})}),
      (std::vector<Minor>{0, 0, 0, 0, 0, 2}));
}

TEST(IssueCreditNote, HasNoTaxAgainstItsBase) {
  // By line at 19 %: 0.19, 0.19, 0.02 (0.019), thrice -0.01 (-0.0057). The last four together come
  // to 0.01 net and -0.01 tax: rather none, and it is left to the rest.
  auto command = invoice();
  const auto small = line("-1", "0.03", standard("19"));
  command.lines = {line("1", "1", standard("19")),
                   line("1", "1", standard("19")),
                   line("1", "0.1", standard("19")),
                   small,
                   small,
                   small};
  EXPECT_EQ(taxes_of(creditable(command, RoundingProfile::per_line),
                     {by_lines({rest_of(1)}),
                      by_lines({rest_of(3), rest_of(4), rest_of(5), rest_of(6)}),
                      by_lines({rest_of(2)})}),
            (std::vector<Minor>{19, 0, 18}));
}

TEST(IssueCreditNote, ByAmountStaysWithinBaseAndTaxWhereTheyAreFarFromTheRate) {
  // By line at 19 %: 0.02 has none, so 0.06 has none; of 0.05 with tax 0.04 would be net.
  auto command = invoice();
  command.lines.assign(3, line("1", "0.02", standard("19")));
  auto event = credit(creditable(command, RoundingProfile::per_line), by_amount(5));
  EXPECT_EQ(event->note.document.taxes, (std::vector<TaxGroup>{{standard("19"), 5, 0}}));
  // 0.03 has 0.01, so 0.30 has 0.10; of 0.39 with tax 0.33 would be net.
  command.lines.assign(10, line("1", "0.03", standard("19")));
  event = credit(creditable(command, RoundingProfile::per_line), by_amount(39));
  EXPECT_EQ(event->note.document.taxes, (std::vector<TaxGroup>{{standard("19"), 30, 9}}));
}

TEST(IssueCreditNote, ByAmountTaxesTheSumOfAllNotesToo) {
  // 0.03 with 19 %: 0.0252 net. Forty of them: 1.20, of which 1.01 (1.0084) is net.
  auto command = invoice();
  command.lines = {line("1", "10", standard("19"))};
  const auto taxes = taxes_of(creditable(command), {40, by_amount(3)});
  EXPECT_EQ(std::accumulate(taxes.begin(), taxes.end(), Minor{0}), 19);
}

TEST(IssueCreditNote, ByAmountIsSpreadOverTheGroupsWithTheirTax) {
  // Left: 7 %: 21.40, 19 %: 29.75. 10.00 is 4.18 (4.184) and 5.82 (5.816): nets 3.91 (3.907) and
  // 4.89 (4.891), taxes 0.27 and 0.93.
  const auto event = credit(creditable(three_lines()), by_amount(1000));
  ASSERT_TRUE(event.has_value());
  const auto& document = event->note.document;
  EXPECT_EQ(document.taxes,
            (std::vector<TaxGroup>{{standard("7"), 391, 27}, {standard("19"), 489, 93}}));
  EXPECT_EQ(document.totals.payable(), 1000);
  EXPECT_EQ(document.lines[0].name, "Credit on invoice F-0001");
  EXPECT_EQ(document.lines[0].unit_price, decimal("3.91"));
}

}  // namespace
}  // namespace latido::domain
