#pragma once

#include "db/fault.h"
#include "db/sqlite.h"

#include <optional>
#include <span>
#include <string_view>

namespace latido::db {

struct Migration {
  int version;            // 1, 2, 3...
  std::string_view name;  // 0001_log
  std::string_view sql;
};

// Every migration of this program in order, embedded from db/migrations at build time.
std::span<const Migration> all_migrations();

// Brings the store up to the last of `migrations`, each in a transaction of its own; those applied
// before are left alone. Throws StoreError for a file that is not a Latido store, for one that
// a newer Latido made, and for one that has other tables or guards than its version should have.
void migrate(Connection& db, std::span<const Migration> migrations);

// The same check without a change: for readers, which never migrate and need no guards.
void check_version(Connection& db, std::span<const Migration> migrations);
// The first guard (trigger) of `migrations` that the store does not have, or that does something
// else there; white space aside.
std::optional<Fault> check_guards(Connection& db, std::span<const Migration> migrations);
// That the file is a store of the last version with its log in order, whatever its read model is
// like: for rebuilding that.
void check_log(Connection& db, std::span<const Migration> migrations);
// Those that make the read model and the ledger, which have no other source than the events.
std::span<const Migration> read_model_of(std::span<const Migration> migrations);

}  // namespace latido::db
