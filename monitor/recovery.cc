#include "monitor/recovery.h"

#include <algorithm>

namespace latido::monitor {

Duration Recovery::delay(std::uint32_t failures, double jitter) {
  if (failures == 0) return Duration::zero();
  const auto doublings = std::min<std::uint32_t>(failures - 1, 16);
  const Duration base = std::min<Duration>(kFirstDelay * (1U << doublings), kDelayMax);
  return base + std::chrono::duration_cast<Duration>(base * (kJitter * jitter));
}

void Recovery::note_up(MonotonicTime now) {
  if (!was_up_) up_since_ = now;
  if (now - up_since_ >= kStable) {
    failures_ = 0;
    forgiven_ = 0;
  } else if (starting_ && forgiven_ + 1 < kAtOnce) {
    failures_ = 0;
    ++forgiven_;
  }
  waiting_ = false;
  starting_ = false;
}

void Recovery::observe(bool dead, bool up, MonotonicTime now, double jitter) {
  if (up) note_up(now);
  was_up_ = up;
  if (dead && !waiting_ && !child_alive_) {
    waiting_ = true;
    starting_ = false;
    at_ = now + delay(failures_, jitter);
  } else if (!dead && waiting_) {
    waiting_ = false;  // it came back by itself
  }
}

void Recovery::started() {
  waiting_ = false;
  starting_ = true;
  child_alive_ = true;
  ++failures_;
  ++restarts_;
}

void Recovery::could_not_start(MonotonicTime now) {
  child_alive_ = false;
  starting_ = false;
  --restarts_;
  waiting_ = true;
  at_ = now + delay(failures_, 0);
}

}  // namespace latido::monitor
