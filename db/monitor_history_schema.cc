#include "db/monitor_history_schema.h"

#include <array>
#include <string>

namespace latido::db {
namespace {

constexpr std::int64_t kApplicationId = 0x4C544448;  // "LTDH"

// One for each version, in order; what was released is never changed. Times are milliseconds since
// 1970-01-01 UTC.
constexpr std::array kVersions{
    R"(
CREATE TABLE watch (       -- a time in which one monitor watched, by one setting of the clock
  watch         INTEGER PRIMARY KEY,
  began_unix_ms INTEGER NOT NULL,
  until_unix_ms INTEGER NOT NULL CHECK (until_unix_ms >= began_unix_ms)
) STRICT;

CREATE TABLE stretch (     -- how a service stood, from when to when
  stretch      INTEGER PRIMARY KEY,
  watch        INTEGER NOT NULL,
  service      TEXT NOT NULL,
  standing     TEXT NOT NULL CHECK (standing IN ('up', 'degraded', 'down', 'maintenance')),
  verdict      TEXT NOT NULL,
  cause        TEXT NOT NULL,
  from_unix_ms INTEGER NOT NULL,
  to_unix_ms   INTEGER CHECK (to_unix_ms > from_unix_ms)  -- NULL: until the watch's
) STRICT;
CREATE INDEX stretch_of_service ON stretch (service, from_unix_ms);
CREATE UNIQUE INDEX stretch_open ON stretch (service) WHERE to_unix_ms IS NULL;

CREATE TABLE fault (       -- from the first verdict of down to up again
  fault      INTEGER PRIMARY KEY,
  watch      INTEGER NOT NULL,
  service    TEXT NOT NULL,
  verdict    TEXT NOT NULL,
  cause      TEXT NOT NULL,
  at_unix_ms INTEGER NOT NULL,                          -- when that verdict fell
  detect_ms  INTEGER CHECK (detect_ms >= 0),            -- NULL: not known
  recover_ms INTEGER CHECK (recover_ms >= 0),           -- NULL: not yet, or not known
  open       INTEGER NOT NULL CHECK (open IN (0, 1))
) STRICT;
CREATE INDEX fault_of_service ON fault (service, at_unix_ms);
CREATE UNIQUE INDEX fault_open ON fault (service) WHERE open = 1;

CREATE TABLE incident (
  id                   TEXT PRIMARY KEY,
  root                 TEXT NOT NULL,
  verdict              TEXT NOT NULL,
  cause                TEXT NOT NULL,
  opened_unix_ms       INTEGER NOT NULL,
  acknowledged_unix_ms INTEGER,
  resolved_unix_ms     INTEGER
) STRICT;
CREATE INDEX incident_resolved ON incident (resolved_unix_ms);

CREATE TABLE incident_service (
  incident TEXT NOT NULL REFERENCES incident (id) ON DELETE CASCADE,
  place    INTEGER NOT NULL,
  service  TEXT NOT NULL,
  PRIMARY KEY (incident, place)
) STRICT, WITHOUT ROWID;
)",
    R"(
CREATE TABLE opened_window (  -- maintenance that a person has opened
  service       TEXT PRIMARY KEY,
  until_unix_ms INTEGER NOT NULL
) STRICT, WITHOUT ROWID;
)"};

void refuse_strangers(Connection& db) {
  if (db.integer("PRAGMA application_id") == kApplicationId) return;
  if (db.integer("SELECT count(*) FROM sqlite_schema") == 0) return;
  throw StoreError("it is an SQLite database, but no history of a monitor; choose another file");
}

void apply(Connection& db, std::size_t version) {
  db.run("BEGIN IMMEDIATE");
  try {
    db.run(kVersions[version - 1]);
    // A PRAGMA takes no parameters; the numbers are ours.
    db.run(("PRAGMA application_id = " + std::to_string(kApplicationId)).c_str());
    db.run(("PRAGMA user_version = " + std::to_string(version)).c_str());
    db.run("COMMIT");
  } catch (...) {
    if (db.in_transaction()) db.run("ROLLBACK");
    throw;
  }
}

}  // namespace

void migrate_monitor_history(Connection& db) {
  refuse_strangers(db);
  const auto version = db.integer("PRAGMA user_version");
  const auto known = static_cast<std::int64_t>(kVersions.size());
  if (version < 0 || version > known) {
    throw StoreError("it has version " + std::to_string(version) +
                     ", made by a newer monitor; this one knows up to " + std::to_string(known));
  }
  for (auto next = version + 1; next <= known; ++next) apply(db, static_cast<std::size_t>(next));
}

}  // namespace latido::db
