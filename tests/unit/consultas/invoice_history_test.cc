#include "consultas/invoice_history.h"

#include <gtest/gtest.h>

namespace latido::consultas {
namespace {

using namespace domain;

// What stands now must not matter: only what was fixed at issue.
InvoiceState later() {
  InvoiceState state;
  state.id = 7;
  state.number = "A-1";
  state.status = InvoiceStatus::paid;
  state.payable = 100;
  state.paid = 100;
  return state;
}

CreditNoteIssued credit_note(std::int64_t invoice, Minor applied) {
  CreditNoteIssued event;
  event.note.invoice = invoice;
  event.note.applied = applied;
  return event;
}

TEST(InvoiceHistory, BeginsAsTheInvoiceWasIssued) {
  const InvoiceHistory history(later());
  EXPECT_EQ(history.state().status, InvoiceStatus::open);
  EXPECT_EQ(history.state().paid, 0);
  EXPECT_EQ(history.state().due(), 100);
  EXPECT_TRUE(history.credit_notes().empty());
}

TEST(InvoiceHistory, OfNothingToPayBeginsPaid) {
  auto state = later();
  state.payable = 0;
  EXPECT_EQ(InvoiceHistory(state).state().status, InvoiceStatus::paid);
}

TEST(InvoiceHistory, CountsWhatEachEventBringsToThisInvoiceAndNotToOthers) {
  InvoiceHistory history(later());
  history.apply(8, PaymentRecorded{.amount = 90, .allocations = {{6, 50}, {7, 30}}});
  EXPECT_EQ(history.state().paid, 30);
  history.apply(9, PaymentAllocated{.payment = 8, .allocations = {{7, 10}}});
  EXPECT_EQ(history.state().paid, 40);
  history.apply(10, CreditApplied{.customer_id = "C", .allocation = {7, 20}});
  EXPECT_EQ(history.state().paid, 60);
  history.apply(11, CreditApplied{.customer_id = "C", .allocation = {6, 20}});
  EXPECT_EQ(history.state().paid, 60);
  history.apply(12, credit_note(7, 40));
  EXPECT_EQ(history.state().status, InvoiceStatus::paid);
  EXPECT_EQ(history.state().credited, 40);
  history.apply(13, credit_note(6, 40));
  EXPECT_EQ(history.credit_notes(), std::vector<std::int64_t>{12});
  history.apply(14, AllocationUndone{.payment = 8, .allocations = {{7, 15}}});
  EXPECT_EQ(history.state().status, InvoiceStatus::open);
  EXPECT_EQ(history.state().due(), 15);
  history.apply(15, CreditUnapplied{.customer_id = "C", .allocation = {7, 20}});
  EXPECT_EQ(history.state().due(), 35);
}

TEST(InvoiceHistory, TakesBackAllThatAReversedPaymentHadOnIt) {
  InvoiceHistory history(later());
  history.apply(8, PaymentRecorded{.amount = 90, .allocations = {{7, 60}}});
  history.apply(9, PaymentRecorded{.amount = 30, .allocations = {{7, 30}}});
  history.apply(10, AllocationUndone{.payment = 8, .allocations = {{7, 20}}});
  history.apply(11, PaymentAllocated{.payment = 8, .allocations = {{7, 5}}});
  EXPECT_EQ(history.state().paid, 75);
  history.apply(12, PaymentReversed{.payment = 8, .reason = "bounced"});
  EXPECT_EQ(history.state().paid, 30);
  history.apply(13, PaymentReversed{.payment = 99, .reason = "of others"});
  EXPECT_EQ(history.state().paid, 30);
}

TEST(InvoiceHistory, FollowsWriteOffRecoveryAndVoid) {
  InvoiceHistory history(later());
  history.apply(8, InvoiceWrittenOff{.invoice = 7, .reason = "r"});
  EXPECT_EQ(history.state().status, InvoiceStatus::uncollectible);
  EXPECT_EQ(history.state().due(), 0);
  EXPECT_EQ(history.state().outstanding(), 100);
  history.apply(9, InvoiceRecovered{.invoice = 7, .reason = "r"});
  EXPECT_EQ(history.state().status, InvoiceStatus::open);
  history.apply(10, InvoiceVoided{.invoice = 6, .reason = "of another"});
  EXPECT_EQ(history.state().status, InvoiceStatus::open);
  history.apply(11, InvoiceVoided{.invoice = 7, .reason = "r"});
  EXPECT_EQ(history.state().status, InvoiceStatus::voided);
  EXPECT_EQ(history.state().outstanding(), 0);
}

}  // namespace
}  // namespace latido::consultas
