#include "builders.h"
#include "comandos/domain/decide.h"

#include <gtest/gtest.h>

// Money that moves between a customer's credit and invoices.
namespace latido::domain {
namespace {

const Date kToday = day("2026-04-01");

// Payment 20 of 5000: 1000 on invoice 9, 4000 are left.
PaymentState recorded() {
  PaymentState state;
  state.id = 20;
  state.customer_id = "c-1";
  state.currency = currency("EUR");
  state.amount = 5000;
  state.allocations = {{9, 1000}};
  return state;
}

template <class Case>
Fault<Case> today_is_closed() {
  return {"today is closed",
          [](auto& c) { c.books = closed_through("2026-04-01"); },
          Code::period_closed,
          ""};
}

struct AllocateCase {
  AllocateCase() { invoices[1]->id = 8; }
  Allocate command{20, currency("EUR"), {{7, 1000}, {8, 3000}}};
  std::optional<PaymentState> payment = recorded();
  std::vector<std::optional<InvoiceState>> invoices{open_invoice(11900), open_invoice(3000)};
  Minor credit = 4000;
  BooksState books;
  [[nodiscard]] auto run() const {
    return decide(command, payment, invoices, credit, books, kToday);
  }
};

TEST(Allocate, IsRejectedForTheFirstReasonOfItsLadder) {
  expect_ladder<AllocateCase>(
      {
          {"no such payment",
           [](auto& c) { c.payment.reset(); },
           Code::unknown_payment,
           "paymentId"},
          {"reversed",
           [](auto& c) { c.payment->reversed = true; },
           Code::payment_reversed,
           "paymentId"},
          {"not the payment's currency",
           [](auto& c) { c.command.currency = currency("USD"); },
           Code::currency_mismatch,
           "currency"},
          {"no such invoice",
           [](auto& c) { c.invoices[0].reset(); },
           Code::unknown_invoice,
           "allocations[0].invoiceId"},
          {"void",
           [](auto& c) { c.invoices[0]->status = InvoiceStatus::voided; },
           Code::not_open,
           "allocations[0].invoiceId"},
          {"an invoice in another currency",
           [](auto& c) { c.invoices[0]->currency = currency("USD"); },
           Code::currency_mismatch,
           "allocations[0].invoiceId"},
          {"another customer's",
           [](auto& c) { c.invoices[0]->customer_id = "c-2"; },
           Code::wrong_customer,
           "allocations[0].invoiceId"},
          {"an invoice twice",
           [](auto& c) { c.command.allocations[1].invoice = 7; },
           Code::bad_value,
           "allocations[1].invoiceId"},
          {"more than is due",
           [](auto& c) { c.invoices[1]->paid = 1; },
           Code::exceeds_due,
           "allocations[1].amount"},
          {"more than is left",
           [](auto& c) { c.payment->refunded = 1; },
           Code::exceeds_payment,
           "allocations"},
          {"the credit was used",
           [](auto& c) { c.credit = 3999; },
           Code::insufficient_credit,
           "allocations"},
          today_is_closed<AllocateCase>(),
      },
      AllocateCase{});
}

TEST(Allocate, SaysWhatGoesWhere) {
  EXPECT_EQ(AllocateCase{}.run().value(), (PaymentAllocated{20, {{7, 1000}, {8, 3000}}}));
}

struct UnallocateCase {
  UnallocateCase() { invoice->id = 9; }
  Unallocate command{20, "", 9, currency("EUR"), 1000};
  std::optional<PaymentState> payment = recorded();
  std::optional<InvoiceState> invoice = open_invoice(11900, 1000);
  BooksState books;
  [[nodiscard]] auto run() const { return decide(command, payment, invoice, books, kToday); }
};

TEST(Unallocate, IsRejectedForTheFirstReasonOfItsLadder) {
  expect_ladder<UnallocateCase>(
      {
          {"no such payment",
           [](auto& c) { c.payment.reset(); },
           Code::unknown_payment,
           "paymentId"},
          {"reversed",
           [](auto& c) { c.payment->reversed = true; },
           Code::payment_reversed,
           "paymentId"},
          {"no such invoice",
           [](auto& c) { c.invoice.reset(); },
           Code::unknown_invoice,
           "invoiceId"},
          {"other currency",
           [](auto& c) { c.command.currency = currency("USD"); },
           Code::currency_mismatch,
           "currency"},
          {"nothing there",
           [](auto& c) { c.payment->allocations.clear(); },
           Code::not_allocated,
           "invoiceId"},
          {"less there", [](auto& c) { c.command.amount = 1001; }, Code::not_allocated, "amount"},
          today_is_closed<UnallocateCase>(),
      },
      UnallocateCase{});
}

TEST(Unallocate, TakesAllUnlessToldOtherwise) {
  UnallocateCase given;
  given.command.amount.reset();
  EXPECT_EQ(given.run().value(), (AllocationUndone{20, {{9, 1000}}}));
  given.command.amount = 400;
  EXPECT_EQ(given.run().value(), (AllocationUndone{20, {{9, 400}}}));
}

struct UnapplyCase {
  Unallocate command{0, "c-1", 7, currency("EUR"), 800};
  std::optional<CustomerState> customer = customer_state();
  std::optional<InvoiceState> invoice = open_invoice(11900, 1000);
  Minor applied = 800;
  BooksState books;
  [[nodiscard]] auto run() const {
    return decide(command, customer, invoice, applied, books, kToday);
  }
};

TEST(UnallocateOfCredit, IsRejectedForTheFirstReasonOfItsLadder) {
  expect_ladder<UnapplyCase>(
      {
          {"no such customer",
           [](auto& c) { c.customer.reset(); },
           Code::unknown_customer,
           "customerId"},
          {"no such invoice",
           [](auto& c) { c.invoice.reset(); },
           Code::unknown_invoice,
           "invoiceId"},
          {"other currency",
           [](auto& c) { c.command.currency = currency("USD"); },
           Code::currency_mismatch,
           "currency"},
          {"nothing there", [](auto& c) { c.applied = 0; }, Code::not_allocated, "invoiceId"},
          {"less there", [](auto& c) { c.command.amount = 801; }, Code::not_allocated, "amount"},
          today_is_closed<UnapplyCase>(),
      },
      UnapplyCase{});
}

TEST(UnallocateOfCredit, TakesAllUnlessToldOtherwise) {
  UnapplyCase given;
  given.command.amount.reset();
  EXPECT_EQ(given.run().value(), (CreditUnapplied{"c-1", {7, 800}}));
}

struct ApplyCase {
  ApplyCustomerCredit command{7, currency("EUR"), 900};
  std::optional<InvoiceState> invoice = open_invoice(11900, 11000);
  Minor credit = 900;
  BooksState books;
  [[nodiscard]] auto run() const { return decide(command, invoice, credit, books, kToday); }
};

TEST(ApplyCustomerCredit, IsRejectedForTheFirstReasonOfItsLadder) {
  expect_ladder<ApplyCase>(
      {
          {"no such invoice",
           [](auto& c) { c.invoice.reset(); },
           Code::unknown_invoice,
           "invoiceId"},
          {"void",
           [](auto& c) { c.invoice->status = InvoiceStatus::voided; },
           Code::not_open,
           "invoiceId"},
          {"other currency",
           [](auto& c) { c.command.currency = currency("USD"); },
           Code::currency_mismatch,
           "currency"},
          {"more than is due",
           [](auto& c) { c.invoice->paid = 11001; },
           Code::exceeds_due,
           "amount"},
          {"more than there is",
           [](auto& c) { c.credit = 899; },
           Code::insufficient_credit,
           "amount"},
          today_is_closed<ApplyCase>(),
      },
      ApplyCase{});
}

TEST(ApplyCustomerCredit, TakesAsMuchAsBothAllowUnlessToldOtherwise) {
  ApplyCase given;
  given.command.amount.reset();
  given.credit = 2000;
  EXPECT_EQ(given.run().value(), (CreditApplied{"c-1", {7, 900}}));
  given.credit = 300;
  EXPECT_EQ(given.run()->allocation.amount, 300);
  given.credit = 0;
  EXPECT_EQ(given.run().error().code, Code::insufficient_credit);
}

struct AdjustCase {
  AdjustBalance command{"c-1", currency("EUR"), -500, "goodwill"};
  std::optional<CustomerState> customer = customer_state();
  Minor credit = 500;
  Minor largest_balance = 100'000'000'000'000'000;  // 10^17: no more than may be
  BooksState books;
  [[nodiscard]] auto run() const {
    return decide(command, customer, credit, largest_balance, books, kToday);
  }
};

TEST(AdjustBalance, IsRejectedForTheFirstReasonOfItsLadder) {
  expect_ladder<AdjustCase>(
      {
          {"no such customer",
           [](auto& c) { c.customer.reset(); },
           Code::unknown_customer,
           "customerId"},
          {"by nothing", [](auto& c) { c.command.amount = 0; }, Code::bad_value, "amount"},
          {"below zero",
           [](auto& c) { c.command.amount = -501; },
           Code::insufficient_credit,
           "amount"},
          today_is_closed<AdjustCase>(),
          {"too much",
           [](auto& c) { c.command.amount = 1'000'000'000'000'000; },
           Code::overflow,
           "amount"},
          {"full books", [](auto& c) { ++c.largest_balance; }, Code::overflow, "amount"},
      },
      AdjustCase{});
}

// Payments may bring a credit over the limit; it could not be taken down any more.
TEST(AdjustBalance, TakesFromACreditThatIsOverTheLimit) {
  AdjustCase given;
  given.credit = 2'000'000'000'000'000;
  EXPECT_TRUE(given.run());
}

TEST(AdjustBalance, MayTakeTheLastCent) {
  EXPECT_EQ(AdjustCase{}.run().value(),
            (BalanceAdjusted{"c-1", currency("EUR"), -500, "goodwill"}));
}

}  // namespace
}  // namespace latido::domain
