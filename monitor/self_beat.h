#pragma once

#include "common/clock.h"
#include "common/health/beat_codec.h"

#include <optional>
#include <string>

namespace latido::monitor {

// The monitor's own beats. The loop that judges sends them: while it does not come round, there are
// none.
class SelfBeat {
 public:
  static constexpr std::chrono::milliseconds kInterval{50};

  SelfBeat(std::string incarnation, MonotonicTime now);

  // Once per turn: the beat, when one is due. Slots that were missed are skipped.
  std::optional<health::Beat> due(MonotonicTime now);
  void set_phase(health::Phase phase) { beat_.phase = phase; }

 private:
  health::Beat beat_;
  MonotonicTime due_;
};

}  // namespace latido::monitor
