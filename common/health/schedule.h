#pragma once

#include "common/clock.h"

namespace latido::health {

// The first slot after `now` on the grid that `due` lies on. Slots that were missed are skipped:
// after a stop of this process a burst of fresh beats would tell lies about the past. Pure.
inline MonotonicTime next_slot(MonotonicTime due, MonotonicTime now, Duration interval) {
  if (now < due) return due;
  return due + ((now - due) / interval + 1) * interval;
}

}  // namespace latido::health
