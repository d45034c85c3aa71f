#include "db/store.h"
#include "tests/unit/db/support/fault_vfs.h"
#include "tests/unit/db/support/sample.h"

#include <gtest/gtest.h>
#include <sqlite3.h>

namespace latido::db {
namespace {

using namespace test;

constexpr Sha256 kHash{};

// A store on a disk that fails on demand, with one invoice in an open turn.
struct Scene {
  Scene() {
    store.emplace(WriteStoreOptions{folder.file()});
    tenant = open_books(*store);
    store->begin(kNow);
    issue(*store, tenant);
    store->save_reply(tenant, "key", kHash, "reply");
  }

  void expect_stopped_for_good() {
    disk.on_call =
        nullptr;  // the disk is well again; the store must not act as if nothing had happened
    EXPECT_EQ(store->commit(), CommitOutcome::unknown);
    EXPECT_THROW(store->begin(kNow), StoreError);
    EXPECT_THROW(issue(*store, tenant), StoreError);
    EXPECT_THROW(store->find_reply(tenant, "key"), StoreError);
    EXPECT_THROW(store->head_position(tenant), StoreError);
    store->rollback();
    store.reset();
  }

  // After opening again: all of the turn or nothing of it, and a store that works.
  void expect_whole_or_nothing() {
    WriteStore again({folder.file()});
    const bool there = again.find_reply(tenant, "key").has_value();
    EXPECT_EQ(again.head_position(tenant), there ? 3 : 2);
    EXPECT_EQ(again.find_series(tenant, "S")->next_number, there ? 2 : 1);
    again.begin(kNow);
    EXPECT_EQ(issue(again, tenant), there ? 4 : 3);
    EXPECT_EQ(again.commit(), CommitOutcome::durable);
  }

  TempFolder folder;
  FaultDisk disk;
  std::optional<WriteStore> store;
  TenantId tenant = 0;
};

class CommitOutcomeTest : public testing::TestWithParam<int> {};
INSTANTIATE_TEST_SUITE_P(Errors,
                         CommitOutcomeTest,
                         testing::Values(SQLITE_IOERR_FSYNC, SQLITE_IOERR_WRITE, SQLITE_FULL));

TEST(CommitOutcome, IsDurableWhereTheDiskIsWell) {
  Scene scene;
  EXPECT_EQ(scene.store->commit(), CommitOutcome::durable);
  EXPECT_EQ(scene.store->commit(), CommitOutcome::not_committed) << "no turn";
}

TEST_P(CommitOutcomeTest, IsUnknownWhereTheSyncFails) {
  Scene scene;
  scene.disk.on_call = [](FaultDisk::Call call, auto, const auto&) {
    return call == FaultDisk::Call::sync ? GetParam() : SQLITE_OK;
  };
  EXPECT_EQ(scene.store->commit(), CommitOutcome::unknown);
  scene.expect_stopped_for_good();
  scene.expect_whole_or_nothing();
}

TEST_P(CommitOutcomeTest, IsUnknownWhicheverCallOfTheCommitFails) {
  int failed = 0;
  for (std::uint64_t nth = 1;; ++nth) {
    Scene scene;
    bool hit = false;
    scene.disk.on_call = [&, at = scene.disk.calls() + nth](
                             auto, std::uint64_t number, const auto&) {
      if (number != at) return SQLITE_OK;
      hit = true;
      return GetParam();
    };
    const auto outcome = scene.store->commit();
    if (!hit) {
      EXPECT_EQ(outcome, CommitOutcome::durable);
      break;
    }
    ++failed;
    EXPECT_EQ(outcome, CommitOutcome::unknown) << "call " << nth;
    scene.expect_stopped_for_good();
    scene.expect_whole_or_nothing();
  }
  EXPECT_GT(failed, 10) << "a commit of one invoice writes more pages than that";
}

TEST_P(CommitOutcomeTest, IsNotReachedWhereTheDiskFailsWithinTheTurn) {
  Scene scene;
  scene.disk.on_call = [](auto, auto, const auto&) { return GetParam(); };
  const std::string big(1'000'000, 'x');
  const auto overflow_cache = [&] {
    for (int i = 0; i < 20; ++i)
      scene.store->save_reply(scene.tenant, std::to_string(i), kHash, big);
  };
  EXPECT_THROW(overflow_cache(), StoreError);
  scene.disk.on_call = nullptr;
  scene.store->rollback();
  scene.store.reset();
  scene.expect_whole_or_nothing();
}

TEST_P(CommitOutcomeTest, OfTurnsBeforeIsNotTouchedByAFailedCheckpoint) {
  Scene scene;
  const std::string big(1'000'000, 'x');
  for (int i = 0; i < 20; ++i) scene.store->save_reply(scene.tenant, std::to_string(i), kHash, big);
  ASSERT_EQ(scene.store->commit(), CommitOutcome::durable);
  scene.disk.on_call = [](auto, auto, const auto&) { return GetParam(); };
  EXPECT_THROW(scene.store->checkpoint_if_due(), StoreError);
  scene.disk.on_call = nullptr;
  scene.store.reset();
  WriteStore again({scene.folder.file()});
  EXPECT_TRUE(again.find_reply(scene.tenant, "key"));
  EXPECT_TRUE(again.find_reply(scene.tenant, "19"));
}

TEST_P(CommitOutcomeTest, IsNotAskedForWhereTheStoreCannotBeMadeDurableAtOpening) {
  Scene scene;
  ASSERT_EQ(scene.store->commit(), CommitOutcome::durable);
  scene.store.reset();
  scene.disk.on_call = [](auto, auto, const auto&) { return GetParam(); };
  EXPECT_THROW(WriteStore({scene.folder.file()}), StoreError);
  scene.disk.on_call = nullptr;
  EXPECT_TRUE(WriteStore({scene.folder.file()}).find_reply(scene.tenant, "key"));
}

}  // namespace
}  // namespace latido::db
