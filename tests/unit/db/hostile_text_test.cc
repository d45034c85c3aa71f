#include "db/store.h"
#include "tests/unit/db/support/sample.h"

#include <limits>

#include <gtest/gtest.h>

namespace latido::db {
namespace {

using namespace domain;
using namespace test;

class HostileText : public testing::TestWithParam<std::string> {};

TEST_P(HostileText, ComesBackAsItWentIn) {
  TempFolder folder;
  WriteStore store({folder.file()});
  const auto tenant = open_books(store);
  const auto& text = GetParam();
  Customer c{
      .customer_id = "C" + text, .name = text, .tax_id = text, .address = {text, text, text, text}};
  store.begin(kNow);
  store.append(tenant, CustomerCreated{c}, text, kNow);
  auto i = rich_invoice(store.find_series(tenant, "S").value());
  i.customer = c;
  i.reference = i.note = i.lines[0].name = i.lines[1].allowances_charges[0].reason = text;
  const auto id = store.append(tenant, InvoiceIssued{i}, text, kNow);
  ASSERT_EQ(store.commit(), CommitOutcome::durable);

  ReadStore reader(folder.file());
  EXPECT_EQ(reader.customer(tenant, "C" + text)->customer, c);
  EXPECT_EQ(reader.invoice_by_id(tenant, id)->invoice, i);
  EXPECT_EQ(reader.list_invoices(tenant, {.customer_id = "C" + text}).size(), 1U);
  EXPECT_TRUE(reader.verify_chain(tenant, 1, 100).intact);
}

INSTANTIATE_TEST_SUITE_P(Each,
                         HostileText,
                         testing::Values("",
                                         "'; DROP TABLE event; --",
                                         "%s%n%d",
                                         std::string("a\0b", 3),
                                         std::string(1, '\0'),
                                         "\xC3\xA9\xE2\x82\xAC",
                                         "\xFF\xFE not UTF-8",
                                         std::string(4'000, 'x'),
                                         "\"`[]\\"));

TEST(WriteStore, TakesTheSmallestAndLargestFiguresThatAnInvoiceCanHold) {
  constexpr auto kMax = std::numeric_limits<std::int64_t>::max();
  constexpr auto kMin = std::numeric_limits<std::int64_t>::min();
  TempFolder folder;
  WriteStore store({folder.file()});
  const auto tenant = open_books(store);
  store.begin(kNow);
  auto i = invoice(store.find_series(tenant, "S").value());
  i.lines[0].quantity = Decimal{kMin};
  i.lines[0].unit_price = Decimal{kMax};
  i.lines[0].base_quantity = Decimal{kMax};
  i.lines[0].amount = kMax;
  i.issue_date = Date{kNoFirstDate.days + 1};
  i.due_date = kNoLastDate;
  i.taxes = {{Tax{TaxCategory::b, Rate{1'000'000}}, kMin, 0}};
  i.totals = {.line_total = kMax,
              .allowance_total = 0,
              .charge_total = 0,
              .tax_total = 0,
              .prepaid = 0,
              .rounding = 0};
  const auto id = append(store, tenant, InvoiceIssued{i});
  ASSERT_EQ(store.commit(), CommitOutcome::durable);
  ReadStore reader(folder.file());
  EXPECT_EQ(reader.invoice_by_id(tenant, id)->invoice, i);
  EXPECT_EQ(reader.invoice_by_id(tenant, id)->state.due(), kMax);
  // A balance beyond 64 bits is refused, not rounded: one more cent of it takes its own turn back
  // and nothing else.
  store.begin(kNow);
  EXPECT_THROW(issue(store, tenant), BrokenPromise);
  store.rollback();
  EXPECT_EQ(store.head_position(tenant), id);
}

}  // namespace
}  // namespace latido::db
