#include "builders.h"
#include "comandos/domain/decide.h"

#include <gtest/gtest.h>

// What an invoice can come to besides being paid.
namespace latido::domain {
namespace {

const Date kToday = day("2026-04-01");

struct VoidCase {
  std::optional<InvoiceState> invoice = open_invoice(11900);
  bool has_credit_notes = false;
  BooksState books;

  [[nodiscard]] auto run() const {
    return decide(VoidInvoice{7, "typing error"}, invoice, has_credit_notes, books, kToday);
  }
};

TEST(VoidInvoice, NamesTheInvoiceAndTheReason) {
  EXPECT_EQ(VoidCase{}.run().value(), (InvoiceVoided{7, "typing error"}));
}

TEST(VoidInvoice, IsRejectedForTheFirstReasonOfItsLadder) {
  expect_ladder<VoidCase>(
      {
          {"no such invoice",
           [](auto& c) { c.invoice.reset(); },
           Code::unknown_invoice,
           "invoiceId"},
          {"has a payment", [](auto& c) { c.invoice->paid = 1; }, Code::has_payments, "invoiceId"},
          {"has a credit note",
           [](auto& c) { c.has_credit_notes = true; },
           Code::has_credit_notes,
           "invoiceId"},
          {"is void",
           [](auto& c) { c.invoice->status = InvoiceStatus::voided; },
           Code::not_open,
           "invoiceId"},
          {"the policy forbids it",
           [](auto& c) { c.books.policy.void_forbidden = true; },
           Code::void_forbidden,
           "invoiceId"},
          {"its period is closed",
           [](auto& c) { c.books.closed_through = day("2026-03-10"); },
           Code::period_closed,
           "invoiceId"},
      },
      VoidCase{});
}

TEST(VoidInvoice, IsRejectedWhenFullyPaidBecauseOfThePayments) {
  VoidCase paid;
  paid.invoice = open_invoice(11900, 11900);
  paid.invoice->status = InvoiceStatus::paid;
  EXPECT_EQ(paid.run().error().code, Code::has_payments);
}

TEST(VoidInvoice, IsRejectedAsNotOpenWhenNothingWasEverPayable) {
  VoidCase free;
  free.invoice = open_invoice(0);
  free.invoice->status = InvoiceStatus::paid;
  EXPECT_EQ(free.run().error().code, Code::not_open);
}

struct WriteOffCase {
  std::optional<InvoiceState> invoice = open_invoice(11900);
  BooksState books;
  [[nodiscard]] auto run() const {
    return decide(MarkUncollectible{7, "bankrupt"}, invoice, books, kToday);
  }
};

TEST(MarkUncollectible, IsRejectedForTheFirstReasonOfItsLadder) {
  expect_ladder<WriteOffCase>(
      {
          {"no such invoice",
           [](auto& c) { c.invoice.reset(); },
           Code::unknown_invoice,
           "invoiceId"},
          {"is uncollectible",
           [](auto& c) { c.invoice->status = InvoiceStatus::uncollectible; },
           Code::not_open,
           "invoiceId"},
          {"today is closed",
           [](auto& c) { c.books = closed_through("2026-04-01"); },
           Code::period_closed,
           ""},
      },
      WriteOffCase{});
}

struct RecoverCase {
  RecoverCase() { invoice->status = InvoiceStatus::uncollectible; }
  std::optional<InvoiceState> invoice = open_invoice(11900);
  BooksState books;
  [[nodiscard]] auto run() const {
    return decide(RecoverInvoice{7, "pays after all"}, invoice, books, kToday);
  }
};

TEST(RecoverInvoice, IsRejectedForTheFirstReasonOfItsLadder) {
  expect_ladder<RecoverCase>(
      {
          {"no such invoice",
           [](auto& c) { c.invoice.reset(); },
           Code::unknown_invoice,
           "invoiceId"},
          {"is open",
           [](auto& c) { c.invoice->status = InvoiceStatus::open; },
           Code::not_uncollectible,
           "invoiceId"},
          {"today is closed",
           [](auto& c) { c.books = closed_through("2026-04-01"); },
           Code::period_closed,
           ""},
      },
      RecoverCase{});
}

}  // namespace
}  // namespace latido::domain
