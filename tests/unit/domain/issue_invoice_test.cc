#include "builders.h"
#include "comandos/domain/decide.h"

#include <gtest/gtest.h>

namespace latido::domain {
namespace {

const Date kToday = day("2026-03-15");

struct IssueCase {
  IssueInvoice command = invoice();
  std::optional<SeriesState> in_series = series();
  std::optional<CustomerState> buyer = customer_state();
  BooksState books;
  FakeCatalogue catalogue;
  Minor largest_balance = 0;

  [[nodiscard]] auto run() const {
    auto found = catalogue;
    return decide(command, {in_series, buyer, books, found, kToday, largest_balance});
  }
};

SeriesState of_kind(DocumentKind kind, std::optional<SeriesState> state) {
  auto out = state.value_or(series());
  out.kind = kind;
  return out;
}

// The case with one thing changed, and what came of it.
Result<InvoiceIssued> issue_with(const std::function<void(IssueCase&)>& change) {
  IssueCase given;
  change(given);
  return given.run();
}

TEST(IssueInvoice, IsRejectedForTheFirstReasonOfItsLadder) {
  expect_ladder<IssueCase>(
      {
          {"no lines", [](auto& c) { c.command.lines.clear(); }, Code::no_lines, "lines"},
          {"a draft without series",
           [](auto& c) { c.command.series.clear(); },
           Code::missing_field,
           "series"},
          {"no such series", [](auto& c) { c.in_series.reset(); }, Code::unknown_series, "series"},
          {"a series of credit notes",
           [](auto& c) { c.in_series = of_kind(DocumentKind::credit_note, c.in_series); },
           Code::wrong_series_kind,
           "series"},
          {"no such customer",
           [](auto& c) { c.buyer.reset(); },
           Code::unknown_customer,
           "customerId"},
          {"archived customer",
           [](auto& c) { c.buyer->archived = true; },
           Code::archived,
           "customerId"},
          {"series closed",
           [](auto& c) { c.in_series->closed = true; },
           Code::series_closed,
           "series"},
          {"series used up",
           [](auto& c) { c.in_series->next_number = c.in_series->last_number + 1; },
           Code::series_exhausted,
           "series"},
          {"due before issue",
           [](auto& c) { c.command.due_date = day("2026-03-09"); },
           Code::bad_value,
           "dueDate"},
          {"series out of its dates",
           [](auto& c) { c.in_series->valid_to = day("2026-03-09"); },
           Code::series_expired,
           "issueDate"},
          {"date goes back",
           [](auto& c) { c.in_series->last_issue_date = day("2026-03-11"); },
           Code::date_regression,
           "issueDate"},
          {"period closed",
           [](auto& c) { c.books.closed_through = day("2026-03-10"); },
           Code::period_closed,
           "issueDate"},
          {"no such price",
           [](auto& c) { c.command.lines = {priced_line("1", "h-9")}; },
           Code::unknown_price,
           "lines[0].priceId"},
          {"amounts too large on the way",
           [](auto& c) { c.command.lines = {line("9000000000", "9000000000", standard("19"))}; },
           Code::overflow,
           "lines[0].quantity"},
          {"a line too large",
           [](auto& c) { c.command.lines = {line("9000000000", "9000", standard("19"))}; },
           Code::overflow,
           "lines"},
          {"other figures expected",
           [](auto& c) { c.command.expected.line_amounts = {9999}; },
           Code::expected_mismatch,
           "expected.lineAmounts[0]"},
          {"below zero",
           [](auto& c) { c.command.prepaid = 11901; },
           Code::negative_total,
           "prepaid"},
          {"full books",
           [](auto& c) { c.largest_balance = 100'000'000'000'000'001; },
           Code::overflow,
           "lines"},
      },
      IssueCase{});
}

TEST(IssueInvoice, FreezesSeriesCustomerAndFigures) {
  const auto event = issue_with([](auto& c) {
    c.command.terms_days = 30;
    c.command.reference = "PO 5";
    c.command.note = "thank you";
    c.command.prepaid = 900;
    c.in_series->next_number = 42;
  });
  ASSERT_TRUE(event.has_value());
  Invoice wanted;
  wanted.series = "F";
  wanted.sequence = 42;
  wanted.number = "F-0042";
  wanted.customer = customer();
  wanted.issue_date = day("2026-03-10");
  wanted.due_date = day("2026-04-09");
  wanted.currency = currency("EUR");
  wanted.lines = {line("2", "50", standard("19"))};
  wanted.lines[0].amount = 10000;
  wanted.taxes = {{standard("19"), 10000, 1900}};
  wanted.totals = {10000, 0, 0, 1900, 900, 0};
  wanted.reference = "PO 5";
  wanted.note = "thank you";
  EXPECT_EQ(event->invoice, wanted);
}

TEST(IssueInvoice, IsOfTodayUnlessToldOtherwise) {
  const auto event = issue_with([](auto& c) { c.command.issue_date.reset(); });
  EXPECT_EQ(event->invoice.issue_date, kToday);
  EXPECT_EQ(event->invoice.due_date, kToday);
}

TEST(IssueInvoice, MayFallDueOnTheDayItself) {
  EXPECT_TRUE(issue_with([](auto& c) { c.command.due_date = day("2026-03-10"); }).has_value());
}

TEST(IssueInvoice, MayBeAYearAheadAndNoMoreSoThatAMistypedYearDoesNotBlockTheSeries) {
  EXPECT_TRUE(issue_with([](auto& c) {
                c.command.issue_date = day("2027-03-16");  // 366 days after kToday
                c.command.due_date.reset();
              }).has_value());
  const auto event = issue_with([](auto& c) {
    c.command.issue_date = day("2027-03-17");
    c.command.due_date.reset();
  });
  ASSERT_FALSE(event.has_value());
  EXPECT_EQ(event.error().code, Code::bad_value);
  EXPECT_EQ(event.error().field, "issueDate");
}

TEST(IssueInvoice, IsRejectedWhenATotalCouldOverflowTheBalancesOfTheTenant) {
  const auto of_price = [](std::int64_t units) {
    return issue_with([&](auto& c) {
      auto line = c.command.lines.at(0);
      line.quantity = line.unit_price = Decimal{Decimal::kOne};
      line.unit_price.nano *= units;
      line.allowances_charges.clear();
      line.tax = {TaxCategory::e, Rate{0}};
      c.command.lines.assign(1'000, line);
      c.command.allowances_charges.clear();
      c.command.prepaid = c.command.rounding = 0;
      c.command.expected = {};
    });
  };
  EXPECT_TRUE(of_price(9'000'000'000).has_value());  // 1000 lines: 9 x 10^14 cents
  const auto event = issue_with([](auto& c) { c.command.prepaid = 1'000'000'000'000'001; });
  ASSERT_FALSE(event.has_value());
  EXPECT_EQ(event.error().code, Code::overflow);
}

TEST(IssueInvoice, MayUseTheLastNumberOfTheSeries) {
  const auto event = issue_with([](auto& c) { c.in_series->next_number = 100; });
  ASSERT_TRUE(event.has_value());
  EXPECT_EQ(event->invoice.number, "F-0100");
}

TEST(IssueInvoice, MayBeOnTheFirstAndTheLastDayOfTheSeries) {
  EXPECT_TRUE(issue_with([](auto& c) {
                c.in_series->valid_from = c.in_series->valid_to = day("2026-03-10");
              }).has_value());
}

TEST(IssueInvoice, IsRejectedBeforeTheFirstDayOfTheSeries) {
  const auto event = issue_with([](auto& c) { c.in_series->valid_from = day("2026-03-11"); });
  EXPECT_EQ(event.error().code, Code::series_expired);
}

TEST(IssueInvoice, MayShareTheDayOfTheLastOne) {
  EXPECT_TRUE(
      issue_with([](auto& c) { c.in_series->last_issue_date = day("2026-03-10"); }).has_value());
}

TEST(IssueInvoice, MayComeToNothing) {
  EXPECT_TRUE(issue_with([](auto& c) { c.command.prepaid = 11900; }).has_value());
}

TEST(IssueInvoice, IsRejectedWhenTheLinesComeToLessThanNothing) {
  const auto event = issue_with([](auto& c) { c.command.lines[0].quantity = decimal("-2"); });
  EXPECT_EQ(event.error().code, Code::negative_total);
  EXPECT_EQ(event.error().field, "lines");
}

TEST(IssueInvoice, TakesTheFiguresThatTheCallerBelieves) {
  EXPECT_TRUE(issue_with([](auto& c) {
                c.command.expected.line_amounts = {10000};
                c.command.expected.payable = 11900;
              }).has_value());
}

TEST(IssueInvoice, IsRejectedWhenTwoHugeLinesHideEachOther) {
  const auto event = issue_with([](auto& c) {
    c.command.lines = {line("9000000000", "9000", standard("19")),
                       line("-9000000000", "9000", standard("19")),
                       line("1", "1", standard("19"))};
  });
  ASSERT_FALSE(event.has_value());
  EXPECT_EQ(event.error().code, Code::overflow);
}

TEST(IssueInvoice, FillsInPricesAndTaxesAsOfTheIssueDate) {
  const auto event = issue_with([](auto& c) {
    c.catalogue.prices["h-1"] = price_state();
    c.catalogue.rates["VAT"] = rate_state();
    c.command.lines = {priced_line("2", "h-1")};
    c.command.issue_date = day("2026-02-28");
  });
  ASSERT_TRUE(event.has_value());
  EXPECT_EQ(event->invoice.lines[0].name, "Hour of work");
  EXPECT_EQ(event->invoice.lines[0].amount, 10000);
  EXPECT_EQ(event->invoice.taxes, (std::vector<TaxGroup>{{standard("16"), 10000, 1600}}));
}

TEST(IssueInvoice, CopiesTheVersionOfTheCustomer) {
  EXPECT_EQ(issue_with([](auto& c) { c.buyer->version = 3; })->invoice.customer_version, 3U);
}

TEST(IssueInvoice, RoundsByThePolicyAndSaysSo) {
  // 19 % of 0.33 three times: 0.0627 each. By group 0.19, by line 0.18.
  const auto by = [](RoundingProfile profile) {
    return issue_with([&](auto& c) {
      c.books.policy.rounding_profile = profile;
      c.command.lines.assign(3, line("1", "0.33", standard("19")));
    });
  };
  EXPECT_EQ(by(RoundingProfile::en16931)->invoice.totals.tax_total, 19);
  EXPECT_EQ(by(RoundingProfile::per_line)->invoice.totals.tax_total, 18);
  EXPECT_EQ(by(RoundingProfile::per_line)->invoice.rounding_profile, RoundingProfile::per_line);
}

}  // namespace
}  // namespace latido::domain
