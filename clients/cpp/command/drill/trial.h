#pragma once

#include "common/clock.h"

#include <optional>
#include <string>
#include <vector>

namespace latido::command {

// One fault, as the drill did it: the truth that verdicts are held against.
struct Trial {
  std::string fault;        // "kill -9"
  std::string expected;     // the verdict that names it
  std::string reason = {};  // that must come with it; empty: any
  std::string service;
  int hogs = 0;            // CPU hogs that ran meanwhile
  MonotonicTime from;      // just before it was done
  MonotonicTime lifted;    // the fault itself was over: gone on again, or ended to be started anew
  MonotonicTime to;        // the service was up again
  Duration target = {};    // to be named within this; zero: none is set
  bool beats_stop = true;  // one can tell by the beats alone
  bool ended_by_kill = false;  // it was lifted by a kill: `crashed` is true after that

  // Nobody lifted it but the monitor's recovery.
  [[nodiscard]] bool recovered() const { return lifted == to; }
};

// A verdict as the stream told it.
struct Told {
  MonotonicTime at;
  std::string service;
  std::string verdict;
  std::string reason = {};
};

// A beat as the drill heard it.
struct Heard {
  MonotonicTime at;
  std::string service;
};

// The judge itself was stopped.
struct Pause {
  MonotonicTime from;
  MonotonicTime to;
};

// All that was done in one drill.
struct DrillResult {
  std::vector<Trial> trials;
  std::vector<Pause> pauses;  // of the monitor
  int clock_jumps = 0;
};

}  // namespace latido::command
