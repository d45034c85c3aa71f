#pragma once

#include "db/sqlite.h"

namespace latido::db {

// The writer waits only for readers that hold a checkpoint back, and for a writer being replaced.
inline constexpr int kWriterBusyMs = 1'000;

// Sets up the connection that does all writes and all checkpoints. Throws StoreError.
void configure_writer(Connection& db);

// Sets up a connection that only reads.
void configure_reader(Connection& db);

}  // namespace latido::db
