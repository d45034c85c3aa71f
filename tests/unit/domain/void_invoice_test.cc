#include "builders.h"
#include "comandos/domain/decide.h"

#include <gtest/gtest.h>

namespace latido::domain {
namespace {

struct VoidCase {
  std::optional<InvoiceState> invoice = open_invoice(11900);

  [[nodiscard]] auto run() const { return decide(VoidInvoice{7, "typing error"}, invoice); }
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
          {"is void",
           [](auto& c) { c.invoice->status = InvoiceStatus::voided; },
           Code::not_open,
           "invoiceId"},
      },
      VoidCase{});
}

TEST(VoidInvoice, IsRejectedWhenFullyPaidBecauseOfThePayments) {
  VoidCase paid{open_invoice(11900, 11900)};
  paid.invoice->status = InvoiceStatus::paid;
  EXPECT_EQ(paid.run().error().code, Code::has_payments);
}

TEST(VoidInvoice, IsRejectedAsNotOpenWhenNothingWasEverPayable) {
  VoidCase free{open_invoice(0)};
  free.invoice->status = InvoiceStatus::paid;
  EXPECT_EQ(free.run().error().code, Code::not_open);
}

}  // namespace
}  // namespace latido::domain
