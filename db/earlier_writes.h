#pragma once

#include "db/sqlite.h"

#include <string>

namespace latido::db {

// Makes what an earlier writer left in the log durable, before any of it is answered for; no reader
// can keep it from that. Returns a sentence for the log where something reads an older state of the
// store and so keeps the log from moving into it, otherwise nothing. Throws StoreError.
std::string make_earlier_writes_durable(Connection& db);

}  // namespace latido::db
