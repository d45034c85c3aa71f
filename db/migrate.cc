#include "db/migrate.h"

#include "db/store.h"

#include <set>
#include <string>

namespace latido::db {
namespace {

constexpr std::int64_t kApplicationId =
    0x4C544430;  // "LTD0": tells our files from other SQLite databases

std::int64_t version_of(Connection& db) { return db.integer("PRAGMA user_version"); }

void refuse_strangers(Connection& db) {
  if (db.integer("PRAGMA application_id") == kApplicationId) return;
  if (db.integer("SELECT count(*) FROM sqlite_schema") == 0) return;
  throw StoreError("this file is an SQLite database but not a Latido store; choose another path");
}

void refuse_newer(Connection& db, std::span<const Migration> migrations) {
  const auto version = version_of(db);
  const auto known = static_cast<std::int64_t>(migrations.size());
  if (version <= known) return;
  throw StoreError("the store has version " + std::to_string(version) +
                   ", made by a newer Latido; this program knows up to " + std::to_string(known) +
                   ": run the newer program");
}

// Every table with its columns, every index and trigger, one a line; not SQLite's own.
std::set<std::string> shape_of(Connection& db) {
  Statement objects(db,
                    "SELECT m.type || ' ' || m.name || ' (' || coalesce((SELECT "
                    "group_concat(name, ', ') FROM pragma_table_xinfo(m.name)), '') || ')' FROM "
                    "sqlite_schema m WHERE m.name NOT LIKE 'sqlite!_%' ESCAPE '!'");
  std::set<std::string> shape;
  for (auto row = objects.query(); row.next();) shape.insert(row.text(0));
  return shape;
}

void apply(Connection& db, const Migration& migration) {
  db.run(std::string(migration.sql).c_str());
  Statement(db, "INSERT INTO migration (version, name) VALUES (?, ?)")
      .run(migration.version, migration.name);
  // A PRAGMA takes no parameters; the number is ours.
  db.run(("PRAGMA user_version = " + std::to_string(migration.version)).c_str());
}

void refuse_older(Connection& db, std::span<const Migration> migrations) {
  if (version_of(db) >= static_cast<std::int64_t>(migrations.size())) return;
  throw StoreError(
      "the store has not been brought up to date yet: the writer does that when it starts");
}

void start_if_new(Connection& db) {
  if (version_of(db) > 0) return;
  db.run(("PRAGMA application_id = " + std::to_string(kApplicationId)).c_str());
  db.run(
      "CREATE TABLE IF NOT EXISTS migration (version INTEGER PRIMARY KEY, name TEXT NOT NULL) "
      "STRICT");
}

// A store that says it has these versions but has other tables comes from a program that was never
// released; writing into it would corrupt it.
void refuse_other_tables(Connection& db, std::span<const Migration> migrations, Access access) {
  if (version_of(db) == 0) return;
  Connection fresh(":memory:", Access::read_write);
  start_if_new(fresh);
  for (const auto& migration : migrations) apply(fresh, migration);
  const auto shape = shape_of(db);
  for (const auto& wanted : shape_of(fresh)) {
    if (shape.contains(wanted)) continue;
    // Whoever only reads needs no guards.
    if (access == Access::read_only && wanted.starts_with("trigger")) continue;
    throw StoreError("the store does not have this program's " + wanted +
                     ": it comes from a development version of Latido, or was changed by hand; "
                     "choose another path");
  }
}

}  // namespace

void migrate(Connection& db, std::span<const Migration> migrations) {
  refuse_strangers(db);
  refuse_newer(db, migrations);
  refuse_other_tables(
      db, migrations.first(static_cast<std::size_t>(version_of(db))), Access::read_write);
  for (const auto& migration : migrations) {
    db.run("BEGIN IMMEDIATE");
    try {
      start_if_new(db);
      if (version_of(db) < migration.version) apply(db, migration);
      db.run("COMMIT");
    } catch (...) {
      if (db.in_transaction()) db.run("ROLLBACK");
      throw;
    }
  }
}

void check_version(Connection& db, std::span<const Migration> migrations) {
  refuse_strangers(db);
  refuse_newer(db, migrations);
  refuse_older(db, migrations);
  refuse_other_tables(db, migrations, Access::read_only);
}

void check_log(Connection& db, std::span<const Migration> migrations) {
  refuse_strangers(db);
  refuse_newer(db, migrations);
  refuse_older(db, migrations);
  refuse_other_tables(db, migrations.first(1), Access::read_write);
}

std::span<const Migration> read_model_of(std::span<const Migration> migrations) {
  return migrations.subspan(1);
}

}  // namespace latido::db
