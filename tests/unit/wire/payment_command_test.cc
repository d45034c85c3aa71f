#include "tests/unit/wire/commands.h"

namespace latido::wire {
namespace {

using test::command;
using test::read_as;

TEST(ReadPayment, IsOfOneInvoice) {
  const auto payment = read_as<domain::RecordPayment>(
      command("recordPayment",
              R"("invoiceId":"inv-7","amount":"10.50","currency":"EUR",)"
              R"("receivedDate":"2026-11-23","reference":"bank-9","method":"card")"));
  EXPECT_EQ(payment.invoice, 7);
  EXPECT_EQ(payment.customer_id, "");
  EXPECT_EQ(payment.amount, 1050);
  EXPECT_EQ(to_text(*payment.received_date), "2026-11-23");
  EXPECT_EQ(payment.reference, "bank-9");
  EXPECT_EQ(payment.method, "card");
}

TEST(ReadPayment, OrOfACustomerWithAllocationsOrWithout) {
  const auto payment = read_as<domain::RecordPayment>(command(
      "recordPayment",
      R"("customerId":"C","amount":"10","currency":"EUR",)"
      R"("allocations":[{"invoiceId":"inv-7","amount":"4"},{"invoiceId":"inv-8","amount":"5"}])"));
  EXPECT_EQ(payment.invoice, 0);
  EXPECT_EQ(payment.customer_id, "C");
  EXPECT_EQ(payment.allocations, (std::vector<domain::Allocation>{{7, 400}, {8, 500}}));
  EXPECT_TRUE(read_as<domain::RecordPayment>(
                  command("recordPayment", R"("customerId":"C","amount":"10","currency":"EUR")"))
                  .allocations.empty());
}

TEST(ReadPayment, IsAllocatedAndTakenBack) {
  const auto allocated =
      read_as<domain::Allocate>(command("allocate",
                                        R"("paymentId":"pay-9","currency":"EUR",)"
                                        R"("allocations":[{"invoiceId":"inv-7","amount":"4"}])"));
  EXPECT_EQ(allocated.payment, 9);
  EXPECT_EQ(allocated.allocations, (std::vector<domain::Allocation>{{7, 400}}));

  const auto all = read_as<domain::Unallocate>(
      command("unallocate", R"("paymentId":"pay-9","invoiceId":"inv-7","currency":"EUR")"));
  EXPECT_EQ(all.payment, 9);
  EXPECT_EQ(all.invoice, 7);
  EXPECT_FALSE(all.amount);
  const auto of_credit = read_as<domain::Unallocate>(command(
      "unallocate", R"("customerId":"C","invoiceId":"inv-7","currency":"EUR","amount":"1")"));
  EXPECT_EQ(of_credit.payment, 0);
  EXPECT_EQ(of_credit.customer_id, "C");
  EXPECT_EQ(of_credit.amount, 100);
}

TEST(ReadPayment, IsReversedOrRefunded) {
  const auto reversed = read_as<domain::ReversePayment>(
      command("reversePayment", R"("paymentId":"pay-9","reason":"bounced")"));
  EXPECT_EQ(reversed.payment, 9);
  EXPECT_EQ(reversed.reason, "bounced");
  const auto refunded = read_as<domain::RefundPayment>(
      command("refundPayment",
              R"("paymentId":"pay-9","currency":"EUR","amount":"2","reference":"bank-10")"));
  EXPECT_EQ(refunded.payment, 9);
  EXPECT_EQ(refunded.amount, 200);
  EXPECT_EQ(refunded.reference, "bank-10");
  EXPECT_EQ(refunded.reason, "");
}

TEST(ReadCredit, IsPaidOutByCustomerAndCurrency) {
  const auto refund = read_as<domain::RefundCredit>(command(
      "refundCredit",
      R"("customerId":"C","currency":"EUR","amount":"2","reference":"bank-11","reason":"r")"));
  EXPECT_EQ(refund.customer_id, "C");
  EXPECT_EQ(refund.currency.text(), "EUR");
  EXPECT_EQ(refund.amount, 200);
  EXPECT_EQ(refund.reference, "bank-11");
  EXPECT_EQ(refund.reason, "r");
}

TEST(ReadCredit, IsAppliedAndAdjusted) {
  const auto applied = read_as<domain::ApplyCustomerCredit>(
      command("applyCustomerCredit", R"("invoiceId":"inv-7","currency":"EUR")"));
  EXPECT_EQ(applied.invoice, 7);
  EXPECT_FALSE(applied.amount);
  const auto adjusted = read_as<domain::AdjustBalance>(command(
      "adjustBalance", R"("customerId":"C","currency":"JPY","amount":"-50","reason":"goodwill")"));
  EXPECT_EQ(adjusted.amount, -50);
  EXPECT_EQ(adjusted.reason, "goodwill");
}

TEST(ReadInvoiceChange, SaysWhichInvoiceAndWhy) {
  const std::string fields = R"("invoiceId":"inv-7","reason":"gone")";
  EXPECT_EQ(read_as<domain::MarkUncollectible>(command("markUncollectible", fields)).invoice, 7);
  EXPECT_EQ(read_as<domain::RecoverInvoice>(command("recoverInvoice", fields)).reason, "gone");
}

std::string allocations(std::size_t count) {
  std::string out;
  for (std::size_t i = 0; i < count; ++i) {
    out += (i == 0 ? "" : ",") + std::string(R"({"invoiceId":"inv-7","amount":"1"})");
  }
  return R"("paymentId":"pay-9","currency":"EUR","allocations":[)" + out + "]";
}

TEST(ReadMoney, RefusesBadInputWithAStableCodeAndTheField) {
  const std::string paid = R"("amount":"1","currency":"EUR")";
  const std::string one = R"("allocations":[{"invoiceId":"inv-7","amount":"0"}])";
  const test::Refused table[] = {
      {command("recordPayment", paid), Code::missing_field, "customerId"},
      {command("recordPayment", R"("invoiceId":"inv-7",)" + paid + "," + one),
       Code::bad_value,
       "allocations"},
      {command("recordPayment", R"("customerId":"C",)" + paid + "," + one),
       Code::bad_value,
       "allocations[0].amount"},
      {command("recordPayment", R"("customerId":"C","amount":"1")"),
       Code::missing_field,
       "currency"},
      {command("recordPayment", R"("customerId":"C","currency":"EUR")"),
       Code::missing_field,
       "amount"},
      {command("recordPayment",
               R"("customerId":"C",)" + paid + R"(,"method":")" + std::string(33, 'm') + "\""),
       Code::too_long,
       "method"},
      {command("allocate", R"("paymentId":"pay-9")"), Code::missing_field, "currency"},
      {command("allocate", R"("paymentId":"inv-9","currency":"EUR")"),
       Code::bad_value,
       "paymentId"},
      {command("allocate", allocations(0)), Code::missing_field, "allocations"},
      {command("allocate", allocations(101)), Code::too_long, "allocations"},
      {command("allocate",
               R"("paymentId":"pay-9","currency":"EUR","allocations":[{"amount":"1"}])"),
       Code::missing_field,
       "allocations[0].invoiceId"},
      {command("unallocate", R"("invoiceId":"inv-7")"), Code::missing_field, "paymentId"},
      {command("unallocate", R"("customerId":"","invoiceId":"inv-7")"),
       Code::missing_field,
       "customerId"},
      {command("unallocate", R"("paymentId":"pay-9","customerId":"C")"),
       Code::bad_value,
       "customerId"},
      {command("unallocate",
               R"("paymentId":"pay-9","invoiceId":"inv-7","currency":"EUR","amount":"0")"),
       Code::bad_value,
       "amount"},
      {command("reversePayment", R"("paymentId":"pay-9")"), Code::missing_field, "reason"},
      {command("refundPayment", R"("paymentId":"pay-9","currency":"EUR")"),
       Code::missing_field,
       "amount"},
      {command("refundPayment", R"("paymentId":"pay-9","currency":"EUR","amount":"-1")"),
       Code::negative_value,
       "amount"},
      {command("applyCustomerCredit", R"("invoiceId":"inv-7")"), Code::missing_field, "currency"},
      {command("adjustBalance", R"("customerId":"C","currency":"EUR","reason":"r")"),
       Code::missing_field,
       "amount"},
      {command("adjustBalance", R"("customerId":"C","currency":"EUR","amount":"1")"),
       Code::missing_field,
       "reason"},
      {command("markUncollectible", R"("invoiceId":"inv-7")"), Code::missing_field, "reason"},
      {command("recoverInvoice", R"("invoiceId":"pay-7","reason":"r")"),
       Code::bad_value,
       "invoiceId"},
  };
  test::expect_refused(table);
}

}  // namespace
}  // namespace latido::wire
