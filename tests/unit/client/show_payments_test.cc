#include "clients/cpp/command/show_payments.h"

#include "tests/unit/client/from_json.h"

#include <gtest/gtest.h>

namespace latido::command {
namespace {

constexpr char kPayment[] = R"({"id": "pay-9", "customerId": "c-1", "currency": "EUR",
  "amount": "100.00", "allocated": "70.00", "refunded": "10.00", "left": "20.00",
  "receivedDate": "2026-03-20", "reference": "bank-1", "method": "transfer",
  "allocations": [{"invoiceId": "inv-7", "amount": "70.00"}]})";

}  // namespace

TEST(ShowPayment, SaysWhatBecameOfTheMoney) {
  FromJson<schema::Payment> payment(kPayment);
  EXPECT_EQ(show_payment(payment.get(), {}),
            "Payment    pay-9\n"
            "Customer   c-1\n"
            "Received   2026-03-20\n"
            "Reference  bank-1\n"
            "Method     transfer\n"
            "Amount     100.00 EUR\n"
            "Allocated  70.00 EUR\n"
            "Refunded   10.00 EUR\n"
            "Left       20.00 EUR\n"
            "\n"
            "INVOICE  AMOUNT\n"
            "inv-7     70.00\n");
}

TEST(PaymentTable, AsCsvHasARowEach) {
  FromJson<schema::PaymentPage> page(
      R"({"payments": [{"id": "pay-9", "customerId": "c-1", "currency": "EUR", "amount": "1.00",
        "allocated": "0.00", "refunded": "0.00", "left": "0.00", "reversed": true}]})");
  Table table = payment_table();
  add_payments(table, page.get());
  EXPECT_EQ(
      table.csv(),
      "id,customer,received,currency,amount,allocated,refunded,left,reversed,method,reference\r\n"
      "pay-9,c-1,,EUR,1.00,0.00,0.00,0.00,yes,,\r\n");
}

TEST(DraftTable, ShowsIdsToGoOnWith) {
  FromJson<schema::DraftPage> page(
      R"({"drafts": [{"id": "draft-4", "customerId": "c-1", "version": 2}]})");
  Table table = draft_table();
  add_drafts(table, page.get());
  EXPECT_EQ(table.text({}), "ID       CUSTOMER  VERSION\ndraft-4  c-1             2\n");
}

}  // namespace latido::command
