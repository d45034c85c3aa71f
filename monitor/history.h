#pragma once

#include "db/monitor_history.h"
#include "monitor/history_writer.h"
#include "monitor/recorder.h"
#include "monitor/state.h"

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <vector>

namespace latido::monitor {

// Keeps the monitor's history: the loop hands it what it publishes, and never waits for it. One
// thread. It holds its file, so whoever only stands by must not have one.
class History {
 public:
  // Opens or makes the file, and reads what the monitor before left open: this waits for the disk.
  // Throws db::StoreError where the file cannot be used. `services`: of whom figures are wanted.
  History(const std::string& path, std::vector<std::string> services);

  [[nodiscard]] const Resumed& resumed() const { return resumed_; }

  // What it left open is not gone on from: this monitor has told already what it sees, all of which
  // is in `state`.
  void begin_anew(const StreamMessage& state, MonotonicTime now, std::int64_t unix_ms);

  void observe(const StreamMessage& message, MonotonicTime now);
  void keep_window(const WindowOpened& window);
  // Once per turn, after what was published in it.
  void turn(bool blind, MonotonicTime now, std::int64_t unix_ms);

  // New since the last call.
  std::optional<std::vector<ServiceAvailability>> take_figures() { return writer_.take_figures(); }
  std::vector<std::string> take_reports() { return writer_.take_reports(); }  // for the log

 private:
  void start_over(MonotonicTime now, std::int64_t unix_ms);

  db::MonitorHistory file_;
  Resumed resumed_;
  Recorder recorder_;
  std::map<std::string, std::int64_t> windows_;  // service to its end; all that was told of them
  std::vector<WindowOpened> untold_windows_;
  bool losing_ = false;
  HistoryWriter writer_;
};

}  // namespace latido::monitor
