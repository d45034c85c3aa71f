#include "db/ledger.h"

#include "tests/unit/db/support/sample.h"

#include <random>

#include <gtest/gtest.h>

namespace latido::db {
namespace {

using namespace test;

class LedgerTest : public testing::Test {
 protected:
  // receivable, revenue, tax payable, cash, prepayment, rounding
  std::string balances(std::string_view currency = "EUR") {
    return RawStore(folder.file())
        .text(
            "SELECT receivable || ' ' || revenue || ' ' || tax_payable || ' ' || cash || ' ' || "
            "prepayment || ' ' || rounding FROM account "
            "WHERE tenant_id = 1 AND currency = '" +
            std::string(currency) + "'");
  }
  void commit() { ASSERT_EQ(store.commit(), CommitOutcome::durable); }

  TempFolder folder;
  WriteStore store{{folder.file()}};
  TenantId tenant = open_books(store);
};

TEST_F(LedgerTest, PostsAnIssueToRevenueAndTax) {
  store.begin();
  issue(store, tenant, {.net = 10'000});
  commit();
  EXPECT_EQ(balances(), "11900 -10000 -1900 0 0 0");
}

TEST_F(LedgerTest, TakesWhatWasPrepaidAndRoundedOffTheReceivable) {
  store.begin();
  issue(store, tenant, {.net = 10'000, .prepaid = 1'000, .rounding = -5});
  commit();
  EXPECT_EQ(balances(), "10895 -10000 -1900 0 1000 5");
}

TEST_F(LedgerTest, PostsANegativeTaxTheOtherWayRound) {
  store.begin();
  store.append(
      tenant, domain::InvoiceIssued{rich_invoice(store.find_series(tenant, "S").value())}, "x");
  commit();
  // exclusive 4300 - 300 + 100, tax -190, prepaid 1000, rounding -10: payable 2900
  EXPECT_EQ(balances(), "2900 -4100 190 0 1000 10");
}

TEST_F(LedgerTest, MovesAPaymentFromReceivableToCash) {
  store.begin();
  pay(store, tenant, issue(store, tenant), 900);
  commit();
  EXPECT_EQ(balances(), "11000 -10000 -1900 900 0 0");
}

TEST_F(LedgerTest, TakesBackTheWholeIssueWhenVoided) {
  store.begin();
  void_it(store, tenant, issue(store, tenant, {.prepaid = 1'000, .rounding = 7}));
  commit();
  EXPECT_EQ(balances(), "0 0 0 0 0 0");
}

TEST_F(LedgerTest, KeepsCurrenciesApart) {
  store.begin();
  issue(store, tenant, {.net = 100});
  issue(store, tenant, {.net = 5'000, .currency = kYen});
  commit();
  EXPECT_EQ(balances("EUR"), "119 -100 -19 0 0 0");
  EXPECT_EQ(balances("JPY"), "5950 -5000 -950 0 0 0");
}

TEST_F(LedgerTest, AgreesWithTheAmountsDueAfterAnySequence) {
  for (unsigned seed = 1; seed <= 8; ++seed) {
    std::mt19937 random(seed);
    const auto pick = [&](int below) {
      return static_cast<std::int64_t>(random() % static_cast<unsigned>(below));
    };
    const TenantId tenants[] = {tenant, open_books(store, "t" + std::to_string(seed))};
    std::vector<std::pair<TenantId, std::int64_t>> open;
    for (int turn = 0; turn < 40; ++turn) {
      store.begin();
      const auto before = open;
      for (int i = 0; i < 5; ++i) {
        const auto what = pick(4);
        if (what < 2 || open.empty()) {
          const auto whose = tenants[pick(2)];
          open.emplace_back(whose,
                            issue(store,
                                  whose,
                                  {.net = pick(9) * 100,
                                   .currency = pick(2) == 0 ? kEuro : kYen,
                                   .rounding = pick(3)}));
          continue;
        }
        const auto [whose, id] =
            open.at(static_cast<std::size_t>(pick(static_cast<int>(open.size()))));
        const auto state = store.find_invoice(whose, id).value();
        if (state.due() == 0) continue;
        if (what == 2) pay(store, whose, id, 1 + pick(static_cast<int>(state.due())));
        if (what == 3 && state.paid == 0) void_it(store, whose, id);
      }
      if (pick(5) == 0) {
        store.rollback();
        open = before;
      } else {
        commit();
      }
      RawStore raw(folder.file());
      ASSERT_EQ(ledger_fault(raw), std::nullopt) << "seed " << seed << " turn " << turn;
    }
  }
}

// The check above can fail.
TEST_F(LedgerTest, ADoctoredPaymentIsFound) {
  store.begin();
  issue(store, tenant);
  commit();
  RawStore raw(folder.file());
  ASSERT_EQ(ledger_fault(raw), std::nullopt);
  ASSERT_EQ(raw.run("UPDATE document SET paid = 1"), "");
  EXPECT_NE(ledger_fault(raw), std::nullopt);
}

}  // namespace
}  // namespace latido::db
