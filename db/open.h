#pragma once

#include "db/sqlite.h"

namespace latido::db {

// Sets up the connection that does all writes and all checkpoints. Throws StoreError.
void configure_writer(Connection& db);

// Sets up a connection that only reads.
void configure_reader(Connection& db);

// Makes what an earlier writer left in the log durable, before any of it is answered for.
void make_earlier_writes_durable(Connection& db);

}  // namespace latido::db
