#include "tests/unit/db/support/sample.h"

#include <gtest/gtest.h>

namespace latido::db {
namespace {

using namespace test;

class Chain : public testing::Test {
 protected:
  Chain() {
    store.begin(kNow);
    for (int i = 0; i < 8; ++i) issue(store, tenant);
    EXPECT_EQ(store.commit(), CommitOutcome::durable);
  }

  // Past the schema's own guards, as a damaged disk or a person with a shell would.
  void tamper(const std::string& sql) {
    RawStore raw(folder.file());
    ASSERT_EQ(
        raw.run(
            "PRAGMA foreign_keys = OFF; DROP TRIGGER event_update; DROP TRIGGER event_delete; " +
            sql),
        "");
  }

  TempFolder folder;
  WriteStore store{{folder.file()}};
  TenantId tenant = open_books(store);
};

// Computed apart, with hashlib: SHA-256 over the hash before, the position as 8 bytes big endian
// and the payload; before the first stands SHA-256("latido chain 1" 00 "acme").
TEST_F(Chain, HashesEachEventAsDocumented) {
  RawStore raw(folder.file());
  EXPECT_EQ(raw.text("SELECT hex(hash) FROM event WHERE tenant_id = 1 AND position = 1"),
            "28D616E3C2D3CB4A0737CA877C8398731B80CAAB1A0A4305F3E14E2C36FFF279");
  EXPECT_EQ(raw.text("SELECT hex(hash) FROM event WHERE tenant_id = 1 AND position = 2"),
            "F5B8520872F286FFE412FDB4144FD9CE66A02E1CBC2F4C87E8E9F6D48089D8C1");
}

TEST_F(Chain, IsIntactFromEachEventOnAndSaysItsHead) {
  ReadStore reader(folder.file());
  for (std::int64_t from = 1; from <= 10; ++from) {
    const auto report = reader.verify_chain(tenant, from, 1'000);
    EXPECT_TRUE(report.intact);
    EXPECT_EQ(report.checked, 11 - from);
    EXPECT_EQ(report.next_position, 0);
    EXPECT_EQ(report.head_position, 10);
    EXPECT_EQ(report.first_bad_position, 0);
  }
}

TEST_F(Chain, IsWalkedInStretches) {
  ReadStore reader(folder.file());
  const auto first = reader.verify_chain(tenant, 1, 4);
  EXPECT_EQ(first.checked, 4U);
  EXPECT_EQ(first.next_position, 5);
  const auto second = reader.verify_chain(tenant, 5, 6);
  EXPECT_EQ(second.checked, 6U);
  EXPECT_EQ(second.next_position, 0);
  EXPECT_EQ(second.head_hash, reader.verify_chain(tenant, 1, 100).head_hash);
}

TEST_F(Chain, HasNothingToLookAtBeyondItsEnd) {
  ReadStore reader(folder.file());
  const auto report = reader.verify_chain(tenant, 11, 10);
  EXPECT_TRUE(report.intact);
  EXPECT_EQ(report.checked, 0U);
  EXPECT_EQ(report.next_position, 0);
}

TEST_F(Chain, NamesTheFirstEventWhosePayloadWasChanged) {
  tamper("UPDATE event SET payload = x'00' WHERE position = 5");
  const auto report = ReadStore(folder.file()).verify_chain(tenant, 1, 100);
  EXPECT_FALSE(report.intact);
  EXPECT_EQ(report.first_bad_position, 5);
  EXPECT_EQ(report.checked, 5U);
}

TEST_F(Chain, NamesTheEventAfterOneThatWasForgedWithItsHash) {
  tamper("UPDATE event SET payload = x'00', hash = zeroblob(32) WHERE position = 5");
  EXPECT_EQ(ReadStore(folder.file()).verify_chain(tenant, 1, 100).first_bad_position, 5);
  EXPECT_EQ(ReadStore(folder.file()).verify_chain(tenant, 6, 100).first_bad_position, 6);
}

TEST_F(Chain, NamesAnEventThatIsMissing) {
  tamper("DELETE FROM event WHERE position = 7");
  EXPECT_EQ(ReadStore(folder.file()).verify_chain(tenant, 1, 100).first_bad_position, 7);
  EXPECT_EQ(ReadStore(folder.file()).verify_chain(tenant, 8, 100).first_bad_position, 8);
}

TEST_F(Chain, OfOneTenantDoesNotPassForAnothers) {
  const auto other = open_books(store, "other");
  RawStore raw(folder.file());
  EXPECT_EQ(raw.text("SELECT payload FROM event WHERE tenant_id = 2 AND position = 1"), "customer");
  EXPECT_NE(raw.text("SELECT hex(hash) FROM event WHERE tenant_id = 2 AND position = 1"),
            raw.text("SELECT hex(hash) FROM event WHERE tenant_id = 1 AND position = 1"));
  EXPECT_TRUE(ReadStore(folder.file()).verify_chain(other, 1, 100).intact);
}

}  // namespace
}  // namespace latido::db
