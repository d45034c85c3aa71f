#pragma once

#include "common/clock.h"
#include "monitor/history_record.h"
#include "monitor/timeline.h"

#include <map>
#include <optional>
#include <string>
#include <utility>
#include <vector>

namespace latido::monitor {

// What the board says, to the records of the history: how each service stood from when to when, its
// faults with the time to detect and to recover, the incidents. While the monitor is blind nobody's
// standing is known, from the last turn before it on. Pure.
class Recorder {
 public:
  static constexpr std::chrono::seconds kWatchedEvery{1};

  Recorder(const Resumed& resumed, MonotonicTime now, std::int64_t unix_ms);

  // Each change of the stream, then turn() once per turn of the loop.
  void on_change(const ServiceState& state, MonotonicTime now);
  void on_incident(const Incident& incident, MonotonicTime now);
  void turn(bool blind, MonotonicTime now, std::int64_t unix_ms);

  // What is down now was so before, and nobody has kept since when.
  void forget_beginnings();
  // Records were lost: a new watch begins, and the next ones tell all that is open.
  void start_over(MonotonicTime now, std::int64_t unix_ms);

  std::vector<HistoryRecord> take() { return std::exchange(records_, {}); }

 private:
  struct OpenSince {
    MonotonicTime at;
    bool seen = true;   // by this monitor; else only the one before has seen it down
    bool known = true;  // else it was so before that
  };
  struct Service {
    Verdict verdict = Verdict::unknown;
    bool down = false;
    std::string cause;
    std::optional<Standing> standing;  // nothing: not known
    std::optional<OpenSince> fault;
    bool told = true;  // that stretch has been begun
  };

  void note_fault(const std::string& name,
                  Service& service,
                  const ServiceState& state,
                  MonotonicTime now);
  [[nodiscard]] std::int64_t time_to_detect(const ServiceState& state, MonotonicTime now) const;
  void lose_sight(MonotonicTime since);
  void follow_clock(MonotonicTime now, std::int64_t unix_ms);

  Timeline time_;
  std::map<std::string, Service> services_;
  std::map<std::string, Incident> incidents_;  // open ones, by id
  std::vector<HistoryRecord> records_;
  MonotonicTime seen_at_;  // the last turn with open eyes
  MonotonicTime watched_due_;
  bool blind_ = false;
};

}  // namespace latido::monitor
