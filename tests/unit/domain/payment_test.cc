#include "builders.h"
#include "comandos/domain/decide.h"

#include <gtest/gtest.h>

namespace latido::domain {
namespace {

const Date kToday = day("2026-04-01");

RecordPayment payment() {
  RecordPayment command;
  command.invoice = 7;
  command.amount = 5000;
  command.currency = currency("EUR");
  command.reference = "bank-1";
  command.method = "transfer";
  return command;
}

struct PaymentCase {
  RecordPayment command = payment();
  std::optional<InvoiceState> invoice = open_invoice(11900);
  bool reference_used = false;

  [[nodiscard]] auto run() const { return decide(command, invoice, reference_used, kToday); }
};

TEST(RecordPayment, IsReceivedTodayUnlessToldOtherwise) {
  PaymentCase given;
  EXPECT_EQ(given.run().value(),
            (PaymentRecorded{7, 5000, currency("EUR"), kToday, "bank-1", "transfer"}));
  given.command.received_date = day("2026-03-30");
  EXPECT_EQ(given.run()->received_date, day("2026-03-30"));
}

TEST(RecordPayment, MayPayExactlyWhatIsDue) {
  PaymentCase given;
  given.invoice = open_invoice(11900, 6900);
  EXPECT_TRUE(given.run().has_value());
  given.command.amount = 5001;
  EXPECT_EQ(given.run().error().code, Code::exceeds_due);
}

TEST(RecordPayment, IsRejectedForTheFirstReasonOfItsLadder) {
  expect_ladder<PaymentCase>(
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
          {"more than due", [](auto& c) { c.command.amount = 11901; }, Code::exceeds_due, "amount"},
          {"reference used",
           [](auto& c) { c.reference_used = true; },
           Code::duplicate_reference,
           "reference"},
      },
      PaymentCase{});
}

}  // namespace
}  // namespace latido::domain
