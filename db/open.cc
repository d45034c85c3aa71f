#include "db/open.h"

#include <sqlite3.h>

namespace latido::db {
namespace {

constexpr int kReaderBusyMs = 1'000;  // waits only while a log is being recovered after a crash

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

}  // namespace latido::db
