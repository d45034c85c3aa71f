#pragma once

#include "db/store_error.h"

#include <concepts>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

struct sqlite3;
struct sqlite3_stmt;

// Thin ownership around SQLite; nothing here knows what is stored. Failures throw: BrokenPromise
// for a constraint, StoreError for all else. One thread for a connection and its statements.
namespace latido::db {

struct Blob {
  std::string_view bytes;
};

enum class Access { read_only, read_write };

class Connection {
 public:
  // read_write creates the file; read_only needs it to be there.
  Connection(const std::string& path, Access access);
  ~Connection();
  Connection(const Connection&) = delete;
  Connection& operator=(const Connection&) = delete;

  void run(const char* sql);  // one or more statements; their rows are dropped
  std::int64_t integer(const char* sql);
  std::string text(const char* sql);
  // Primary result code of the last call that failed.
  [[nodiscard]] int error() const;
  [[nodiscard]] bool in_transaction() const;
  [[nodiscard]] std::int64_t changed_rows() const;  // by the last statement, triggers not counted
  [[nodiscard]] sqlite3* handle() const { return db_; }

  // Throws what the last error on this connection stands for.
  [[noreturn]] void fail(std::string_view doing) const;

 private:
  sqlite3* db_ = nullptr;
};

// The rows of a running query; ends it when it goes. What was bound must outlive it. Views live
// until the next next().
class Rows {
 public:
  Rows(const Connection& db, sqlite3_stmt* stmt) : db_(db), stmt_(stmt) {}
  ~Rows();
  Rows(const Rows&) = delete;
  Rows& operator=(const Rows&) = delete;

  bool next();
  [[nodiscard]] std::int64_t integer(int column) const;
  [[nodiscard]] std::string_view bytes(int column) const;  // of a text or a blob; empty for NULL
  [[nodiscard]] std::string text(int column) const { return std::string(bytes(column)); }

  // For rows of two stores side by side: below 0, 0 or above 0 in SQLite's own order.
  [[nodiscard]] int compare(const Rows& other, int column) const;
  [[nodiscard]] std::string shown(int column) const;  // for a person; NULL, blobs in hex

 private:
  const Connection& db_;
  sqlite3_stmt* stmt_;
};

// A statement, prepared once. Parameters are bound by position and only for the time of the call
// (run) or the rows (query).
class Statement {
 public:
  Statement(Connection& db, std::string_view sql);
  ~Statement();
  Statement(const Statement&) = delete;
  Statement& operator=(const Statement&) = delete;

  template <class... Args>
  Rows query(const Args&... args) {
    bind_all(args...);
    return Rows(db_, stmt_);
  }

  template <class... Args>
  void run(const Args&... args) {
    query(args...).next();
  }

 private:
  template <class... Args>
  void bind_all(const Args&... args) {
    int index = 0;
    (bind(++index, args), ...);
  }
  void bind(int index, std::integral auto value) {
    bind_integer(index, static_cast<std::int64_t>(value));
  }
  void bind(int index, std::string_view text);
  void bind(int index, Blob blob);
  void bind(int index, std::nullopt_t null);
  void bind_integer(int index, std::int64_t value);
  void check(int rc) const;

  Connection& db_;
  sqlite3_stmt* stmt_ = nullptr;
};

}  // namespace latido::db
