// What is left when the power goes at any moment: each acknowledged command, or the store is worth
// nothing. The disk (fault_vfs) keeps what was synced and any part of the rest.
#include "db/store.h"
#include "tests/unit/db/support/fault_vfs.h"
#include "tests/unit/db/support/sample.h"

#include <fstream>
#include <random>

#include <gtest/gtest.h>
#include <sqlite3.h>

namespace latido::db {
namespace {

using namespace test;

constexpr Sha256 kHash{};
constexpr int kSeeds = 150;

sqlite3* last_opened = nullptr;

extern "C" int note_last_opened(sqlite3* db, const char** /*error*/, const void* /*api*/) {
  if (*sqlite3_db_filename(db, "main") != '\0') last_opened = db;
  return SQLITE_OK;
}

struct Cut {
  std::vector<std::string> acknowledged;    // keys, before the power went
  std::map<std::string, std::string> left;  // files
};

// Turns of 1 to 4 invoices and a few checkpoints, until the power goes at a random write or sync.
Cut work_until_the_power_goes(const std::string& path, unsigned seed, const char* pragma) {
  std::mt19937 random(seed);
  FaultDisk disk;
  sqlite3_auto_extension(reinterpret_cast<void (*)()>(note_last_opened));
  WriteStore store({path});
  sqlite3_cancel_auto_extension(reinterpret_cast<void (*)()>(note_last_opened));
  // The store itself offers no way to be less safe; this reaches behind it.
  EXPECT_EQ(sqlite3_exec(last_opened, pragma, nullptr, nullptr, nullptr), SQLITE_OK);
  const auto tenant = open_books(store);
  const auto dies_at = disk.calls() + 1 + random() % 400;
  Cut cut;
  disk.on_call = [&](auto, std::uint64_t number, const auto&) {
    const auto odds = random() % 3;  // all of what was not synced, none of it, or half
    if (number == dies_at)
      cut.left =
          disk.after_power_cut([&] { return odds == 0 || (odds == 1 && random() % 2 == 0); });
    return SQLITE_OK;
  };
  for (int turn = 0; cut.left.empty(); ++turn) {
    std::vector<std::string> keys;
    store.begin(kNow);
    for (unsigned i = 0; i <= random() % 4; ++i) {
      issue(store, tenant);
      keys.push_back(std::to_string(turn) + "/" + std::to_string(i));
      store.save_reply(tenant, keys.back(), kHash, "reply " + keys.back());
    }
    EXPECT_EQ(store.commit(), CommitOutcome::durable);
    if (cut.left.empty()) cut.acknowledged.insert(cut.acknowledged.end(), keys.begin(), keys.end());
    if (turn % 7 == 6)
      sqlite3_wal_checkpoint_v2(last_opened, "main", SQLITE_CHECKPOINT_PASSIVE, nullptr, nullptr);
  }
  return cut;
}

// How many acknowledged commands are gone; fails where the store is not sound.
std::size_t lost_after(const Cut& cut, const std::string& path) {
  const FaultDisk without_real_syncs;
  TempFolder after;
  for (const auto& [name, bytes] : cut.left) {
    if (!name.starts_with(path)) continue;
    std::ofstream(after.file() + name.substr(path.size()), std::ios::binary) << bytes;
  }
  WriteStore store({after.file()});
  const auto tenant = store.find_tenant("acme");
  std::size_t lost = 0;
  for (const auto& key : cut.acknowledged) {
    const auto reply = tenant ? store.find_reply(*tenant, key) : std::nullopt;
    if (!reply || reply->reply != "reply " + key) ++lost;
  }
  RawStore raw(after.file());
  EXPECT_EQ(raw.text("PRAGMA integrity_check"), "ok");
  EXPECT_EQ(ledger_fault(after.file()), std::nullopt);
  EXPECT_EQ(raw.integer("SELECT count(*) - coalesce(max(sequence), 0) FROM document"), 0);
  EXPECT_EQ(raw.integer("SELECT count(*) FROM command_log"),
            raw.integer("SELECT count(*) FROM document"));
  EXPECT_TRUE(!tenant || ReadStore(after.file()).verify_chain(*tenant, 1, 100'000).intact);
  return lost;
}

std::size_t lost_over_all_seeds(const char* pragma) {
  std::size_t lost = 0;
  std::size_t acknowledged = 0;
  for (unsigned seed = 1; seed <= kSeeds; ++seed) {
    TempFolder folder;
    const auto cut = work_until_the_power_goes(folder.file(), seed, pragma);
    const auto gone = lost_after(cut, folder.file());
    lost += gone > 0 ? 1 : 0;
    acknowledged += cut.acknowledged.size();
  }
  EXPECT_GT(acknowledged, 1'000U);
  return lost;
}

TEST(PowerCut, LosesNoAcknowledgedCommand) {
  EXPECT_EQ(lost_over_all_seeds("PRAGMA synchronous"), 0U);
}

// Without the sync at each commit the same check must find losses: it can fail.
TEST(PowerCut, IsSeenToLoseCommandsWhereSynchronousIsNormal) {
  EXPECT_GT(lost_over_all_seeds("PRAGMA synchronous = NORMAL"), kSeeds / 3U);
}

}  // namespace
}  // namespace latido::db
