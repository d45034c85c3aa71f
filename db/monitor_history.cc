#include "db/monitor_history.h"

#include "db/monitor_history_schema.h"
#include "db/monitor_history_statements.h"

#include <algorithm>
#include <array>
#include <optional>
#include <string_view>

#include <sqlite3.h>

namespace latido::db {
namespace {

using monitor::Standing;
using monitor::Verdict;

constexpr int kBusyMs = 100;
constexpr std::array kStandings{"up", "degraded", "down", "maintenance"};

const char* name_of(Standing standing) { return kStandings[static_cast<std::size_t>(standing)]; }

Standing standing_of(std::string_view name) {
  const auto* at = std::find(kStandings.begin(), kStandings.end(), name);
  return static_cast<Standing>(at - kStandings.begin());  // the schema allows no other
}

// A name that is not known (of a newer monitor) is no verdict of ours.
Verdict verdict_of(std::string_view name) {
  for (auto one = Verdict::unknown; one <= Verdict::impostor;
       one = static_cast<Verdict>(static_cast<int>(one) + 1)) {
    if (name == monitor::name_of(one)) return one;
  }
  return Verdict::unknown;
}

void configure(Connection& db) {
  sqlite3_busy_timeout(db.handle(), kBusyMs);
  db.run("PRAGMA locking_mode = EXCLUSIVE");
  if (db.text("PRAGMA journal_mode = WAL") != "wal")
    throw StoreError("it cannot be put into WAL mode here");
  db.run("PRAGMA synchronous = NORMAL; PRAGMA foreign_keys = ON; PRAGMA cache_size = -500");
}

}  // namespace

// -1 stands for what is not known, which is NULL in the file.
class MonitorHistory::Impl {
 public:
  explicit Impl(const std::string& path) : db_(path, Access::read_write) {
    try {
      begin();
    } catch (const StoreError& error) {
      if (db_.error() == SQLITE_BUSY) throw Busy(error.what());
      throw;
    }
  }

  void write(const std::vector<monitor::HistoryRecord>& records) {
    in_transaction([&] {
      for (const auto& record : records) std::visit([this](const auto& one) { take(one); }, record);
    });
  }
  void prune(std::int64_t before_unix_ms);
  void read_incidents(std::vector<monitor::Incident>& into);
  void read_faults(std::vector<monitor::OpenFault>& into);
  void read_windows(std::vector<monitor::WindowOpened>& into);

  HistoryStatements& statements() { return *statements_; }

 private:
  void begin() {
    configure(db_);
    migrate_monitor_history(db_);
    statements_.emplace(db_);
    close_open(statements_->last_watched.query());
  }
  void take(const monitor::WatchBegan& record);
  void take(const monitor::StillWatching& record) { statements_->watched.run(record.unix_ms); }
  void take(const monitor::SightLost& record);
  void take(const monitor::ClockSetBack& record);
  void take(const monitor::StandingBegan& record);
  void take(const monitor::FaultBegan& record);
  void take(const monitor::FaultEnded& record) {
    statements_->end_fault.run(record.recover_ms, record.service);
  }
  void take(const monitor::IncidentTold& record);
  void take(const monitor::WindowOpened& record);
  void take(const monitor::StillOpen& record);

  void close_open(Rows last_watched);
  template <class Body>
  void in_transaction(const Body& body);

  Connection db_;
  std::optional<HistoryStatements> statements_;
};

template <class Body>
void MonitorHistory::Impl::in_transaction(const Body& body) {
  db_.run("BEGIN IMMEDIATE");
  try {
    body();
    db_.run("COMMIT");
  } catch (...) {
    if (db_.in_transaction()) db_.run("ROLLBACK");
    throw;
  }
}

void MonitorHistory::Impl::close_open(Rows last_watched) {
  if (!last_watched.next()) return;
  const auto until = last_watched.integer(0);
  statements_->drop_open.run(until);
  statements_->close_open.run(until);
}

void MonitorHistory::Impl::take(const monitor::WatchBegan& record) {
  close_open(statements_->last_watched.query());
  statements_->begin_watch.run(record.unix_ms);
}

void MonitorHistory::Impl::take(const monitor::SightLost& record) {
  statements_->watched.run(record.unix_ms);
  statements_->drop_open.run(record.unix_ms);
  statements_->close_open.run(record.unix_ms);
}

void MonitorHistory::Impl::take(const monitor::ClockSetBack& record) {
  statements_->move_watch.run(record.by_ms);
  statements_->move_stretches.run(record.by_ms);
  statements_->move_faults.run(record.by_ms);
}

void MonitorHistory::Impl::take(const monitor::StandingBegan& record) {
  statements_->watched.run(record.unix_ms);
  statements_->drop_open_of.run(record.unix_ms, record.service);
  statements_->close_open_of.run(record.unix_ms, record.service);
  statements_->begin_stretch.run(record.service,
                                 std::string_view(name_of(record.standing)),
                                 std::string_view(monitor::name_of(record.verdict)),
                                 record.cause,
                                 record.unix_ms);
}

void MonitorHistory::Impl::take(const monitor::FaultBegan& record) {
  statements_->begin_fault.run(record.service,
                               std::string_view(monitor::name_of(record.verdict)),
                               record.cause,
                               record.unix_ms,
                               record.detect_ms);
}

void MonitorHistory::Impl::take(const monitor::IncidentTold& record) {
  const auto& incident = record.incident;
  statements_->tell_incident.run(incident.id,
                                 incident.root,
                                 std::string_view(monitor::name_of(incident.verdict)),
                                 incident.cause,
                                 incident.opened_unix_ms,
                                 incident.acknowledged ? record.unix_ms : -1,
                                 incident.resolved_unix_ms);
  statements_->forget_services.run(incident.id);
  for (std::size_t i = 0; i < incident.services.size(); ++i) {
    statements_->take_along.run(incident.id, i, incident.services[i]);
  }
}

void MonitorHistory::Impl::take(const monitor::WindowOpened& record) {
  if (record.until_unix_ms == 0) {
    statements_->end_window.run(record.service);
  } else {
    statements_->open_window.run(record.service, record.until_unix_ms);
  }
}

void MonitorHistory::Impl::take(const monitor::StillOpen& record) {
  const auto ended = [](const std::vector<std::string>& open, const std::string& one) {
    return std::find(open.begin(), open.end(), one) == open.end();
  };
  std::vector<monitor::Incident> incidents;
  read_incidents(incidents);
  for (const auto& one : incidents) {
    if (ended(record.incidents, one.id)) statements_->resolve.run(record.unix_ms, one.id);
  }
  std::vector<monitor::OpenFault> faults;
  read_faults(faults);
  for (const auto& one : faults) {
    if (ended(record.faults, one.service)) statements_->end_fault.run(-1, one.service);
  }
}

void MonitorHistory::Impl::read_incidents(std::vector<monitor::Incident>& into) {
  for (auto row = statements_->open_incidents.query(); row.next();) {
    monitor::Incident incident;
    incident.id = row.text(0);
    incident.root = row.text(1);
    incident.verdict = verdict_of(row.bytes(2));
    incident.cause = row.text(3);
    incident.opened_unix_ms = row.integer(4);
    incident.acknowledged = row.integer(5) != 0;
    if (incident.acknowledged) incident.event = monitor::IncidentEvent::acknowledged;
    for (auto name = statements_->services.query(incident.id); name.next();) {
      incident.services.push_back(name.text(0));
    }
    into.push_back(std::move(incident));
  }
}

void MonitorHistory::Impl::read_faults(std::vector<monitor::OpenFault>& into) {
  for (auto row = statements_->open_faults.query(); row.next();) {
    into.push_back({row.text(0), row.integer(1)});
  }
}

void MonitorHistory::Impl::read_windows(std::vector<monitor::WindowOpened>& into) {
  for (auto row = statements_->windows.query(); row.next();) {
    into.push_back({row.text(0), row.integer(1)});
  }
}

void MonitorHistory::Impl::prune(std::int64_t before_unix_ms) {
  in_transaction([&] {
    Statement(db_,
              "DELETE FROM stretch WHERE to_unix_ms < ?1 OR (to_unix_ms IS NOT NULL AND stretch <= "
              "(SELECT max(stretch) FROM stretch) - ?2)")
        .run(before_unix_ms, kStretchesMax);
    Statement(db_,
              "DELETE FROM fault WHERE open = 0 AND (at_unix_ms < ?1 OR fault <= (SELECT "
              "max(fault) FROM fault) - ?2)")
        .run(before_unix_ms, kFaultsMax);
    Statement(db_,
              "DELETE FROM incident WHERE resolved_unix_ms < ?1 OR resolved_unix_ms < (SELECT "
              "resolved_unix_ms FROM incident WHERE resolved_unix_ms IS NOT NULL "
              "ORDER BY resolved_unix_ms DESC LIMIT 1 OFFSET ?2)")
        .run(before_unix_ms, kIncidentsMax - 1);
    db_.run(
        "DELETE FROM watch WHERE watch <> (SELECT max(watch) FROM watch) AND watch NOT IN (SELECT "
        "watch FROM stretch) AND watch NOT IN (SELECT watch FROM fault)");
  });
}

MonitorHistory::MonitorHistory(const std::string& path) : impl_(std::make_unique<Impl>(path)) {}
MonitorHistory::~MonitorHistory() = default;

monitor::Resumed MonitorHistory::resumed() {
  monitor::Resumed out;
  impl_->read_incidents(out.incidents);
  impl_->read_faults(out.faults);
  impl_->read_windows(out.windows);
  return out;
}

void MonitorHistory::write(const std::vector<monitor::HistoryRecord>& records) {
  impl_->write(records);
}

void MonitorHistory::each_stretch(const std::string& service,
                                  std::int64_t since_unix_ms,
                                  const std::function<void(const monitor::Stretch&)>& take) {
  for (auto row = impl_->statements().stretches.query(service, since_unix_ms); row.next();) {
    take({standing_of(row.bytes(0)), row.integer(1), row.integer(2)});
  }
}

void MonitorHistory::each_fault(const std::string& service,
                                std::int64_t since_unix_ms,
                                const std::function<void(const monitor::Fault&)>& take) {
  for (auto row = impl_->statements().faults.query(service, since_unix_ms); row.next();) {
    take({row.integer(0), row.integer(1), row.integer(2)});
  }
}

void MonitorHistory::prune(std::int64_t before_unix_ms) { impl_->prune(before_unix_ms); }

}  // namespace latido::db
