#pragma once

#include "monitor/state.h"

#include <cstdint>
#include <string>
#include <variant>
#include <vector>

// What the monitor's history is made of. Times are milliseconds since 1970-01-01 UTC by the
// recorder's time line, which runs evenly whatever the wall clock does; durations are monotonic.
namespace latido::monitor {

// What a stretch of a service's life counts as. What is not known is not recorded.
enum class Standing : std::uint8_t { up, degraded, down, maintenance };

struct Stretch {
  Standing standing = Standing::up;
  std::int64_t from_unix_ms = 0;
  std::int64_t to_unix_ms = 0;
};

struct Fault {
  std::int64_t at_unix_ms = 0;   // when the verdict fell
  std::int64_t detect_ms = -1;   // from the last good sign to the verdict; -1: not known
  std::int64_t recover_ms = -1;  // from the verdict to up again; -1: not yet, or not known
};

// From here on the monitor watches, by this clock; what was open before ends at its last
// StillWatching.
struct WatchBegan {
  std::int64_t unix_ms = 0;
};
// All that is open goes on until here.
struct StillWatching {
  std::int64_t unix_ms = 0;
};
// Of nobody is anything known from here on, until his next StandingBegan.
struct SightLost {
  std::int64_t unix_ms = 0;
};
// The wall clock was ahead: all of this watch was so much earlier.
struct ClockSetBack {
  std::int64_t by_ms = 0;
};
// The stretch before it, if any, ends here.
struct StandingBegan {
  std::string service;
  Standing standing = Standing::up;
  Verdict verdict = Verdict::unknown;
  std::string cause;
  std::int64_t unix_ms = 0;
};
// Where the service has a fault already, that one goes on.
struct FaultBegan {
  std::string service;
  Verdict verdict = Verdict::unknown;
  std::string cause;
  std::int64_t unix_ms = 0;
  std::int64_t detect_ms = -1;
};
struct FaultEnded {
  std::string service;
  std::int64_t recover_ms = -1;
};
struct IncidentTold {
  Incident incident;
  std::int64_t unix_ms = 0;
};
// A person has opened a maintenance window, until then by the wall clock; 0: there is none any
// more.
struct WindowOpened {
  std::string service;
  std::int64_t until_unix_ms = 0;
};
// After a loss of records: whatever else is open in the file has ended unseen.
struct StillOpen {
  std::vector<std::string> incidents;  // ids
  std::vector<std::string> faults;     // services
  std::int64_t unix_ms = 0;
};

using HistoryRecord = std::variant<WatchBegan,
                                   StillWatching,
                                   SightLost,
                                   ClockSetBack,
                                   StandingBegan,
                                   FaultBegan,
                                   FaultEnded,
                                   IncidentTold,
                                   WindowOpened,
                                   StillOpen>;

struct OpenFault {
  std::string service;
  std::int64_t at_unix_ms = 0;
};

// What the monitor before left open.
struct Resumed {
  std::vector<Incident> incidents;
  std::vector<OpenFault> faults;
  std::vector<WindowOpened> windows{};  // some may be over
};

}  // namespace latido::monitor
