// What an earlier writer left in the log, while somebody reads: the next writer opens all the same,
// and what it opens is on the disk.
#include "db/store.h"
#include "tests/unit/db/support/fault_vfs.h"
#include "tests/unit/db/support/sample.h"

#include <fstream>

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <sqlite3.h>

namespace latido::db {
namespace {

using namespace test;
using testing::HasSubstr;
using testing::IsEmpty;

// A store with one invoice, whose writer is gone.
struct Scene {
  Scene() {
    WriteStore store({folder.file()});
    tenant = open_books(store);
    write_an_invoice(store);
  }

  void write_an_invoice(WriteStore& store) const {
    store.begin(kNow);
    issue(store, tenant);
    EXPECT_EQ(store.commit(), CommitOutcome::durable);
  }

  // The files as they are when the power goes now and nothing is kept but what was synced.
  [[nodiscard]] std::int64_t invoices_after_power_cut() const {
    const TempFolder after;
    for (const auto& [name, bytes] : disk.after_power_cut([] { return false; })) {
      if (!name.starts_with(folder.file()) || name.ends_with("-shm")) continue;
      std::ofstream(after.file() + name.substr(folder.file().size()), std::ios::binary) << bytes;
    }
    return RawStore(after.file()).integer("SELECT count(*) FROM document");
  }

  TempFolder folder;
  FaultDisk disk;
  TenantId tenant = 0;
};

// Keeps what is there now in view until it goes.
struct OpenReader {
  explicit OpenReader(const std::string& path) : raw(path) {
    raw.run("BEGIN");
    raw.integer("SELECT count(*) FROM event");
  }
  RawStore raw;
};

TEST(EarlierWrites, MoveIntoTheStoreWhereAReaderSeesTheNewestState) {
  Scene scene;
  const OpenReader reader(scene.folder.file());
  WriteStore store({scene.folder.file()});
  EXPECT_THAT(store.opening_remark(), IsEmpty());
  scene.write_an_invoice(store);
  EXPECT_EQ(scene.invoices_after_power_cut(), 2);
}

TEST(EarlierWrites, DoNotKeepTheNextWriterOutWhereAReaderHoldsAnOlderState) {
  Scene scene;
  const OpenReader reader(scene.folder.file());
  {
    WriteStore store({scene.folder.file()});
    scene.write_an_invoice(store);
  }
  WriteStore store({scene.folder.file()});
  EXPECT_THAT(store.opening_remark(), HasSubstr("stay in the log"));
  scene.write_an_invoice(store);
  EXPECT_EQ(scene.invoices_after_power_cut(), 3);
}

// The kernel has marked clean what a failed sync did not bring onto the disk: a second sync of the
// same pages says OK and does nothing.
TEST(EarlierWrites, AreWrittenAnewWhereTheirSyncFailedAndAReaderHoldsAnOlderState) {
  Scene scene;
  const OpenReader reader(scene.folder.file());
  {
    RawStore unsafe(scene.folder.file());
    unsafe.run("PRAGMA synchronous = OFF");
    ASSERT_EQ(unsafe.run("UPDATE writer SET turn = turn + 1"), "");
  }
  scene.disk.mark_clean();
  WriteStore store({scene.folder.file()});
  scene.write_an_invoice(store);
  EXPECT_EQ(scene.invoices_after_power_cut(), 2);
}

TEST(EarlierWrites, ThatCannotBeWrittenAnewKeepTheStoreClosed) {
  Scene scene;
  const OpenReader reader(scene.folder.file());
  {
    WriteStore store({scene.folder.file()});
    scene.write_an_invoice(store);
  }
  scene.disk.on_call = [](FaultDisk::Call call, auto, const auto& path) {
    return call == FaultDisk::Call::write && path.ends_with("-wal") ? SQLITE_IOERR : SQLITE_OK;
  };
  EXPECT_THROW(WriteStore({scene.folder.file()}), StoreError);
}

}  // namespace
}  // namespace latido::db
