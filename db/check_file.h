#pragma once

#include "db/fault.h"
#include "db/sqlite.h"

#include <optional>

namespace latido::db {

// The first thing that is wrong with the file itself, in SQLite's words: pages, and indexes that do
// not have each row of their table once. Rows are compared in the order of their tables, which
// tells nothing of the other indexes that readers go by. Reads all of the file, and looks each row
// up in each index.
std::optional<Fault> check_file(Connection& store);

}  // namespace latido::db
