#include "db/migrate.h"

#include "db/store.h"

#include <map>
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

// Every table with its columns and every index, one a line; not SQLite's own.
std::set<std::string> shape_of(Connection& db) {
  Statement objects(db,
                    "SELECT m.type || ' ' || m.name || ' (' || coalesce((SELECT "
                    "group_concat(name, ', ') FROM pragma_table_xinfo(m.name)), '') || ')' FROM "
                    "sqlite_schema m WHERE m.type <> 'trigger' AND m.name NOT LIKE 'sqlite!_%' "
                    "ESCAPE '!'");
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
  throw Outdated(
      "the store has not been brought up to date yet: the writer does that when it starts");
}

void start_if_new(Connection& db) {
  if (version_of(db) > 0) return;
  db.run(("PRAGMA application_id = " + std::to_string(kApplicationId)).c_str());
  db.run(
      "CREATE TABLE IF NOT EXISTS migration (version INTEGER PRIMARY KEY, name TEXT NOT NULL) "
      "STRICT");
}

void make_as(Connection& fresh, std::span<const Migration> migrations) {
  start_if_new(fresh);
  for (const auto& migration : migrations) apply(fresh, migration);
}

// A store that says it has these versions but has other tables comes from a program that was never
// released; writing into it would corrupt it.
void refuse_other_tables(Connection& db, std::span<const Migration> migrations) {
  if (version_of(db) == 0) return;
  Connection fresh(":memory:", Access::read_write);
  make_as(fresh, migrations);
  const auto shape = shape_of(db);
  for (const auto& wanted : shape_of(fresh)) {
    if (shape.contains(wanted)) continue;
    throw StoreError("the store does not have this program's " + wanted +
                     ": it comes from a development version of Latido, or was changed by hand; "
                     "choose another path");
  }
}

// Only whoever writes needs the guards.
void refuse_other_guards(Connection& db, std::span<const Migration> migrations) {
  if (version_of(db) == 0) return;
  const auto fault = check_guards(db, migrations);
  if (!fault) return;
  throw StoreError("the store's " + fault->key + " is " + fault->stored +
                   ": it comes from a development version of Latido, or was changed by hand; "
                   "choose another path");
}

// White space says nothing.
std::string normal(std::string_view sql) {
  constexpr std::string_view kWhite = " \t\r\n\f\v";
  std::string out;
  for (const char c : sql) {
    const bool white = kWhite.find(c) != std::string_view::npos;
    if (white && (out.empty() || out.back() == ' ')) continue;
    out += white ? ' ' : c;
  }
  while (out.ends_with(' ')) out.pop_back();
  return out;
}

using Guards = std::map<std::string, std::string>;  // name -> what it does

Guards guards_of(Connection& db) {
  Statement triggers(db, "SELECT name, sql FROM sqlite_schema WHERE type = 'trigger'");
  Guards guards;
  for (auto row = triggers.query(); row.next();) guards.emplace(row.text(0), normal(row.text(1)));
  return guards;
}

}  // namespace

std::optional<Fault> check_guards(Connection& db, std::span<const Migration> migrations) {
  Connection fresh(":memory:", Access::read_write);
  make_as(fresh, migrations);
  const auto stored = guards_of(db);
  for (const auto& [name, wanted] : guards_of(fresh)) {
    const auto found = stored.find(name);
    if (found != stored.end() && found->second == wanted) continue;
    return Fault{.table = "sqlite_schema",
                 .key = "trigger " + name,
                 .column = "",
                 .stored = found == stored.end() ? "missing" : "altered: " + found->second,
                 .expected = wanted};
  }
  return std::nullopt;
}

void migrate(Connection& db, std::span<const Migration> migrations) {
  refuse_strangers(db);
  refuse_newer(db, migrations);
  const auto applied = migrations.first(static_cast<std::size_t>(version_of(db)));
  refuse_other_tables(db, applied);
  refuse_other_guards(db, applied);
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
  refuse_other_tables(db, migrations);
}

void check_log(Connection& db, std::span<const Migration> migrations) {
  refuse_strangers(db);
  refuse_newer(db, migrations);
  refuse_older(db, migrations);
  refuse_other_tables(db, migrations.first(1));
  refuse_other_guards(db, migrations.first(1));
}

std::span<const Migration> read_model_of(std::span<const Migration> migrations) {
  return migrations.subspan(1);
}

}  // namespace latido::db
