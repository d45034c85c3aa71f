#include "comandos/domain/state.h"

#include "builders.h"

#include <gtest/gtest.h>

namespace latido::domain {
namespace {

InvoiceIssued issued(Minor line_total, std::int64_t sequence = 1) {
  InvoiceIssued event;
  event.invoice.sequence = sequence;
  event.invoice.number = "F-0001";
  event.invoice.issue_date = day("2026-03-10");
  event.invoice.currency = currency("EUR");
  event.invoice.totals.line_total = line_total;
  return event;
}

TEST(InvoiceStatus, HasTheNamesOfTheWire) {
  EXPECT_EQ(status_name(InvoiceStatus::open), "open");
  EXPECT_EQ(status_name(InvoiceStatus::paid), "paid");
  EXPECT_EQ(status_name(InvoiceStatus::voided), "void");
  EXPECT_EQ(parse_status("open"), InvoiceStatus::open);
  EXPECT_EQ(parse_status("paid"), InvoiceStatus::paid);
  EXPECT_EQ(parse_status("void"), InvoiceStatus::voided);
  EXPECT_EQ(parse_status(""), std::nullopt);
  EXPECT_EQ(parse_status("voided"), std::nullopt);
  EXPECT_EQ(parse_status("Open"), std::nullopt);
}

TEST(SeriesState, BeginsAtItsFirstNumber) {
  const auto state = evolve(
      SeriesCreated{"F", "F-", 5, 10, 4, day("2026-01-01"), day("2026-12-31"), "permission"});
  SeriesState wanted;
  wanted.series = "F";
  wanted.prefix = "F-";
  wanted.first_number = 5;
  wanted.next_number = 5;
  wanted.last_number = 10;
  wanted.digits = 4;
  wanted.valid_from = day("2026-01-01");
  wanted.valid_to = day("2026-12-31");
  wanted.authorization = "permission";
  EXPECT_EQ(state, wanted);
}

TEST(SeriesState, MovesToTheNextNumberAndTheLastDateAtEachInvoice) {
  const auto state = evolve(series(), issued(100, 1));
  EXPECT_EQ(state.next_number, 2);
  EXPECT_EQ(state.last_issue_date, day("2026-03-10"));
}

TEST(InvoiceState, IsOpenWithAllOfItsPayableDue) {
  const auto state = evolve(7, issued(11900));
  EXPECT_EQ(state, open_invoice(11900));
  EXPECT_EQ(state.due(), 11900);
}

TEST(InvoiceState, IsPaidAtOnceWhenNothingIsPayable) {
  const auto state = evolve(7, issued(0));
  EXPECT_EQ(state.status, InvoiceStatus::paid);
  EXPECT_EQ(state.due(), 0);
}

TEST(InvoiceState, StaysOpenUntilTheLastCentIsPaid) {
  PaymentRecorded payment;
  payment.amount = 11899;
  auto state = evolve(open_invoice(11900), payment);
  EXPECT_EQ(state.status, InvoiceStatus::open);
  EXPECT_EQ(state.due(), 1);
  payment.amount = 1;
  state = evolve(state, payment);
  EXPECT_EQ(state.status, InvoiceStatus::paid);
  EXPECT_EQ(state.paid, 11900);
  EXPECT_EQ(state.due(), 0);
}

TEST(InvoiceState, OwesNothingOnceVoid) {
  const auto state = evolve(open_invoice(11900), InvoiceVoided{7, "typing error"});
  EXPECT_EQ(state.status, InvoiceStatus::voided);
  EXPECT_EQ(state.due(), 0);
}

}  // namespace
}  // namespace latido::domain
