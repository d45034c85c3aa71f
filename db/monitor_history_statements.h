#pragma once

#include "db/sqlite.h"

namespace latido::db {

// All that is asked of the monitor's history but for its pruning; prepared once. -1 stands for what
// is not known, which is NULL in the file.
struct HistoryStatements {
  explicit HistoryStatements(Connection& connection) : db(connection) {}

  Connection& db;
  Statement last_watched{db, "SELECT until_unix_ms FROM watch ORDER BY watch DESC LIMIT 1"};
  Statement begin_watch{db, "INSERT INTO watch (began_unix_ms, until_unix_ms) VALUES (?1, ?1)"};
  Statement watched{db,
                    "UPDATE watch SET until_unix_ms = max(until_unix_ms, ?) "
                    "WHERE watch = (SELECT max(watch) FROM watch)"};
  // What has not lasted at all leaves no trace.
  Statement drop_open{db, "DELETE FROM stretch WHERE to_unix_ms IS NULL AND from_unix_ms >= ?"};
  Statement close_open{db, "UPDATE stretch SET to_unix_ms = ? WHERE to_unix_ms IS NULL"};
  Statement drop_open_of{
      db, "DELETE FROM stretch WHERE to_unix_ms IS NULL AND from_unix_ms >= ? AND service = ?"};
  Statement close_open_of{
      db, "UPDATE stretch SET to_unix_ms = ? WHERE to_unix_ms IS NULL AND service = ?"};
  Statement begin_stretch{
      db,
      "INSERT INTO stretch (watch, service, standing, verdict, cause, from_unix_ms) "
      "VALUES ((SELECT max(watch) FROM watch), ?, ?, ?, ?, ?)"};
  Statement move_watch{
      db,
      "UPDATE watch SET began_unix_ms = began_unix_ms - ?1, until_unix_ms = until_unix_ms - ?1 "
      "WHERE watch = (SELECT max(watch) FROM watch)"};
  Statement move_stretches{
      db,
      "UPDATE stretch SET from_unix_ms = from_unix_ms - ?1, to_unix_ms = to_unix_ms - ?1 "
      "WHERE watch = (SELECT max(watch) FROM watch)"};
  Statement move_faults{db,
                        "UPDATE fault SET at_unix_ms = at_unix_ms - ? "
                        "WHERE watch = (SELECT max(watch) FROM watch)"};
  Statement begin_fault{
      db,
      "INSERT INTO fault (watch, service, verdict, cause, at_unix_ms, detect_ms, open) "
      "VALUES ((SELECT max(watch) FROM watch), ?, ?, ?, ?, nullif(?, -1), 1) "
      "ON CONFLICT DO NOTHING"};
  Statement end_fault{
      db, "UPDATE fault SET open = 0, recover_ms = nullif(?, -1) WHERE open = 1 AND service = ?"};
  Statement tell_incident{
      db,
      "INSERT INTO incident (id, root, verdict, cause, opened_unix_ms, acknowledged_unix_ms, "
      "resolved_unix_ms) VALUES (?1, ?2, ?3, ?4, ?5, nullif(?6, -1), nullif(?7, 0)) "
      "ON CONFLICT (id) DO UPDATE SET cause = excluded.cause, "
      "resolved_unix_ms = excluded.resolved_unix_ms, "
      "acknowledged_unix_ms = coalesce(acknowledged_unix_ms, excluded.acknowledged_unix_ms)"};
  Statement forget_services{db, "DELETE FROM incident_service WHERE incident = ?"};
  Statement take_along{db,
                       "INSERT INTO incident_service (incident, place, service) VALUES (?, ?, ?)"};
  Statement resolve{db, "UPDATE incident SET resolved_unix_ms = ? WHERE id = ?"};
  Statement open_incidents{
      db,
      "SELECT id, root, verdict, cause, opened_unix_ms, acknowledged_unix_ms IS NOT NULL "
      "FROM incident WHERE resolved_unix_ms IS NULL ORDER BY opened_unix_ms, id"};
  Statement services{db, "SELECT service FROM incident_service WHERE incident = ? ORDER BY place"};
  Statement open_window{
      db,
      "INSERT INTO opened_window (service, until_unix_ms) VALUES (?, ?) "
      "ON CONFLICT (service) DO UPDATE SET until_unix_ms = excluded.until_unix_ms"};
  Statement end_window{db, "DELETE FROM opened_window WHERE service = ?"};
  Statement windows{db, "SELECT service, until_unix_ms FROM opened_window ORDER BY service"};
  Statement open_faults{db, "SELECT service, at_unix_ms FROM fault WHERE open = 1"};
  Statement stretches{
      db,
      "SELECT standing, from_unix_ms, coalesce(to_unix_ms, (SELECT until_unix_ms FROM watch w "
      "WHERE w.watch = stretch.watch)) AS until FROM stretch "
      "WHERE service = ? AND until > ? ORDER BY from_unix_ms"};
  Statement faults{
      db,
      "SELECT at_unix_ms, coalesce(detect_ms, -1), coalesce(recover_ms, -1) FROM fault "
      "WHERE service = ? AND at_unix_ms >= ? ORDER BY at_unix_ms"};
};

}  // namespace latido::db
