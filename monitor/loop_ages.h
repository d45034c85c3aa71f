#pragma once

#include "common/clock.h"
#include "common/health/beat_codec.h"

#include <cstdint>
#include <map>
#include <string>

namespace latido::monitor {

// How old the loops of one process are, less the time in which none of it ran (it was stopped, or
// its CPU quota was used up): no beat was sent meanwhile (the numbers tell that none was lost),
// and no loop can be blamed for that. By the sender's own clock, so the monitor's own stalls do not
// matter. Pure.
class LoopAges {
 public:
  // Gaps between beats that are longer than an interval and this are such time.
  static constexpr std::chrono::milliseconds kLateSend{50};

  void forget();
  void note(const health::Beat& beat);
  // How long the process did not run between the last two beats.
  [[nodiscard]] Duration gap() const { return gap_; }
  [[nodiscard]] Duration age(const health::LoopState& loop) const;

 private:
  struct Turn {
    std::uint64_t number = 0;
    Duration not_run = Duration::zero();  // since it began
  };

  std::int64_t sent_ns_ = 0;
  std::uint64_t sequence_ = 0;
  Duration gap_ = Duration::zero();
  std::map<std::string, Turn> turns_;  // of each loop, the one that it is at
};

}  // namespace latido::monitor
