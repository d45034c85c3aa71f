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
  event.invoice.customer = customer();
  event.invoice.totals.line_total = line_total;
  return event;
}

TEST(InvoiceStatus, HasTheNamesOfTheWire) {
  EXPECT_EQ(status_name(InvoiceStatus::open), "open");
  EXPECT_EQ(status_name(InvoiceStatus::paid), "paid");
  EXPECT_EQ(status_name(InvoiceStatus::voided), "void");
  EXPECT_EQ(status_name(InvoiceStatus::uncollectible), "uncollectible");
  EXPECT_EQ(status_name(InvoiceStatus::issued), "issued");
  EXPECT_EQ(parse_status("open"), InvoiceStatus::open);
  EXPECT_EQ(parse_status("paid"), InvoiceStatus::paid);
  EXPECT_EQ(parse_status("void"), InvoiceStatus::voided);
  EXPECT_EQ(parse_status("uncollectible"), InvoiceStatus::uncollectible);
  EXPECT_EQ(parse_status("issued"), std::nullopt);  // a credit note's
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

TEST(SeriesState, MovesOnAtEachCreditNoteToo) {
  CreditNoteIssued event;
  event.note.document = issued(100, 4).invoice;
  const auto state = evolve(series(), event);
  EXPECT_EQ(state.next_number, 5);
  EXPECT_EQ(state.last_issue_date, day("2026-03-10"));
}

TEST(SeriesState, IsExtendedAndClosed) {
  auto state = evolve(series(), RangeExtended{"F", 200, day("2027-12-31"), "permission 2"});
  EXPECT_EQ(state.last_number, 200);
  EXPECT_EQ(state.valid_to, day("2027-12-31"));
  EXPECT_EQ(state.authorization, "permission 2");
  EXPECT_FALSE(state.closed);
  EXPECT_TRUE(evolve(state, SeriesClosed{"F"}).closed);
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

TEST(InvoiceState, StaysOpenUntilTheLastCentIsPaidAndOpensAgainWhenItLeaves) {
  auto state = settle(open_invoice(11900), 11899);
  EXPECT_EQ(state.status, InvoiceStatus::open);
  EXPECT_EQ(state.due(), 1);
  state = settle(state, 1);
  EXPECT_EQ(state.status, InvoiceStatus::paid);
  EXPECT_EQ(state.paid, 11900);
  EXPECT_EQ(state.due(), 0);
  state = settle(state, -1);
  EXPECT_EQ(state.status, InvoiceStatus::open);
  EXPECT_EQ(state.due(), 1);
}

TEST(InvoiceState, IsPaidByCreditNotesToo) {
  CreditNoteIssued event;
  event.note.applied = 900;
  auto state = evolve(open_invoice(11900, 11000), event);
  EXPECT_EQ(state.credited, 900);
  EXPECT_EQ(state.status, InvoiceStatus::paid);
  event.note.applied = 0;
  EXPECT_EQ(evolve(state, event), state);
}

TEST(InvoiceState, OnceWrittenOffOwesNothingButTakesMoneyUntilItIsPaid) {
  auto state = evolve(open_invoice(11900), InvoiceWrittenOff{7, "bankrupt"});
  EXPECT_EQ(state.due(), 0);
  EXPECT_EQ(state.outstanding(), 11900);
  state = settle(state, 900);
  EXPECT_EQ(state.status, InvoiceStatus::uncollectible);
  EXPECT_EQ(evolve(state, InvoiceRecovered{7, ""}).due(), 11000);
  EXPECT_EQ(settle(state, 11000).status, InvoiceStatus::paid);
}

TEST(InvoiceState, OwesNothingOnceVoid) {
  const auto state = evolve(open_invoice(11900), InvoiceVoided{7, "typing error"});
  EXPECT_EQ(state.status, InvoiceStatus::voided);
  EXPECT_EQ(state.due(), 0);
}

}  // namespace
}  // namespace latido::domain
