#include "db/earlier_writes.h"

#include "db/log_holders.h"
#include "db/open.h"

#include <algorithm>
#include <vector>

#include <sqlite3.h>

namespace latido::db {
namespace {

constexpr int kTakeoverBusyMs = 500;
constexpr sqlite3_int64 kLogHeaderBytes = 32;    // SQLite's file format, section 4.1
constexpr sqlite3_int64 kFrameHeaderBytes = 24;  // before each page
constexpr sqlite3_int64 kPieceBytes = 64 * 1024;

struct Log {
  int pages = 0;
  int moved = 0;  // of those: written into the database and synced there
};

// Copies as much of the log as readers let it, and syncs that. The read comes first because a
// checkpoint by a connection that has never read does nothing and reports success.
Log move_into_store(Connection& db) {
  db.integer("SELECT count(*) FROM sqlite_schema");
  sqlite3_busy_timeout(db.handle(), kTakeoverBusyMs);
  Log log;
  const int rc = sqlite3_wal_checkpoint_v2(
      db.handle(), "main", SQLITE_CHECKPOINT_TRUNCATE, &log.pages, &log.moved);
  sqlite3_busy_timeout(db.handle(), kWriterBusyMs);
  const bool ran = log.pages >= 0 && log.moved >= 0;
  if ((rc != SQLITE_OK && rc != SQLITE_BUSY) || !ran) {
    db.fail("cannot move an earlier writer's log into the store");
  }
  return log;
}

void check(Connection& db, int rc) {
  if (rc != SQLITE_OK) {
    throw StoreError(std::string("an earlier writer's log cannot be written again: ") +
                     sqlite3_errstr(rc) + " (" + sqlite3_db_filename(db.handle(), "main") +
                     "-wal)");
  }
}

void write_again(Connection& db, sqlite3_file& file, sqlite3_int64 bytes) {
  std::vector<char> piece(static_cast<std::size_t>(kPieceBytes));
  for (sqlite3_int64 at = 0; at < bytes; at += kPieceBytes) {
    const int size = static_cast<int>(std::min(kPieceBytes, bytes - at));
    check(db, file.pMethods->xRead(&file, piece.data(), size, at));
    check(db, file.pMethods->xWrite(&file, piece.data(), size, at));
  }
}

// All of it, also what was moved: after a loss of power the frames behind count only if each one
// before them is whole. Through SQLite's own descriptor. Readers see the same bytes before and
// after. The write lock is held so that no stranger begins the log anew meanwhile.
void sync_in_place(Connection& db, const Log& log) {
  sqlite3_file* file = nullptr;
  db.run("BEGIN IMMEDIATE");
  check(db, sqlite3_file_control(db.handle(), "main", SQLITE_FCNTL_JOURNAL_POINTER, &file));
  const auto frame_bytes = kFrameHeaderBytes + db.integer("PRAGMA page_size");
  write_again(db, *file, kLogHeaderBytes + log.pages * frame_bytes);
  check(db, file->pMethods->xSync(file, SQLITE_SYNC_NORMAL));
  db.run("ROLLBACK");
}

std::string sentence(Connection& db, const Log& log) {
  const auto holders = log_holders(std::string(sqlite3_db_filename(db.handle(), "main")) + "-shm");
  return std::to_string(log.pages - log.moved) +
         " pages of an earlier writer stay in the log, because an older state of the store is "
         "being "
         "read by " +
         (holders.empty() ? "another program" : holders) +
         "; nothing is lost by that, but the log grows until it ends its transaction";
}

}  // namespace

// An earlier writer's last turn may be in the log, whole and visible, but only in the kernel's
// memory; and where its fsync failed, the kernel may have marked those pages clean, so that syncing
// them again would prove nothing. Copying the log into the database writes and syncs all of it
// anew. Where a reader of an older state keeps some of it from being copied, the log is written
// anew where it is.
std::string make_earlier_writes_durable(Connection& db) {
  const Log log = move_into_store(db);
  if (log.moved == log.pages) return "";
  sync_in_place(db, log);
  return sentence(db, log);
}

}  // namespace latido::db
