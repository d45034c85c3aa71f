#include "monitor/sight.h"

#include <algorithm>

namespace latido::monitor {

bool Sight::turn(MonotonicTime now) {
  const auto gap = now - last_turn_;
  last_turn_ = now;
  record_lag(std::clamp<Duration>(gap - kTurn, Duration::zero(), kBlindGap), now);
  const bool stalled = gap > kBlindGap;
  if (stalled) {
    blind_ = true;
    clear_at_ = now + kClear;
    reason_ = "the monitor itself was held up for " + std::to_string(to_ms(gap)) + " ms";
  } else if (blind_ && now >= clear_at_) {
    blind_ = false;
    reason_.clear();
  }
  return stalled;
}

Duration Sight::lag() const { return std::max(previous_, current_); }

void Sight::record_lag(Duration lag, MonotonicTime now) {
  if (now - bucket_start_ >= kMemory) {
    previous_ = now - bucket_start_ < 2 * kMemory ? current_ : Duration::zero();
    current_ = Duration::zero();
    bucket_start_ = now;
  }
  current_ = std::max(current_, lag);
}

}  // namespace latido::monitor
