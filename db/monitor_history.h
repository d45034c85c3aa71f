#pragma once

#include "db/sqlite.h"
#include "monitor/history_record.h"

#include <cstdint>
#include <functional>
#include <memory>
#include <string>
#include <vector>

namespace latido::db {

// The monitor's own SQLite file: its history of the last 30 days. It survives kill -9 at any
// moment; with the power the last minutes may go (its writes are not synced one by one: the disk's
// time belongs to the invoices). Held by one program at a time. Failures throw StoreError. One
// thread at a time.
class MonitorHistory {
 public:
  static constexpr std::int64_t kStretchesMax = 100'000;  // the oldest go first
  static constexpr std::int64_t kFaultsMax = 20'000;
  static constexpr std::int64_t kIncidentsMax = 10'000;

  // Makes the file where there is none, and closes what was left open at the last moment that was
  // still watched. Throws Busy where another program holds the file at this moment.
  explicit MonitorHistory(const std::string& path);
  ~MonitorHistory();
  MonitorHistory(const MonitorHistory&) = delete;
  MonitorHistory& operator=(const MonitorHistory&) = delete;

  // Incidents and faults that nobody has seen the end of, and windows that people have opened.
  monitor::Resumed resumed();

  // In one transaction: all of it, or nothing.
  void write(const std::vector<monitor::HistoryRecord>& records);

  // What touches the time since then, in the order of beginnings.
  void each_stretch(const std::string& service,
                    std::int64_t since_unix_ms,
                    const std::function<void(const monitor::Stretch&)>& take);
  void each_fault(const std::string& service,
                  std::int64_t since_unix_ms,
                  const std::function<void(const monitor::Fault&)>& take);

  // Drops what ended before, and the oldest beyond the limits above; never what is open.
  void prune(std::int64_t before_unix_ms);

 private:
  class Impl;
  std::unique_ptr<Impl> impl_;
};

}  // namespace latido::db
