#include "db/store.h"
#include "tests/unit/db/support/sample.h"

#include <filesystem>
#include <limits>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace latido::db {
namespace {

using namespace domain;
using namespace test;

constexpr Sha256 kHash{1, 2, 3};

class WriteStoreTest : public testing::Test {
 protected:
  TempFolder folder;
  WriteStore store{{folder.file()}};
  TenantId tenant = open_books(store);
};

TEST_F(WriteStoreTest, GivesPositionsWithoutAGapForEachTenantAlone) {
  const auto other = open_books(store, "other");
  store.begin(kNow);
  EXPECT_EQ(issue(store, tenant), 3);
  EXPECT_EQ(issue(store, other), 3);
  EXPECT_EQ(issue(store, tenant), 4);
  EXPECT_EQ(store.commit(), CommitOutcome::durable);
  EXPECT_EQ(store.head_position(tenant), 4);
  EXPECT_EQ(store.head_position(other), 3);
}

TEST_F(WriteStoreTest, GivesTheNumberBackWhenATurnIsRolledBack) {
  store.begin(kNow);
  issue(store, tenant);
  store.save_reply(tenant, "key", kHash, "reply");
  store.rollback();
  EXPECT_EQ(store.find_series(tenant, "S")->next_number, 1);
  EXPECT_EQ(store.head_position(tenant), 2);
  EXPECT_FALSE(store.find_reply(tenant, "key"));
}

TEST_F(WriteStoreTest, RepeatsAReplyByteForByteAlsoAfterReopening) {
  const std::string reply("\0\xFF reply\n\0", 10);
  const std::string key("key with \0 inside and 'quotes' %s", 33);
  store.begin(kNow);
  store.save_reply(tenant, key, kHash, reply);
  ASSERT_EQ(store.commit(), CommitOutcome::durable);
  WriteStore again({folder.file()});
  const auto stored = again.find_reply(tenant, key);
  ASSERT_TRUE(stored);
  EXPECT_EQ(stored->reply, reply);
  EXPECT_EQ(stored->request_hash, kHash);
  EXPECT_FALSE(again.find_reply(tenant, "key with "));
}

TEST_F(WriteStoreTest, RefusesASecondReplyForAKeyAndTakesTheWholeTurnBack) {
  store.begin(kNow);
  store.save_reply(tenant, "key", kHash, "first");
  ASSERT_EQ(store.commit(), CommitOutcome::durable);
  store.begin(kNow);
  issue(store, tenant);
  EXPECT_THROW(store.save_reply(tenant, "key", kHash, "second"), BrokenPromise);
  EXPECT_THROW(issue(store, tenant), StoreError) << "a write after the turn was rolled back";
  EXPECT_EQ(store.commit(), CommitOutcome::not_committed);
  EXPECT_EQ(store.find_reply(tenant, "key")->reply, "first");
  EXPECT_EQ(store.head_position(tenant), 2);
}

TEST_F(WriteStoreTest, RefusesAWriteOutsideATurn) {
  EXPECT_THROW(append(store, tenant, CustomerCreated{customer("C2")}), StoreError);
  EXPECT_THROW(store.save_reply(tenant, "key", kHash, "reply"), StoreError);
  EXPECT_THROW(store.intern_tenant("new"), StoreError);
  EXPECT_EQ(store.commit(), CommitOutcome::not_committed);
}

TEST_F(WriteStoreTest, FencesTheOldWriterOnceANewOneHasOpened) {
  WriteStore newer({folder.file()});
  EXPECT_EQ(newer.epoch(), store.epoch() + 1);
  EXPECT_THROW(store.begin(kNow), Fenced);
  EXPECT_EQ(store.commit(), CommitOutcome::not_committed);
  newer.begin(kNow);
  EXPECT_EQ(issue(newer, tenant), 3);
  EXPECT_EQ(newer.commit(), CommitOutcome::durable);
  EXPECT_THROW(store.begin(kNow), Fenced) << "for good";
}

TEST_F(WriteStoreTest, GivesATurnATimeThatNeverGoesBack) {
  EXPECT_EQ(store.begin(kNow + 5), kNow + 5);
  ASSERT_EQ(store.commit(), CommitOutcome::durable);
  EXPECT_EQ(store.begin(kNow + 1), kNow + 5) << "the clock went back";
  ASSERT_EQ(store.commit(), CommitOutcome::durable);
  WriteStore again({folder.file()});
  EXPECT_EQ(again.begin(0), kNow + 5);
  again.rollback();
  EXPECT_EQ(again.begin(kNow + 9), kNow + 9);
  again.rollback();
}

TEST_F(WriteStoreTest, FindsItsTenantsByTheirWholeName) {
  store.begin(kNow);
  EXPECT_EQ(store.intern_tenant("acme"), tenant);
  EXPECT_NE(store.intern_tenant("ACME"), tenant);
  ASSERT_EQ(store.commit(), CommitOutcome::durable);
  EXPECT_EQ(store.find_tenant("acme"), tenant);
  EXPECT_EQ(store.find_tenant("acm"), std::nullopt);
}

TEST_F(WriteStoreTest, KeepsOneTenantsThingsFromAnother) {
  const auto other = open_books(store, "other");
  store.begin(kNow);
  const auto id = issue(store, tenant);
  pay(store, tenant, id, 100, "REF");
  store.save_reply(tenant, "key", kHash, "reply");
  ASSERT_EQ(store.commit(), CommitOutcome::durable);
  EXPECT_FALSE(store.find_invoice(other, id));
  EXPECT_FALSE(store.find_reply(other, "key"));
  EXPECT_FALSE(store.payment_reference_used(other, "REF"));
  EXPECT_TRUE(store.payment_reference_used(tenant, "REF"));
  EXPECT_EQ(store.find_series(other, "S")->next_number, 1);
}

// 2^40 is the first position that would reach into the next tenant's keys.
TEST_F(WriteStoreTest, DoesNotReachAnotherTenantThroughAnInvoiceIdOutOfRange) {
  const auto other = open_books(store, "other");
  store.begin(kNow);
  const auto id = issue(store, other);
  ASSERT_EQ(store.commit(), CommitOutcome::durable);
  const auto reach = ((other - tenant) << 40) + id;
  EXPECT_FALSE(store.find_invoice(tenant, reach));
  EXPECT_FALSE(store.find_invoice(tenant, -1));
  EXPECT_FALSE(store.find_invoice(tenant, 0));
  EXPECT_FALSE(store.find_invoice(tenant, std::numeric_limits<std::int64_t>::max()));
  ReadStore reader(folder.file());
  EXPECT_FALSE(reader.invoice_by_id(tenant, reach));
  EXPECT_TRUE(reader.invoice_by_id(other, id));
}

TEST_F(WriteStoreTest, MovesAnInvoiceFromOpenToPaidByItsPayments) {
  store.begin(kNow);
  const auto id = issue(store, tenant);  // 119.00
  pay(store, tenant, id, 900);
  EXPECT_EQ(store.find_invoice(tenant, id),
            (InvoiceState{.id = id,
                          .number = "A-00001",
                          .status = InvoiceStatus::open,
                          .customer_id = "C1",
                          .currency = kEuro,
                          .issue_date = Date{kToday},
                          .payable = 11'900,
                          .paid = 900,
                          .credited = 0}));
  pay(store, tenant, id, 11'000);
  EXPECT_EQ(store.find_invoice(tenant, id)->status, InvoiceStatus::paid);
  ASSERT_EQ(store.commit(), CommitOutcome::durable);
}

TEST_F(WriteStoreTest, TakesAnInvoiceOfNothingAsPaid) {
  store.begin(kNow);
  const auto id = issue(store, tenant, {.net = 0});
  EXPECT_EQ(store.find_invoice(tenant, id)->status, InvoiceStatus::paid);
  ASSERT_EQ(store.commit(), CommitOutcome::durable);
}

TEST_F(WriteStoreTest, FindsEachSeriesThatCouldPrintTheSameNumber) {
  store.begin(kNow);
  for (const auto* prefix : {"", "A", "A-1", "A-\xFF", "B", "A,"}) {
    append(store, tenant, series(std::string("S/") + prefix, prefix));
  }
  ASSERT_EQ(store.commit(), CommitOutcome::durable);
  const auto prefixes_near = [&](std::string_view prefix) {
    std::vector<std::string> found;
    for (const auto& near : store.series_near_prefix(tenant, prefix)) found.push_back(near.prefix);
    return found;
  };
  using testing::UnorderedElementsAre;
  EXPECT_THAT(prefixes_near("A-"), UnorderedElementsAre("A-", "A-1", "A-\xFF", "A", ""));
  EXPECT_THAT(prefixes_near("B1"), UnorderedElementsAre("B", ""));
  EXPECT_EQ(prefixes_near("").size(), 7U);
}

TEST_F(WriteStoreTest, GivesBackASeriesAsItWasMade) {
  SeriesCreated made = series("T", "T'--%s");
  made.first_number = 5;
  made.last_number = 999'999'999'999;
  made.digits = 12;
  made.valid_from = Date{19'000};
  made.valid_to = Date{21'000};
  store.begin(kNow);
  append(store, tenant, made);
  ASSERT_EQ(store.commit(), CommitOutcome::durable);
  EXPECT_EQ(store.find_series(tenant, "T"), evolve(made));
}

TEST_F(WriteStoreTest, MovesTheLogIntoTheDatabaseOnceItIsLarge) {
  const std::string reply(64'000, 'r');
  int key = 0;
  const auto log_size = [&] { return std::filesystem::file_size(folder.file() + "-wal"); };
  for (int turn = 0; turn < 120; ++turn) {  // 48 MB in all
    store.begin(kNow);
    for (int i = 0; i < 6; ++i) store.save_reply(tenant, "k" + std::to_string(++key), kHash, reply);
    ASSERT_EQ(store.commit(), CommitOutcome::durable);
    store.checkpoint_if_due();
  }
  EXPECT_LT(log_size(), 20U << 20U);
  EXPECT_EQ(RawStore(folder.file()).integer("SELECT count(*) FROM command_log"), 720);
}

}  // namespace
}  // namespace latido::db
