#pragma once

#include "db/sqlite.h"

namespace latido::db {

// Makes the tables of the monitor's history in a new file, or brings an older one up to date.
// Throws StoreError for a file that is something else, or that a newer monitor made.
void migrate_monitor_history(Connection& db);

}  // namespace latido::db
