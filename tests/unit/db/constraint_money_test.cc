// The schema's promises about money and the catalogue, tried from outside the program: what
// constraint_test.cc does for the log and documents.
#include "tests/unit/db/support/sample.h"

#include <ostream>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace latido::db {
namespace {

using namespace domain;
using namespace test;
using testing::HasSubstr;

std::string key(int position) { return "((1 << 40) | " + std::to_string(position) + ")"; }

// Positions of what MoneySchema makes, in its order.
enum : int {
  customer_key = 1,
  series_key,
  open_invoice,  // 119.00, of which 10.00 are paid
  other_customer,
  other_invoice,  // of the other customer
  payment_key,    // 12.00: 10.00 for open_invoice, 2.00 credit, 1.00 of it refunded
  refund_key,
  reversed_payment,
  reversal,
  product_key,
  price_key,
  tax_code_key,
  draft_key,
  deletion,
  free_key,
};

struct Case {
  std::string name;
  std::string sql;
  std::string error;
};

void PrintTo(const Case& one, std::ostream* out) { *out << one.name; }

class MoneySchema : public testing::TestWithParam<Case> {
 protected:
  MoneySchema() {
    WriteStore store({folder.file()});
    const auto tenant = open_books(store);
    const auto record = [&](const Event& event) { return append(store, tenant, event); };
    const PaymentRecorded payment{.customer_id = "C1",
                                  .amount = 1'200,
                                  .currency = kEuro,
                                  .received_date = Date{kToday},
                                  .reference = "REF",
                                  .method = "",
                                  .allocations = {{open_invoice, 1'000}}};
    auto second = payment;
    second.reference = "REF-2";
    store.begin(kNow);
    issue(store, tenant);
    record(CustomerCreated{customer("C2")});
    issue(store, tenant, {.customer_id = "C2"});
    record(payment);
    record(PaymentRefunded{payment_key, 100, "", ""});
    record(second);
    record(PaymentReversed{reversed_payment, "bounced"});
    record(ProductCreated{{.product_id = "P", .name = "Product", .unit_code = "C62"}});
    record(PriceCreated{{.price_id = "PR",
                         .product_id = "P",
                         .currency = kEuro,
                         .unit_price = Decimal{1},
                         .tax_code = ""}});
    record(TaxRateDefined{"VAT", kTax19, Date{0}});
    IssueInvoice content;
    content.customer_id = "C1";
    content.currency = kEuro;
    record(DraftCreated{content});
    EXPECT_EQ(record(DraftDeleted{draft_key}), deletion);
    record(PeriodClosed{Date{100}});
    record(SellerSet{{.name = "Seller", .tax_id = "", .address = {}}});
    EXPECT_EQ(store.commit(), CommitOutcome::durable);
  }
  TempFolder folder;
};

TEST_P(MoneySchema, RefusesWhatWouldBreakAPromise) {
  RawStore raw(folder.file());
  EXPECT_THAT(raw.run("BEGIN; " + GetParam().sql), HasSubstr(GetParam().error));
}

std::string allocate(int source, int document, int amount) {
  return "INSERT INTO allocation VALUES (" + key(source) + ", " + key(document) + ", " +
         std::to_string(amount) + ")";
}

const Case kCases[] = {
    {"PaymentAmount", "UPDATE payment SET amount = amount + 1", "a payment is frozen"},
    {"PaymentReference", "UPDATE payment SET reference = 'other'", "a payment is frozen"},
    {"PaymentDelete", "DELETE FROM payment", "payments are never deleted"},
    {"PaymentOfNothing",
     "INSERT INTO payment VALUES (" + key(free_key) + ", " + key(1) +
         ", 'EUR', 0, 0, 0, 1, NULL, '')",
     "CHECK"},
    {"PaymentReferenceTwice",
     "INSERT INTO payment VALUES (" + key(free_key) + ", " + key(1) +
         ", 'EUR', 5, 0, 0, 1, 'REF', '')",
     "UNIQUE"},
    {"PaymentRefundedWithoutRefund",
     "UPDATE payment SET refunded = refunded + 1 WHERE payment_key = " + key(payment_key),
     "not what the refunds gave"},
    {"PaymentReversedThoughItPays",
     "UPDATE payment SET reversed_key = " + key(free_key) +
         " WHERE payment_key = " + key(payment_key),
     "reversed once"},
    {"PaymentReversedTwice",
     "UPDATE payment SET reversed_key = " + key(free_key) +
         " WHERE payment_key = " + key(reversed_payment),
     "reversed once"},
    {"PaymentReversalTakenBack", "UPDATE payment SET reversed_key = 0", "reversed once"},
    {"RefundUpdate", "UPDATE refund SET amount = 1", "refunds never change"},
    {"RefundDelete", "DELETE FROM refund", "refunds are never deleted"},
    {"AllocationOverThePayment",
     "UPDATE allocation SET amount = 1201",
     "allocations exceed their payment"},
    {"AllocationOfAReversedPayment",
     allocate(reversed_payment, open_invoice, 1),
     "an allocation needs"},
    {"AllocationToAnotherCustomersInvoice",
     allocate(payment_key, other_invoice, 1),
     "an allocation needs"},
    {"AllocationOfAnotherCustomersCredit",
     allocate(customer_key, other_invoice, 1),
     "an allocation needs"},
    {"AllocationOfNobody", allocate(series_key, open_invoice, 1), "an allocation needs"},
    {"AllocationNegative", "UPDATE allocation SET amount = -1", "CHECK"},
    {"AllocationMoved",
     "UPDATE allocation SET document_key = " + key(other_invoice),
     "an allocation keeps its ends"},
    {"AllocationDelete", "DELETE FROM allocation", "an allocation goes at 0 only"},
    {"DueNegative", "UPDATE open_due SET amount = -1", "CHECK"},
    {"DueDelete", "DELETE FROM open_due", "what is due goes at 0 only"},
    {"CreditNegative", "UPDATE customer_credit SET amount = -1", "CHECK"},
    {"CreditDelete", "DELETE FROM customer_credit", "customers' credits are never deleted"},
    {"EntryUpdate", "UPDATE customer_entry SET amount = 1", "customer entries never change"},
    {"EntryDelete", "DELETE FROM customer_entry", "customer entries are never deleted"},
    {"TrailDelete", "DELETE FROM trail", "trails are never deleted"},
    {"PastDayUpdate", "UPDATE account_day SET cash = 1", "balances of past days never change"},
    {"CustomerVersionSkipped",
     "UPDATE customer SET version = version + 1",
     "a customer only gains versions"},
    {"CustomerRenamed", "UPDATE customer SET customer_id = 'X'", "a customer only gains versions"},
    {"CustomerDelete", "DELETE FROM customer", "customers are never deleted"},
    {"CustomerVersionUpdate",
     "UPDATE customer_version SET name = 'X'",
     "versions of customers never change"},
    {"SellerUpdate", "UPDATE seller SET name = 'X'", "sellers never change"},
    {"PeriodReopened", "UPDATE books SET closed_through = 99", "a closed period stays closed"},
    {"BooksDelete", "DELETE FROM books", "books are never deleted"},
    {"ProductRenamed", "UPDATE product SET name = 'X'", "a product is only archived"},
    {"PriceChanged", "UPDATE price SET unit_price = 2", "a price never changes"},
    {"PriceDelete", "DELETE FROM price", "prices are never deleted"},
    {"TaxRateChanged", "UPDATE tax_rate SET rate = 2", "tax rates never change"},
    {"TaxCodeUnretired",
     "UPDATE tax_code SET retired_after = 5; UPDATE tax_code SET retired_after = 6",
     "only used or retired"},
    {"TaxCodeUnused",
     "UPDATE tax_code SET last_used = 5; UPDATE tax_code SET last_used = 4",
     "only used or retired"},
    {"DraftOfTheDead",
     "UPDATE draft SET status = 1, version = version + 1",
     "a draft that was deleted or issued never changes"},
    {"DraftDelete", "DELETE FROM draft", "drafts are never deleted"},
};
INSTANTIATE_TEST_SUITE_P(Each, MoneySchema, testing::ValuesIn(kCases), [](const auto& one) {
  return one.param.name;
});

class MoneySchemaControl : public MoneySchema {};
INSTANTIATE_TEST_SUITE_P(
    Works,
    MoneySchemaControl,
    testing::Values(
        Case{"AllocationGrows", "UPDATE allocation SET amount = 1200", ""},
        Case{"AllocationGoes", "UPDATE allocation SET amount = 0", ""},
        Case{"CreditAllocated", allocate(customer_key, open_invoice, 1), ""},
        Case{"Payment",
             "INSERT INTO payment VALUES (" + key(free_key) + ", " + key(1) +
                 ", 'EUR', 5, 0, 0, 1, 'NEW', '')",
             ""},
        Case{"PeriodClosedLater", "UPDATE books SET closed_through = 101", ""},
        Case{"ProductArchived", "UPDATE product SET archived = 1", ""},
        Case{"TaxCodeRetired", "UPDATE tax_code SET retired_after = 5, last_used = 4", ""}),
    [](const auto& one) { return one.param.name; });

TEST_P(MoneySchemaControl, TakesWhatKeepsThePromises) {
  RawStore raw(folder.file());
  EXPECT_EQ(raw.run("BEGIN; " + GetParam().sql + "; COMMIT"), "");
}

}  // namespace
}  // namespace latido::db
