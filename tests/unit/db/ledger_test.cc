#include "db/ledger.h"

#include "tests/unit/db/support/sample.h"

#include <random>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace latido::db {
namespace {

using namespace domain;
using namespace test;

// What each event posts. The expected balances are sums by hand.
class LedgerTest : public testing::Test {
 protected:
  // receivable, revenue, tax payable, cash, prepayment, rounding, customer credit, bad debt,
  // adjustment: debits less credits
  std::string balances(std::string_view currency = "EUR") {
    if (store.commit() != CommitOutcome::durable) return "not committed";
    const auto fault = ledger_fault(folder.file());
    if (fault) return *fault;
    return RawStore(folder.file())
        .text(
            "SELECT receivable || ' ' || revenue || ' ' || tax_payable || ' ' || cash || ' ' || "
            "prepayment || ' ' || rounding || ' ' || customer_credit || ' ' || bad_debt || ' ' || "
            "adjustment FROM account WHERE tenant_id = 1 AND currency = '" +
            std::string(currency) + "'");
  }
  std::int64_t record(const Event& event) { return append(store, tenant, event); }
  // 20.00 more than the allocations
  std::int64_t pay_more(std::vector<Allocation> allocations) {
    PaymentRecorded payment{.customer_id = "C1",
                            .amount = 2'000,
                            .currency = kEuro,
                            .received_date = Date{kToday},
                            .reference = "",
                            .method = "",
                            .allocations = std::move(allocations)};
    for (const auto& one : payment.allocations) payment.amount += one.amount;
    return record(payment);
  }

  TempFolder folder;
  WriteStore store{{folder.file()}};
  TenantId tenant = open_books(store);
  std::int64_t turn = store.begin(kNow);
  std::int64_t credit_series = open_credit_series(store, tenant);
};

TEST_F(LedgerTest, PostsAnIssueToRevenueAndTax) {
  issue(store, tenant, {.net = 10'000});
  EXPECT_EQ(balances(), "11900 -10000 -1900 0 0 0 0 0 0");
}

TEST_F(LedgerTest, TakesWhatWasPrepaidAndRoundedOffTheReceivable) {
  issue(store, tenant, {.net = 10'000, .prepaid = 1'000, .rounding = -5});
  EXPECT_EQ(balances(), "10895 -10000 -1900 0 1000 5 0 0 0");
}

TEST_F(LedgerTest, PostsANegativeTaxTheOtherWayRound) {
  record(InvoiceIssued{rich_invoice(store.find_series(tenant, "S").value())});
  // exclusive 4300 - 300 + 100, tax -190, prepaid 1000, rounding -10: payable 2900
  EXPECT_EQ(balances(), "2900 -4100 190 0 1000 10 0 0 0");
}

TEST_F(LedgerTest, MovesAPaymentFromReceivableToCash) {
  pay(store, tenant, issue(store, tenant), 900);
  EXPECT_EQ(balances(), "11000 -10000 -1900 900 0 0 0 0 0");
}

TEST_F(LedgerTest, KeepsWhatOfAPaymentIsNotAllocatedAsTheCustomersCredit) {
  pay_more({{issue(store, tenant), 900}});
  EXPECT_EQ(store.customer_credit(tenant, "C1", kEuro), 2'000);
  EXPECT_EQ(balances(), "11000 -10000 -1900 2900 0 0 -2000 0 0");
}

TEST_F(LedgerTest, AllocatesFromTheCustomersCreditAndBack) {
  const auto invoice = issue(store, tenant);
  const auto payment = pay_more({});
  record(PaymentAllocated{payment, {{invoice, 1'500}}});
  record(AllocationUndone{payment, {{invoice, 400}}});
  EXPECT_EQ(store.customer_credit(tenant, "C1", kEuro), 900);
  EXPECT_EQ(balances(), "10800 -10000 -1900 2000 0 0 -900 0 0");
}

TEST_F(LedgerTest, AppliesTheCustomersCreditAndTakesItBack) {
  const auto invoice = issue(store, tenant);
  pay_more({});
  record(CreditApplied{"C1", {invoice, 1'500}});
  EXPECT_EQ(store.credit_applied(tenant, "C1", invoice), 1'500);
  record(CreditUnapplied{"C1", {invoice, 1'500}});
  EXPECT_EQ(store.credit_applied(tenant, "C1", invoice), 0);
  EXPECT_EQ(balances(), "11900 -10000 -1900 2000 0 0 -2000 0 0");
}

TEST_F(LedgerTest, TakesAReversedPaymentBackFromInvoicesAndCredit) {
  const auto invoice = issue(store, tenant, {.net = 10'000});
  record(PaymentReversed{pay_more({{invoice, 11'900}}), "bounced"});
  EXPECT_EQ(store.find_invoice(tenant, invoice)->status, InvoiceStatus::open);
  EXPECT_EQ(balances(), "11900 -10000 -1900 0 0 0 0 0 0");
}

TEST_F(LedgerTest, RefundsFromTheCredit) {
  const auto invoice = issue(store, tenant);
  const auto payment = pay_more({{invoice, 11'900}});
  record(PaymentRefunded{payment, 1'500, "R-1", "wrong"});
  EXPECT_EQ(store.find_invoice(tenant, invoice)->status, InvoiceStatus::paid)
      << "a refund reopens nothing";
  EXPECT_EQ(store.find_payment(tenant, payment)->refunded, 1'500);
  EXPECT_EQ(balances(), "0 -10000 -1900 12400 0 0 -500 0 0");
}

TEST_F(LedgerTest, RefundsCreditThatNoPaymentIsBehind) {
  record(BalanceAdjusted{"C1", kEuro, 700, "sorry"});
  record(CreditRefunded{"C1", kEuro, 700, "R-1", "prepaid"});
  EXPECT_EQ(store.customer_credit(tenant, "C1", kEuro), 0);
  EXPECT_EQ(balances(), "0 0 0 -700 0 0 0 0 700");
  EXPECT_TRUE(store.payment_reference_used(tenant, "R-1"));
}

// 139.00 came in, 15.00 went back; the bank takes the other 124.00, of which 5.00 lay on no
// invoice.
TEST_F(LedgerTest, TakesBackWhatARefundHasLeftOfAReversedPayment) {
  const auto invoice = issue(store, tenant);
  const auto payment = pay_more({{invoice, 11'900}});
  record(PaymentRefunded{payment, 1'500, "R-1", "wrong"});
  record(PaymentReversed{payment, "bounced"});
  EXPECT_EQ(store.find_invoice(tenant, invoice)->status, InvoiceStatus::open);
  EXPECT_EQ(balances(), "11900 -10000 -1900 0 0 0 0 0 0");
}

TEST_F(LedgerTest, AdjustsTheCustomersCreditBothWays) {
  record(BalanceAdjusted{"C1", kEuro, 700, "sorry"});
  record(BalanceAdjusted{"C1", kEuro, -200, "too much"});
  EXPECT_EQ(store.customer_credit(tenant, "C1", kEuro), 500);
  EXPECT_EQ(balances(), "0 0 0 0 0 0 -500 0 500");
}

TEST_F(LedgerTest, WritesOffTheRestAndRecoversIt) {
  const auto invoice = issue(store, tenant);
  pay(store, tenant, invoice, 1'900);
  record(InvoiceWrittenOff{invoice, "gone"});
  EXPECT_EQ(balances(), "0 -10000 -1900 1900 0 0 0 10000 0");
  store.begin(kNow);
  record(InvoiceRecovered{invoice, "back"});
  EXPECT_EQ(balances(), "10000 -10000 -1900 1900 0 0 0 0 0");
}

TEST_F(LedgerTest, BringsMoneyForAWrittenOffInvoiceBackFromBadDebtFirst) {
  const auto invoice = issue(store, tenant);
  record(InvoiceWrittenOff{invoice, "gone"});
  const auto payment = pay_more({{invoice, 900}});
  EXPECT_EQ(store.find_invoice(tenant, invoice)->status, InvoiceStatus::uncollectible);
  EXPECT_EQ(balances(), "0 -10000 -1900 2900 0 0 -2000 11000 0");
  store.begin(kNow);
  record(PaymentReversed{payment, "bounced"});
  EXPECT_EQ(balances(), "0 -10000 -1900 0 0 0 0 11900 0");
  store.begin(kNow);
  const auto whole = pay_more({{invoice, 11'900}});
  EXPECT_EQ(store.find_invoice(tenant, invoice)->status, InvoiceStatus::paid);
  EXPECT_EQ(balances(), "0 -10000 -1900 13900 0 0 -2000 0 0");
  store.begin(kNow);
  record(AllocationUndone{whole, {{invoice, 11'900}}});
  EXPECT_EQ(store.find_invoice(tenant, invoice)->status, InvoiceStatus::open);
  EXPECT_EQ(balances(), "11900 -10000 -1900 13900 0 0 -13900 0 0");
}

TEST_F(LedgerTest, TakesBackTheWholeIssueWhenVoided) {
  void_it(store, tenant, issue(store, tenant, {.prepaid = 1'000, .rounding = 7}));
  EXPECT_EQ(balances(), "0 0 0 0 0 0 0 0 0");
}

TEST_F(LedgerTest, TakesTheWriteOffBackTooWhenAWrittenOffInvoiceIsVoided) {
  const auto invoice = issue(store, tenant);
  record(InvoiceWrittenOff{invoice, "gone"});
  void_it(store, tenant, invoice);
  EXPECT_EQ(balances(), "0 0 0 0 0 0 0 0 0");
}

TEST_F(LedgerTest, CreditsRevenueAndTaxAndWhatTheInvoiceDoesNotNeedToTheCustomer) {
  const auto invoice = issue(store, tenant);
  pay(store, tenant, invoice, 11'900 - 595);
  // 1000 and 190 of tax: 595 to the invoice, 595 to the customer
  record(CreditNoteIssued{
      credit_note(store, tenant, {.invoice = invoice, .net = 1'000, .applied = 595})});
  EXPECT_EQ(store.find_invoice(tenant, invoice)->status, InvoiceStatus::paid);
  EXPECT_EQ(store.customer_credit(tenant, "C1", kEuro), 595);
  EXPECT_EQ(balances(), "0 -9000 -1710 11305 0 0 -595 0 0");
}

TEST_F(LedgerTest, KeepsCurrenciesApart) {
  issue(store, tenant, {.net = 100});
  issue(store, tenant, {.net = 5'000, .currency = kYen});
  EXPECT_EQ(balances("EUR"), "119 -100 -19 0 0 0 0 0 0");
  EXPECT_EQ(RawStore(folder.file())
                .text("SELECT receivable || ' ' || revenue || ' ' || tax_payable FROM account "
                      "WHERE currency = 'JPY'"),
            "5950 -5000 -950");
}

TEST_F(LedgerTest, KeepsTheBalancesBeforeTheFirstEventOfEachDay) {
  constexpr std::int64_t kDay = 86'400'000;
  issue(store, tenant);
  issue(store, tenant);
  append(store,
         tenant,
         InvoiceIssued{invoice(store.find_series(tenant, "S").value())},
         kNow + kDay - 1);
  append(
      store, tenant, InvoiceIssued{invoice(store.find_series(tenant, "S").value())}, kNow + kDay);
  ASSERT_EQ(store.commit(), CommitOutcome::durable);
  RawStore raw(folder.file());
  EXPECT_EQ(raw.text("SELECT group_concat((first_event_key & 1099511627775) || ': ' || receivable, "
                     "', ') FROM account_day"),
            "4: 0, 7: 35700");
  EXPECT_EQ(raw.integer("SELECT day FROM account"), kToday + 1);
}

// The check that the others lean on can fail.
TEST_F(LedgerTest, IsSeenToBeWrongWhereAPaymentIsDoctored) {
  pay(store, tenant, issue(store, tenant), 100);
  ASSERT_EQ(store.commit(), CommitOutcome::durable);
  RawStore raw(folder.file());
  ASSERT_EQ(ledger_fault(folder.file()), std::nullopt);
  ASSERT_EQ(raw.run("DROP TRIGGER document_paid; UPDATE document SET paid = 1"), "");
  EXPECT_NE(ledger_fault(folder.file()), std::nullopt);
}

// What a writer then says goes to its log, which holds no amounts.
TEST_F(LedgerTest, WhereItIsWrongIsToldWithoutAmounts) {
  issue(store, tenant);
  ASSERT_EQ(store.commit(), CommitOutcome::durable);
  ASSERT_EQ(RawStore(folder.file()).run("UPDATE open_due SET amount = amount + 1"), "");
  const auto told = testing::ThrowsMessage<StoreError>(
      testing::AllOf(testing::HasSubstr("table"), testing::Not(testing::HasSubstr("11901"))));
  EXPECT_THAT([&] { const WriteStore another({folder.file()}); }, told);
}

}  // namespace
}  // namespace latido::db
