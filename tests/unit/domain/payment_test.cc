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
  PaymentCase() {
    context.customer = customer_state();
    context.invoices = {open_invoice(11900)};
    context.today = kToday;
  }
  RecordPayment command = payment();
  PaymentContext context;

  auto& invoice() { return context.invoices[0]; }
  [[nodiscard]] auto run() const { return decide(command, context); }
};

// Of 5000 by customer c-1: 1000 to invoice 7, 3000 to invoice 8, of which 11900 and 3000 are due.
struct AllocationsCase : PaymentCase {
  AllocationsCase() {
    command.invoice = 0;
    command.customer_id = "c-1";
    command.allocations = {{7, 1000}, {8, 3000}};
    context.invoices = {open_invoice(11900), open_invoice(4000, 1000)};
    context.invoices[1]->id = 8;
  }
};

template <class Case>
std::vector<Fault<Case>> record_faults() {
  return {
      {"reference used",
       [](auto& c) { c.context.reference_used = true; },
       Code::duplicate_reference,
       "reference"},
      {"received in the future",
       [](auto& c) { c.command.received_date = day("2026-04-02"); },
       Code::bad_value,
       "receivedDate"},
      {"period closed",
       [](auto& c) { c.context.books = closed_through("2026-04-01"); },
       Code::period_closed,
       "receivedDate"},
  };
}

TEST(RecordPayment, IsReceivedTodayUnlessToldOtherwise) {
  PaymentCase given;
  EXPECT_EQ(
      given.run().value(),
      (PaymentRecorded{"c-1", 5000, currency("EUR"), kToday, "bank-1", "transfer", {{7, 5000}}}));
  given.command.received_date = day("2026-03-30");
  EXPECT_EQ(given.run()->received_date, day("2026-03-30"));
}

TEST(RecordPayment, LeavesWhatIsMoreThanDueAsCredit) {
  PaymentCase given;
  given.context.invoices = {open_invoice(11900, 6901)};
  const auto event = given.run();
  EXPECT_EQ(event->amount, 5000);
  EXPECT_EQ(event->allocations, (std::vector<Allocation>{{7, 4999}}));
}

TEST(RecordPayment, PaysWhatWasWrittenOff) {
  PaymentCase given;
  given.invoice()->status = InvoiceStatus::uncollectible;
  EXPECT_EQ(given.run()->allocations, (std::vector<Allocation>{{7, 5000}}));
}

TEST(RecordPayment, OfOneInvoiceIsRejectedForTheFirstReasonOfItsLadder) {
  std::vector<Fault<PaymentCase>> faults{
      {"no such invoice", [](auto& c) { c.invoice().reset(); }, Code::unknown_invoice, "invoiceId"},
      {"no such customer",
       [](auto& c) { c.context.customer.reset(); },
       Code::unknown_customer,
       "customerId"},
      {"void",
       [](auto& c) { c.invoice()->status = InvoiceStatus::voided; },
       Code::not_open,
       "invoiceId"},
      {"other currency",
       [](auto& c) { c.command.currency = currency("USD"); },
       Code::currency_mismatch,
       "currency"},
      {"another customer's",
       [](auto& c) { c.command.customer_id = "c-2"; },
       Code::wrong_customer,
       "customerId"},
  };
  const auto more = record_faults<PaymentCase>();
  faults.insert(faults.end(), more.begin(), more.end());
  expect_ladder(faults, PaymentCase{});
}

TEST(RecordPayment, ByAllocationsIsRejectedForTheFirstReasonOfItsLadder) {
  std::vector<Fault<AllocationsCase>> faults{
      {"no such invoice",
       [](auto& c) { c.context.invoices[1].reset(); },
       Code::unknown_invoice,
       "allocations[1].invoiceId"},
      {"no such customer",
       [](auto& c) { c.context.customer.reset(); },
       Code::unknown_customer,
       "customerId"},
      {"paid already",
       [](auto& c) { c.context.invoices[1]->status = InvoiceStatus::paid; },
       Code::not_open,
       "allocations[1].invoiceId"},
      {"other currency",
       [](auto& c) { c.context.invoices[1]->currency = currency("USD"); },
       Code::currency_mismatch,
       "allocations[1].invoiceId"},
      {"another customer's",
       [](auto& c) { c.context.invoices[1]->customer_id = "c-2"; },
       Code::wrong_customer,
       "allocations[1].invoiceId"},
      {"an invoice twice",
       [](auto& c) { c.command.allocations[1].invoice = 7; },
       Code::bad_value,
       "allocations[1].invoiceId"},
      {"more than is due",
       [](auto& c) { c.command.allocations[1].amount = 3001; },
       Code::exceeds_due,
       "allocations[1].amount"},
      {"more than the payment",
       [](auto& c) { c.command.amount = 3999; },
       Code::exceeds_payment,
       "allocations"},
  };
  const auto more = record_faults<AllocationsCase>();
  faults.insert(faults.end(), more.begin(), more.end());
  expect_ladder(faults, AllocationsCase{});
}

TEST(RecordPayment, MayBeAllCredit) {
  AllocationsCase given;
  given.command.allocations.clear();
  given.context.invoices.clear();
  EXPECT_TRUE(given.run()->allocations.empty());
}

TEST(RecordPayment, IsRejectedWhenItCouldOverflowTheBalancesOfTheTenant) {
  PaymentCase given;
  given.command.amount = 1'000'000'000'000'001;
  EXPECT_EQ(given.run().error().code, Code::overflow);
  given.context.books = closed_through("2026-04-01");
  EXPECT_EQ(given.run().error().code, Code::period_closed);
}

TEST(RecordPayment, IsTakenUpToTheLargestBalanceAndNotBeyond) {
  PaymentCase given;
  given.context.largest_balance = 100'000'000'000'000'000;
  EXPECT_TRUE(given.run());
  ++given.context.largest_balance;
  EXPECT_EQ(given.run().error().code, Code::overflow);
}

// Payment 20 of 5000: 3000 on invoice 7, 2000 are the customer's credit.
PaymentState recorded() {
  PaymentState state;
  state.id = 20;
  state.customer_id = "c-1";
  state.currency = currency("EUR");
  state.amount = 5000;
  state.allocations = {{7, 3000}};
  return state;
}

template <class Case>
std::vector<Fault<Case>> of_payment(std::vector<Fault<Case>> more) {
  std::vector<Fault<Case>> all{
      {"no such payment", [](auto& c) { c.payment.reset(); }, Code::unknown_payment, "paymentId"},
      {"reversed",
       [](auto& c) { c.payment->reversed = true; },
       Code::payment_reversed,
       "paymentId"},
  };
  all.insert(all.end(), more.begin(), more.end());
  all.push_back({"today is closed",
                 [](auto& c) { c.books = closed_through("2026-04-01"); },
                 Code::period_closed,
                 ""});
  return all;
}

struct ReverseCase {
  std::optional<PaymentState> payment = recorded();
  Minor credit = 2000;
  BooksState books;
  [[nodiscard]] auto run() const {
    return decide(ReversePayment{20, "bounced"}, payment, credit, books, kToday);
  }
};

TEST(ReversePayment, IsRejectedForTheFirstReasonOfItsLadder) {
  expect_ladder(of_payment<ReverseCase>({
                    {"what it left was used",
                     [](auto& c) { c.credit = 1999; },
                     Code::insufficient_credit,
                     "paymentId"},
                }),
                ReverseCase{});
}

struct RefundCase {
  RefundPayment command{20, currency("EUR"), 5000, "back-1", "returned"};
  std::optional<PaymentState> payment = recorded();
  Minor credit = 5000;
  bool reference_used = false;
  BooksState books;
  [[nodiscard]] auto run() const {
    return decide(command, payment, credit, reference_used, books, kToday);
  }
};

TEST(RefundPayment, IsRejectedForTheFirstReasonOfItsLadder) {
  expect_ladder(of_payment<RefundCase>({
                    {"another currency",
                     [](auto& c) { c.command.currency = currency("USD"); },
                     Code::currency_mismatch,
                     "currency"},
                    {"more than was paid less refunds",
                     [](auto& c) { c.payment->refunded = 1; },
                     Code::exceeds_refundable,
                     "amount"},
                    {"more than the customer's credit",
                     [](auto& c) { c.credit = 4999; },
                     Code::insufficient_credit,
                     "amount"},
                    {"reference used",
                     [](auto& c) { c.reference_used = true; },
                     Code::duplicate_reference,
                     "reference"},
                }),
                RefundCase{});
}

// Otherwise the credit note that follows would give the customer the same money once more.
TEST(RefundPayment, PaysOutTheCustomersCreditAndNoMore) {
  RefundCase given;
  EXPECT_EQ(given.run().value(), (PaymentRefunded{20, 5000, "back-1", "returned"}));
  given.credit = 4999;
  EXPECT_EQ(given.run().error().code, Code::insufficient_credit);
}

struct RefundCreditCase {
  RefundCredit command{"c-1", currency("EUR"), 5000, "back-2", "prepaid"};
  std::optional<CustomerState> customer = customer_state();
  Minor credit = 5000;
  bool reference_used = false;
  BooksState books;
  [[nodiscard]] auto run() const {
    return decide(command, customer, credit, reference_used, books, kToday);
  }
};

TEST(RefundCredit, IsRejectedForTheFirstReasonOfItsLadder) {
  expect_ladder<RefundCreditCase>(
      {
          {"no such customer",
           [](auto& c) { c.customer.reset(); },
           Code::unknown_customer,
           "customerId"},
          {"a cent more than the credit",
           [](auto& c) { c.credit = 4999; },
           Code::insufficient_credit,
           "amount"},
          {"reference used",
           [](auto& c) { c.reference_used = true; },
           Code::duplicate_reference,
           "reference"},
          {"today is closed",
           [](auto& c) { c.books = closed_through("2026-04-01"); },
           Code::period_closed,
           ""},
      },
      RefundCreditCase{});
}

// An archived customer too: nothing new is made for it, and its money must not stay for that.
TEST(RefundCredit, PaysOutTheLastCentThatNoPaymentIsBehind) {
  RefundCreditCase given;
  given.customer->archived = true;
  EXPECT_EQ(given.run().value(),
            (CreditRefunded{"c-1", currency("EUR"), 5000, "back-2", "prepaid"}));
}

// 50.00 with 20.00 of it on no invoice, of which 15.00 were refunded: 5.00 more are needed, the
// rest it frees itself.
TEST(ReversePayment, LeavesAloneWhatWasRefundedBefore) {
  ReverseCase given;
  given.payment->refunded = 1500;
  given.credit = 500;
  EXPECT_TRUE(given.run());
  given.credit = 499;
  EXPECT_EQ(given.run().error().code, Code::insufficient_credit);
}

// What refundCredit paid out cannot be taken back.
TEST(ReversePayment, SaysHowMuchIsMissingAndWhatCanBeDoneWhereItsCreditWasPaidOut) {
  ReverseCase given;
  given.credit = 1999;
  const auto said = given.run().error().message;
  for (const auto* part : {"0.01", "unallocate", "adjustBalance"}) {
    EXPECT_NE(said.find(part), std::string::npos) << said;
  }
}

TEST(PaymentState, FollowsItsAllocations) {
  PaymentRecorded event;
  event.amount = 5000;
  event.allocations = {{9, 1000}, {7, 500}};
  auto state = evolve(20, event);
  EXPECT_EQ(state.allocations, (std::vector<Allocation>{{7, 500}, {9, 1000}}));
  EXPECT_EQ(state.left(), 3500);
  state = evolve(state, PaymentAllocated{20, {{8, 300}, {9, 200}}});
  EXPECT_EQ(state.allocations, (std::vector<Allocation>{{7, 500}, {8, 300}, {9, 1200}}));
  state = evolve(state, AllocationUndone{20, {{7, 500}, {9, 200}}});
  EXPECT_EQ(state.allocations, (std::vector<Allocation>{{8, 300}, {9, 1000}}));
  state = evolve(state, PaymentRefunded{20, 4000, "", ""});
  EXPECT_EQ(state.refunded, 4000);
  EXPECT_EQ(state.left(), 0);
  state = evolve(state, PaymentReversed{20, "bounced"});
  EXPECT_TRUE(state.reversed);
  EXPECT_EQ(state.allocated(), 0);
  EXPECT_EQ(state.left(), 0);
}

}  // namespace
}  // namespace latido::domain
