#include "db/sqlite.h"

#include "common/ids.h"

#include <sqlite3.h>

namespace latido::db {
namespace {

// A connection's own pool for short-lived memory. Running a trigger takes a slot of about 2 KiB;
// the default's 1200 bytes send each one to malloc.
constexpr int kSlotBytes = 4096;
constexpr int kSlots = 40;

// SQLite takes a null pointer for NULL, whatever the length; an empty text must stay a text.
const char* never_null(std::string_view bytes) {
  return bytes.data() == nullptr ? "" : bytes.data();
}

template <class T>
int order(const T& a, const T& b) {
  return a < b ? -1 : static_cast<int>(b < a);
}

}  // namespace

Connection::Connection(const std::string& path, Access access) {
  // Counting every allocation under a global lock is for watching SQLite, which nobody here does.
  // Once in a process, and only before its first use; later it changes nothing.
  [[maybe_unused]] static const int kNotCounted = sqlite3_config(SQLITE_CONFIG_MEMSTATUS, 0);
  const int flags = access == Access::read_only ? SQLITE_OPEN_READONLY
                                                : SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE;
  const int rc = sqlite3_open_v2(path.c_str(), &db_, flags | SQLITE_OPEN_NOMUTEX, nullptr);
  if (rc != SQLITE_OK) {
    const std::string why = db_ == nullptr ? sqlite3_errstr(rc) : sqlite3_errmsg(db_);
    sqlite3_close_v2(db_);
    throw StoreError("cannot open the store " + path + ": " + why);
  }
  sqlite3_extended_result_codes(db_, 1);
  sqlite3_db_config(db_, SQLITE_DBCONFIG_LOOKASIDE, nullptr, kSlotBytes, kSlots);
}

Connection::~Connection() { sqlite3_close_v2(db_); }

void Connection::fail(std::string_view doing) const {
  const int code = sqlite3_extended_errcode(db_);
  const std::string what =
      std::string(doing) + ": " + sqlite3_errmsg(db_) + " (SQLite " + std::to_string(code) + ")";
  if ((code & 0xFF) == SQLITE_CONSTRAINT) throw BrokenPromise(what);
  throw StoreError(what);
}

void Connection::run(const char* sql) {
  if (sqlite3_exec(db_, sql, nullptr, nullptr, nullptr) != SQLITE_OK) fail("store");
}

std::int64_t Connection::integer(const char* sql) {
  Statement statement(*this, sql);
  auto rows = statement.query();
  return rows.next() ? rows.integer(0) : 0;
}

std::string Connection::text(const char* sql) {
  Statement statement(*this, sql);
  auto rows = statement.query();
  return rows.next() ? rows.text(0) : std::string();
}

int Connection::error() const { return sqlite3_errcode(db_) & 0xFF; }

bool Connection::in_transaction() const { return sqlite3_get_autocommit(db_) == 0; }

std::int64_t Connection::changed_rows() const { return sqlite3_changes64(db_); }

Statement::Statement(Connection& db, std::string_view sql) : db_(db) {
  check(sqlite3_prepare_v3(db_.handle(),
                           sql.data(),
                           static_cast<int>(sql.size()),
                           SQLITE_PREPARE_PERSISTENT,
                           &stmt_,
                           nullptr));
}

Statement::~Statement() { sqlite3_finalize(stmt_); }

void Statement::check(int rc) const {
  if (rc != SQLITE_OK) db_.fail("store");
}

// Static lifetimes: the caller keeps what it binds until the statement is reset (see Rows).
void Statement::bind(int index, std::string_view text) {
  check(sqlite3_bind_text64(stmt_, index, never_null(text), text.size(), nullptr, SQLITE_UTF8));
}

void Statement::bind(int index, Blob blob) {
  check(sqlite3_bind_blob64(stmt_, index, never_null(blob.bytes), blob.bytes.size(), nullptr));
}

void Statement::bind(int index, std::nullopt_t) { check(sqlite3_bind_null(stmt_, index)); }

void Statement::bind_integer(int index, std::int64_t value) {
  check(sqlite3_bind_int64(stmt_, index, value));
}

// The result of a reset only repeats the error that step() has already reported.
Rows::~Rows() { sqlite3_reset(stmt_); }

bool Rows::next() {
  const int rc = sqlite3_step(stmt_);
  if (rc == SQLITE_ROW) return true;
  if (rc == SQLITE_DONE) return false;
  db_.fail("store");
}

std::int64_t Rows::integer(int column) const { return sqlite3_column_int64(stmt_, column); }

std::string_view Rows::bytes(int column) const {
  const void* data = sqlite3_column_blob(stmt_, column);
  const auto size = static_cast<std::size_t>(sqlite3_column_bytes(stmt_, column));
  return data == nullptr ? std::string_view()
                         : std::string_view(static_cast<const char*>(data), size);
}

// Tables are STRICT: there are integers, texts, blobs and NULL. NULL is the least, and the numbers
// of SQLite's types are in the order of their values but for that.
int Rows::compare(const Rows& other, int column) const {
  const int type = sqlite3_column_type(stmt_, column);
  const int other_type = sqlite3_column_type(other.stmt_, column);
  if (type != other_type) {
    if (type == SQLITE_NULL || other_type == SQLITE_NULL) return type == SQLITE_NULL ? -1 : 1;
    return order(type, other_type);
  }
  if (type == SQLITE_NULL) return 0;
  if (type == SQLITE_INTEGER) return order(integer(column), other.integer(column));
  return order(bytes(column), other.bytes(column));
}

std::string Rows::shown(int column) const {
  switch (sqlite3_column_type(stmt_, column)) {
    case SQLITE_NULL:
      return "NULL";
    case SQLITE_BLOB:
      return to_hex(bytes(column));
    default:
      return text(column);
  }
}

}  // namespace latido::db
