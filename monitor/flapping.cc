#include "monitor/flapping.h"

namespace latido::monitor {

bool Flapping::turn(bool up, bool suffers, MonotonicTime now) {
  if (falls_ > 0 && now - fell_at_ >= kCalm) falls_ = 0;
  if (suffers && was_up_) {
    ++falls_;
    fell_at_ = now;
  }
  was_up_ = up || (was_up_ && !suffers);
  const bool before = flaps_;
  flaps_ = falls_ > 0 && (flaps_ || falls_ >= kFalls);
  return flaps_ != before;
}

}  // namespace latido::monitor
