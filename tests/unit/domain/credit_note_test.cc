#include "credit_notes.h"

#include <algorithm>

#include <gtest/gtest.h>

// Expected figures are worked out by hand.
namespace latido::domain {
namespace {

const Date kToday = day("2026-03-15");

struct CreditCase {
  IssueCreditNote command = by_lines({by_net(1, 1000), by_net(2, 500)});  // 17.25
  std::optional<SeriesState> in_series = credit_series();
  std::optional<CreditableState> of = creditable(three_lines());
  BooksState books;

  [[nodiscard]] auto run() const { return decide(command, in_series, of, books, kToday); }
};

std::vector<LinePart>& parts(IssueCreditNote& command) {
  return std::get<std::vector<LinePart>>(command.what);
}

TEST(IssueCreditNote, IsRejectedForTheFirstReasonOfItsLadder) {
  expect_ladder<CreditCase>(
      {
          {"no such series", [](auto& c) { c.in_series.reset(); }, Code::unknown_series, "series"},
          {"a series of invoices",
           [](auto& c) { c.in_series->kind = DocumentKind::invoice; },
           Code::wrong_series_kind,
           "series"},
          {"no such invoice", [](auto& c) { c.of.reset(); }, Code::unknown_invoice, "invoiceId"},
          {"void",
           [](auto& c) { c.of->state.status = InvoiceStatus::voided; },
           Code::not_open,
           "invoiceId"},
          {"uncollectible",
           [](auto& c) { c.of->state.status = InvoiceStatus::uncollectible; },
           Code::not_open,
           "invoiceId"},
          {"other currency",
           [](auto& c) { c.command.currency = currency("USD"); },
           Code::currency_mismatch,
           "currency"},
          {"series closed",
           [](auto& c) { c.in_series->closed = true; },
           Code::series_closed,
           "series"},
          {"series used up",
           [](auto& c) { c.in_series->next_number = 1001; },
           Code::series_exhausted,
           "series"},
          {"more than a year ahead",
           [](auto& c) { c.command.issue_date = day("2027-03-17"); },
           Code::bad_value,
           "issueDate"},
          {"before the invoice",
           [](auto& c) { c.command.issue_date = day("2026-03-09"); },
           Code::bad_value,
           "issueDate"},
          {"series out of its dates",
           [](auto& c) { c.in_series->valid_to = day("2026-03-11"); },
           Code::series_expired,
           "issueDate"},
          {"date goes back",
           [](auto& c) { c.in_series->last_issue_date = day("2026-03-13"); },
           Code::date_regression,
           "issueDate"},
          {"period closed",
           [](auto& c) { c.books = closed_through("2026-03-12"); },
           Code::period_closed,
           "issueDate"},
          {"no such line",
           [](auto& c) { parts(c.command)[0].line = 4; },
           Code::unknown_line,
           "lines[0].line"},
          {"a line twice",
           [](auto& c) { parts(c.command)[1].line = parts(c.command)[0].line; },
           Code::bad_value,
           "lines[1].line"},
          {"quantity and amount",
           [](auto& c) { parts(c.command)[0].quantity = decimal("1"); },
           Code::bad_value,
           "lines[0].quantity"},
          {"more than the line",
           [](auto& c) { parts(c.command)[1].amount = 2001; },
           Code::exceeds_creditable,
           "lines[1].amount"},
          {"more than the group",
           [](auto& c) { parts(c.command)[0].amount = 2501; },
           Code::exceeds_creditable,
           "lines"},
          {"more than the total",
           [](auto& c) { c.of->credited_total = 3391; },
           Code::exceeds_creditable,
           "lines"},
          {"other figures expected",
           [](auto& c) { c.command.expected_payable = 1724; },
           Code::expected_mismatch,
           "expectedPayable"},
          {"more to the credit than there is",
           [](auto& c) { c.command.to_credit = 1726; },
           Code::split_mismatch,
           "toCredit"},
          {"more to the invoice than is due",
           [](auto& c) {
             c.of->state = settle(c.of->state, 5000);
             c.command.to_invoice = 116;
           },
           Code::split_mismatch,
           "toInvoice"},
      },
      CreditCase{});
}

struct BadPart {
  const char* name;
  LinePart part;
  Code code;
  const char* field;
};

class BadPartTable : public testing::TestWithParam<BadPart> {};

TEST_P(BadPartTable, IsRefused) {
  const auto& row = GetParam();
  const auto event = credit(creditable(three_lines()), by_lines({row.part}));
  ASSERT_FALSE(event.has_value());
  EXPECT_EQ(code_name(event.error().code), code_name(row.code));
  EXPECT_EQ(event.error().field, row.field);
}

INSTANTIATE_TEST_SUITE_P(
    Parts,
    BadPartTable,
    testing::Values(
        BadPart{"line 0", rest_of(0), Code::unknown_line, "lines[0].line"},
        BadPart{"nothing", by_net(1, 0), Code::bad_value, "lines[0].amount"},
        BadPart{"below zero", by_net(1, -1), Code::bad_value, "lines[0].amount"},
        BadPart{"above zero", by_net(3, 1), Code::bad_value, "lines[0].amount"},
        BadPart{"none of it", by_quantity(1, "0"), Code::bad_value, "lines[0].quantity"},
        BadPart{"less than none", by_quantity(1, "-1"), Code::bad_value, "lines[0].quantity"},
        BadPart{"against it", by_quantity(3, "1"), Code::bad_value, "lines[0].quantity"},
        BadPart{"too many", by_quantity(1, "4"), Code::exceeds_creditable, "lines[0].quantity"},
        BadPart{"too much", by_net(1, 3001), Code::exceeds_creditable, "lines[0].amount"},
        BadPart{"too little", by_net(3, -501), Code::exceeds_creditable, "lines[0].amount"}),
    [](const auto& row) {
      std::string name = row.param.name;
      std::replace(name.begin(), name.end(), ' ', '_');
      return name;
    });

TEST(IssueCreditNote, OfTheWholeIsTheInvoiceOverAgain) {
  auto command = three_lines();
  command.allowances_charges = {allowance(100, standard("19")), charge(50, standard("7"))};
  command.rounding = 3;
  command.prepaid = 1000;
  command.reference = "PO 5";
  const auto of = creditable(command);
  const auto event = credit(of, credit_command());
  ASSERT_TRUE(event.has_value());
  const auto& document = event->note.document;
  EXPECT_EQ(document.number, "CN-1");
  EXPECT_EQ(document.sequence, 1);
  EXPECT_EQ(document.issue_date, day("2026-03-12"));
  EXPECT_EQ(document.due_date, day("2026-03-12"));
  EXPECT_EQ(document.customer, of.invoice.customer);
  EXPECT_EQ(document.reference, "PO 5");
  EXPECT_EQ(document.lines, of.invoice.lines);
  EXPECT_EQ(document.allowances_charges, of.invoice.allowances_charges);
  EXPECT_EQ(document.taxes, of.invoice.taxes);
  EXPECT_EQ(document.totals.prepaid, 0);
  // 19 %: 24.00 + 4.56. 7 %: 20.50 + 1.44 (1.435). 0.03 rounding.
  EXPECT_EQ(document.totals.payable(), 2400 + 456 + 2050 + 144 + 3);
  EXPECT_EQ(event->note.invoice, 7);
  EXPECT_EQ(event->note.reason, "returned");
  EXPECT_EQ(event->note.of_lines,
            (std::vector<OfLine>{{1, of.invoice.lines[0].quantity},
                                 {2, of.invoice.lines[1].quantity},
                                 {3, of.invoice.lines[2].quantity}}));
  EXPECT_EQ(event->note.applied, 5053 - 1000);  // what is due; the rest is the customer's credit
}

TEST(IssueCreditNote, OfTheWholeAfterOthersIsTheRestOfEachGroup) {
  const auto of = creditable(three_lines());
  const auto first = credit(of, by_lines({by_quantity(1, "1")}));
  ASSERT_TRUE(first.has_value());
  const auto event = credit(after(of, *first), credit_command());
  ASSERT_TRUE(event.has_value());
  const auto& document = event->note.document;
  EXPECT_EQ(document.taxes,
            (std::vector<TaxGroup>{{standard("7"), 2000, 140}, {standard("19"), 1500, 285}}));
  ASSERT_EQ(document.lines.size(), 2U);
  EXPECT_EQ(document.lines[1].name, "Rest of invoice F-0001");
  EXPECT_EQ(document.lines[1].amount, 1500);
  EXPECT_EQ(document.lines[1].unit_price, decimal("15"));
  EXPECT_EQ(event->note.of_lines, std::vector<OfLine>(2));
}

TEST(IssueCreditNote, IsRejectedWhenNothingIsLeft) {
  const auto of = creditable(three_lines());
  const auto gone = after(of, credit(of, credit_command()).value());
  for (const auto& command : {credit_command(), by_amount(1), by_lines({rest_of(1)})}) {
    EXPECT_EQ(credit(gone, command).error().code, Code::exceeds_creditable);
  }
}

TEST(IssueCreditNote, KeepsThePriceOfTheUnitsThatComeBack) {
  const auto event = credit(creditable(three_lines()), by_lines({by_quantity(1, "2")}));
  ASSERT_TRUE(event.has_value());
  auto wanted = line("2", "10", standard("19"));
  wanted.amount = 2000;
  EXPECT_EQ(event->note.document.lines, std::vector<Line>{wanted});
  EXPECT_EQ(event->note.of_lines, (std::vector<OfLine>{{1, decimal("2")}}));
}

TEST(IssueCreditNote, SharesALinesAllowanceInProportion) {
  auto command = invoice();
  command.lines = {line("3", "10", standard("19"))};
  command.lines[0].allowances_charges = {allowance(500)};  // 25.00
  const auto event = credit(creditable(command), by_lines({by_quantity(1, "2")}));
  ASSERT_TRUE(event.has_value());
  auto wanted = line("1", "16.67", standard("19"));  // 2/3 of 25.00
  wanted.amount = 1667;
  EXPECT_EQ(event->note.document.lines, std::vector<Line>{wanted});
}

TEST(IssueCreditNote, OfAllUnitsInPortionsComesToTheLine) {
  auto command = invoice();
  command.lines = {line("3", "10", standard("19"))};
  command.lines[0].allowances_charges = {allowance(500)};  // 25.00
  auto of = creditable(command);
  for (const Minor wanted : {833, 834, 833}) {  // of 8.33, 16.67 and 25.00
    const auto event = credit(of, by_lines({by_quantity(1, "1")}));
    ASSERT_TRUE(event.has_value());
    EXPECT_EQ(event->note.document.totals.line_total, wanted);
    of = after(of, *event);
  }
  EXPECT_EQ(credit(of, by_lines({by_quantity(1, "1")})).error().code, Code::exceeds_creditable);
}

TEST(IssueCreditNote, OfUnitsThatAreNegativeIsRoundedHalfUpToo) {
  auto command = invoice();
  command.lines = {line("-3", "10", standard("19")), line("1", "50", standard("19"))};
  command.lines[0].allowances_charges = {allowance(4000)};
  command.lines[0].allowances_charges[0].charge = true;  // -30.00 + 40.00
  auto of = creditable(command);
  for (const Minor wanted : {333, 334, 333}) {  // of 3.33, 6.67 and 10.00
    const auto event = credit(of, by_lines({by_quantity(1, "-1")}));
    ASSERT_TRUE(event.has_value());
    EXPECT_EQ(event->note.document.totals.line_total, wanted);
    of = after(of, *event);
  }
}

TEST(IssueCreditNote, MayNameALineThatOnlyInforms) {
  auto command = invoice();
  command.lines = {line("0", "5", standard("19")), line("1", "10", standard("19"))};
  const auto event = credit(creditable(command), by_lines({rest_of(1), rest_of(2)}));
  ASSERT_TRUE(event.has_value()) << event.error().message;
  EXPECT_EQ(event->note.document.totals.line_total, 1000);
}

// 0.40 in all: each 11 come to 0.04, and ten such notes would be 110 units.
TEST(IssueCreditNote, NeverTakesBackMoreUnitsThanALineHas) {
  auto command = invoice();
  command.lines = {line("100", "0.004", standard("19"))};
  auto of = creditable(command);
  for (int n = 0; n < 9; ++n) {
    of = after(of, credit(of, by_lines({by_quantity(1, "11")})).value());
  }
  const auto refused = credit(of, by_lines({by_quantity(1, "11")}));
  ASSERT_FALSE(refused.has_value());
  EXPECT_EQ(refused.error().code, Code::exceeds_creditable);
  EXPECT_EQ(refused.error().field, "lines[0].quantity");
  EXPECT_THAT(refused.error().message, testing::HasSubstr("0.00 and 1 units of line 1"));
  of = after(of, credit(of, by_lines({by_quantity(1, "1")})).value());
  EXPECT_EQ(of.credited_units, std::vector<Decimal>{decimal("100")});
}

TEST(IssueCreditNote, OfAFreeLineTakesItBackOnce) {
  for (const auto& part : {by_quantity(1, "1"), rest_of(1)}) {
    auto command = three_lines();
    command.lines[0] = line("1", "0", standard("19"));
    command.lines.pop_back();
    auto of = creditable(command);
    of = after(of, credit(of, by_lines({part})).value());
    EXPECT_EQ(credit(of, by_lines({by_quantity(1, "1")})).error().code, Code::exceeds_creditable);
    EXPECT_EQ(credit(of, by_lines({rest_of(1)})).error().code, Code::exceeds_creditable);
  }
}

TEST(IssueCreditNote, OfALinesRestTakesTheUnitsThatAreLeft) {
  auto command = three_lines();
  command.lines.pop_back();
  auto of = creditable(command);
  of = after(of, credit(of, by_lines({by_quantity(1, "1")})).value());
  const auto event = credit(of, by_lines({rest_of(1)}));
  ASSERT_TRUE(event.has_value());
  auto wanted = line("2", "10", standard("19"));
  wanted.amount = 2000;
  EXPECT_EQ(event->note.document.lines, std::vector<Line>{wanted});
}

TEST(IssueCreditNote, StatesANegativeLineByANegativeQuantity) {
  const auto event =
      credit(creditable(three_lines()), by_lines({by_net(1, 1000), by_net(3, -200)}));
  ASSERT_TRUE(event.has_value());
  auto wanted = line("-1", "2", standard("19"));
  wanted.amount = -200;
  EXPECT_EQ(event->note.document.lines[1], wanted);
  EXPECT_EQ(event->note.document.taxes,
            (std::vector<TaxGroup>{{standard("19"), 800, 152}}));  // 1.52
}

TEST(IssueCreditNote, IsNeverBelowZero) {
  auto of = creditable(three_lines());
  of = after(of, credit(of, by_lines({by_net(1, 2000)})).value());
  const auto event = credit(of, by_lines({rest_of(3)}));
  ASSERT_FALSE(event.has_value());
  EXPECT_EQ(event.error().code, Code::negative_total);
}

TEST(IssueCreditNote, ByAmountOfAllIsExactAndTakesTheRoundingAlong) {
  auto command = three_lines();
  command.rounding = -15;
  const auto of = creditable(command);
  EXPECT_EQ(credit(of, by_amount(5101)).error().code, Code::exceeds_creditable);
  EXPECT_EQ(credit(of, by_amount(0)).error().code, Code::bad_value);
  EXPECT_EQ(credit(of, by_amount(-5)).error().code, Code::bad_value);
  const auto event = credit(of, by_amount(5100));
  ASSERT_TRUE(event.has_value());
  EXPECT_EQ(event->note.document.taxes, of.invoice.taxes);
  EXPECT_EQ(event->note.document.totals.rounding, -15);
  EXPECT_EQ(event->note.document.totals.payable(), 5100);
}

TEST(IssueCreditNote, MayCreditTheRoundingLast) {
  auto command = three_lines();
  command.rounding = 5;
  auto of = creditable(command);
  of = after(of, credit(of, by_lines({rest_of(1), rest_of(2), rest_of(3)})).value());
  const auto event = credit(of, credit_command());
  ASSERT_TRUE(event.has_value());
  EXPECT_EQ(event->note.document.totals.payable(), 5);
  EXPECT_EQ(event->note.document.lines.size(), 1U);
}

// Of 17.25, where `due` is still due.
Result<CreditNoteIssued> split(Minor due,
                               std::optional<Minor> to_invoice,
                               std::optional<Minor> to_credit) {
  CreditCase given;
  given.of->state = settle(given.of->state, 5115 - due);
  given.command.to_invoice = to_invoice;
  given.command.to_credit = to_credit;
  return given.run();
}

TEST(IssueCreditNote, LowersWhatIsDueAsFarAsItGoesUnlessToldOtherwise) {
  EXPECT_EQ(split(5115, {}, {})->note.applied, 1725);
  EXPECT_EQ(split(1000, {}, {})->note.applied, 1000);
  EXPECT_EQ(split(0, {}, {})->note.applied, 0);
  EXPECT_EQ(split(5115, {}, 700)->note.applied, 1025);
  EXPECT_EQ(split(5115, 25, {})->note.applied, 25);
  EXPECT_EQ(split(5115, 25, 1700)->note.applied, 25);
  EXPECT_EQ(split(0, 0, 1725)->note.applied, 0);
}

TEST(IssueCreditNote, IsRejectedWhenTheSplitDoesNotAddUp) {
  EXPECT_EQ(split(5115, 25, 1701).error().field, "toInvoice");
  EXPECT_EQ(split(5115, -1, 1726).error().field, "toCredit");
  EXPECT_EQ(split(5115, -1, {}).error().field, "toInvoice");
  EXPECT_EQ(split(5115, 1726, {}).error().field, "toInvoice");
  EXPECT_EQ(split(1000, {}, 700).error().field, "toCredit");  // 10.25 of 10.00
  EXPECT_EQ(split(5115, {}, -1).error().field, "toCredit");
  EXPECT_EQ(split(1000, 1001, {}).error().code, Code::split_mismatch);
}

TEST(IssueCreditNote, MayStateAPriceBeyond64BitsForAPartOfAUnit) {
  auto command = invoice();
  command.currency = currency("JPY");
  command.lines = {line("9000000000", "10000", {TaxCategory::e, Rate{0}})};
  auto note = by_lines({by_net(1, 80'000'000'000'000)});
  note.currency = command.currency;
  const auto event = credit(creditable(command), note);
  ASSERT_TRUE(event.has_value());
  EXPECT_EQ(event->note.document.lines[0].unit_price, decimal("8000000000"));
  EXPECT_EQ(event->note.document.lines[0].base_quantity, decimal("0.0001"));
}

}  // namespace
}  // namespace latido::domain
