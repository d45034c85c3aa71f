#include "db/open.h"

#include <sqlite3.h>

namespace latido::db {
namespace {

constexpr int kWriterBusyMs =
    1'000;  // waits only for readers that hold a checkpoint back, and for a writer being replaced
constexpr int kReaderBusyMs = 1'000;  // waits only while a log is being recovered after a crash
constexpr int kTakeoverBusyMs = 5'000;

}  // namespace

void configure_writer(Connection& db) {
  sqlite3_busy_timeout(db.handle(), kWriterBusyMs);
  // Closing must leave the log as it is: others may be reading it, and one connection alone may
  // checkpoint.
  int persist = 1;
  sqlite3_file_control(db.handle(), "main", SQLITE_FCNTL_PERSIST_WAL, &persist);
  sqlite3_db_config(db.handle(), SQLITE_DBCONFIG_NO_CKPT_ON_CLOSE, 1, nullptr);
  if (db.text("PRAGMA journal_mode = WAL") != "wal")
    throw StoreError("the store cannot be put into WAL mode here");
  // FULL: one fsync at each commit; with NORMAL a commit may go with the power. Recursive triggers:
  // otherwise INSERT OR REPLACE would delete without asking those that forbid it. The cache (KiB)
  // holds what one turn changes. Debian zeroes what is deleted, which serves nothing where nothing
  // is.
  db.run(
      "PRAGMA synchronous = FULL; PRAGMA foreign_keys = ON; PRAGMA recursive_triggers = ON;"
      "PRAGMA temp_store = MEMORY; PRAGMA cache_size = -4000; PRAGMA wal_autocheckpoint = 0;"
      "PRAGMA secure_delete = OFF");
}

void configure_reader(Connection& db) {
  sqlite3_busy_timeout(db.handle(), kReaderBusyMs);
  sqlite3_db_config(db.handle(), SQLITE_DBCONFIG_NO_CKPT_ON_CLOSE, 1, nullptr);
  db.run("PRAGMA query_only = ON; PRAGMA temp_store = MEMORY; PRAGMA cache_size = -1000");
}

// An earlier writer's last turn may be in the log, whole and visible, but only in the kernel's
// memory; and where its fsync failed, the kernel may have marked those pages clean, so that syncing
// them again would prove nothing. Copying the log into the database writes and syncs all of it
// anew. The read comes first because a checkpoint by a connection that has never read does nothing
// and reports success.
void make_earlier_writes_durable(Connection& db) {
  db.integer("SELECT count(*) FROM sqlite_schema");
  sqlite3_busy_timeout(db.handle(), kTakeoverBusyMs);
  int pages_left = 0;
  const int rc = sqlite3_wal_checkpoint_v2(
      db.handle(), "main", SQLITE_CHECKPOINT_TRUNCATE, &pages_left, nullptr);
  if (rc != SQLITE_OK) db.fail("cannot move an earlier writer's log into the store");
  if (pages_left != 0) throw StoreError("an earlier writer's log did not move into the store");
  sqlite3_busy_timeout(db.handle(), kWriterBusyMs);
}

}  // namespace latido::db
