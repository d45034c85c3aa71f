#pragma once

#include "db/sqlite.h"

#include <cstdint>
#include <string>
#include <string_view>

namespace latido::db {

// Where a store is not what its events say.
struct Fault {
  std::string table;
  std::string key;     // of the row, for a person: "document_key acme/7, line_no 2"
  std::string column;  // empty: the whole row
  std::string stored;
  std::string expected;

  [[nodiscard]] std::string place() const;  // table, key and column
  [[nodiscard]] std::string text() const;   // one sentence, with what is stored
};

// "acme/7" for a key of position 7 in the store's tenant acme.
std::string show_key(Connection& store, std::int64_t key);
std::string show_tenant(Connection& store, std::int64_t tenant);

}  // namespace latido::db
