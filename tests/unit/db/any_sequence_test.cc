#include "db/rebuild.h"
#include "tests/unit/db/support/sample.h"

#include <algorithm>
#include <random>
#include <vector>

#include <gtest/gtest.h>

namespace latido::db {
namespace {

using namespace domain;
using namespace test;

// Random turns of everything that moves money.
class RandomTurns {
 public:
  RandomTurns(WriteStore& store, unsigned seed)
      : store_(store), random_(seed), tenant_(open_books(store)) {}

  // Some are rolled back.
  void play(int turn) {
    now_ = store_.begin(kNow + turn * 20'000'000LL);
    const auto invoices = invoices_;
    const auto payments = payments_;
    for (int i = 0; i < 4; ++i) move();
    if (pick(5) > 0) {
      ASSERT_EQ(store_.commit(), CommitOutcome::durable);
      return;
    }
    store_.rollback();
    invoices_ = invoices;
    payments_ = payments;
  }

 private:
  std::int64_t pick(std::int64_t below) {
    return static_cast<std::int64_t>(random_() % static_cast<unsigned>(below));
  }
  std::int64_t one_of(const std::vector<std::int64_t>& all) {
    return all.at(static_cast<std::size_t>(pick(static_cast<std::int64_t>(all.size()))));
  }
  std::int64_t record(const Event& event) { return append(store_, tenant_, event, now_); }

  void move() {
    const auto what = pick(10);
    if (what < 3 || invoices_.empty()) {
      invoices_.push_back(record(InvoiceIssued{
          invoice(store_.find_series(tenant_, "S").value(), {.net = pick(9) * 100})}));
    } else if (what == 9 && !payments_.empty()) {
      move_payment(one_of(payments_));
    } else {
      move_invoice(what, store_.find_invoice(tenant_, one_of(invoices_)).value());
    }
  }

  void move_invoice(std::int64_t what, const InvoiceState& state) {
    const auto left = state.outstanding();
    const auto credit = store_.customer_credit(tenant_, "C1", kEuro);
    const auto applied = store_.credit_applied(tenant_, "C1", state.id);
    if (what == 3 && left > 0) pay_some(state.id, 1 + pick(left));
    if (what == 4 && state.due() > 0) record(InvoiceWrittenOff{state.id, "x"});
    if (what == 5 && state.status == InvoiceStatus::uncollectible)
      record(InvoiceRecovered{state.id, "x"});
    if (what == 6 && left > 0 && state.paid == 0) record(InvoiceVoided{state.id, "x"});
    if (what == 7 && left > 0 && credit > 0)
      record(CreditApplied{"C1", {state.id, 1 + pick(std::min(left, credit))}});
    if (what == 8 && applied > 0) record(CreditUnapplied{"C1", {state.id, 1 + pick(applied)}});
  }

  void pay_some(std::int64_t id, Minor amount) {
    payments_.push_back(record(PaymentRecorded{.customer_id = "C1",
                                               .amount = amount + pick(500),
                                               .currency = kEuro,
                                               .received_date = Date{kToday},
                                               .reference = "",
                                               .method = "",
                                               .allocations = {{id, amount}}}));
  }

  void move_payment(std::int64_t id) {
    const auto payment = store_.find_payment(tenant_, id).value();
    const auto credit = store_.customer_credit(tenant_, "C1", kEuro);
    if (payment.reversed) return;
    if (!payment.allocations.empty() && pick(2) == 0) {
      const auto& first = payment.allocations.front();
      record(AllocationUndone{id, {{first.invoice, 1 + pick(first.amount)}}});
    } else if (payment.amount - payment.refunded - payment.allocated() <= credit && pick(2) == 0) {
      record(PaymentReversed{id, "x"});
    } else if (const auto most = std::min(credit, payment.amount - payment.refunded); most > 0) {
      record(PaymentRefunded{id, 1 + pick(most), "", "x"});
    }
  }

  WriteStore& store_;
  std::mt19937 random_;
  TenantId tenant_;
  std::int64_t now_ = kNow;
  std::vector<std::int64_t> invoices_;
  std::vector<std::int64_t> payments_;
};

// The ledger agrees with the documents all along, and the events give the same again.
TEST(Rebuild, GivesTheSameAfterAnySequence) {
  for (unsigned seed = 1; seed <= 6; ++seed) {
    TempFolder folder;
    WriteStore store({folder.file()});
    RandomTurns turns(store, seed);
    for (int turn = 0; turn < 60; ++turn) {
      turns.play(turn);
      ASSERT_EQ(ledger_fault(folder.file()), std::nullopt) << "seed " << seed << " turn " << turn;
    }
    const auto report = verify(
        {.store_path = folder.file(), .scratch_path = folder.file("scratch"), .decode = decode});
    ASSERT_FALSE(report.fault) << report.fault->text() << " seed " << seed;
  }
}

}  // namespace
}  // namespace latido::db
