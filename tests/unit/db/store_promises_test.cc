// What the schema refuses of events that break its promises, through the program's own door.
#include "tests/unit/db/support/sample.h"

#include <gtest/gtest.h>

namespace latido::db {
namespace {

using namespace test;

domain::PaymentRecorded payment(std::int64_t invoice, Currency currency) {
  return {.customer_id = "C1",
          .amount = 1,
          .currency = currency,
          .received_date = Date{1},
          .reference = "",
          .method = "",
          .allocations = {{invoice, 1}}};
}

class StorePromises : public testing::Test {
 protected:
  TempFolder folder;
  WriteStore store{{folder.file()}};
  TenantId tenant = open_books(store);
  void refuses(const domain::Event& event) {
    store.begin(kNow);
    EXPECT_THROW(append(store, tenant, event), BrokenPromise);
    store.rollback();
    EXPECT_EQ(store.head_position(tenant), 2);
  }
};

TEST_F(StorePromises, RefusesAnInvoiceWhoseCustomerIsShownOtherThanHeIs) {
  auto i = invoice(store.find_series(tenant, "S").value());
  i.customer.name = "Somebody else";
  refuses(domain::InvoiceIssued{i});
}

TEST_F(StorePromises, RefusesAnInvoiceWhoseNumberIsNotTheNext) {
  auto i = invoice(store.find_series(tenant, "S").value());
  i.sequence = 2;
  refuses(domain::InvoiceIssued{i});
}

TEST_F(StorePromises, RefusesAnInvoiceWhoseLinesDoNotAddUp) {
  auto i = invoice(store.find_series(tenant, "S").value());
  i.lines[0].amount += 1;
  refuses(domain::InvoiceIssued{i});
}

TEST_F(StorePromises, RefusesThingsOfInvoicesThatAreNotThere) {
  refuses(domain::InvoiceVoided{.invoice = 9, .reason = "x"});
  refuses(domain::InvoiceVoided{.invoice = -1, .reason = "x"});
  refuses(payment(9, kEuro));
  refuses(domain::InvoiceRecovered{.invoice = 9, .reason = "x"});
  refuses(domain::AllocationUndone{.payment = 9, .allocations = {}});
  refuses(domain::DraftDeleted{.draft = 9});
}

TEST_F(StorePromises, RefusesACustomerOrSeriesTwice) {
  refuses(domain::CustomerCreated{customer()});
  refuses(series());
}

TEST(StorePromise, RefusesAPaymentInAnotherCurrency) {
  TempFolder folder;
  WriteStore store({folder.file()});
  const auto tenant = open_books(store);
  store.begin(kNow);
  const auto id = issue(store, tenant);
  EXPECT_THROW(append(store, tenant, payment(id, kYen)), BrokenPromise);
  store.rollback();
}

}  // namespace
}  // namespace latido::db
