#include "monitor/recovery.h"

#include <algorithm>

namespace latido::monitor {

Duration Recovery::delay(std::uint32_t starts, double jitter) {
  if (starts < kAtOnce) return Duration::zero();
  const auto doublings = std::min<std::uint32_t>(starts - kAtOnce, 16);
  const Duration base = std::min<Duration>(kFirstDelay * (1U << doublings), kDelayMax);
  return base + std::chrono::duration_cast<Duration>(base * (kJitter * jitter));
}

void Recovery::observe(bool dead, bool up, MonotonicTime now, double jitter) {
  if (up) {
    if (!was_up_) up_since_ = now;
    if (now - up_since_ >= kStable) starts_ = 0;
    waiting_ = false;
    starting_ = false;
  }
  was_up_ = up;
  if (dead && !waiting_ && !child_alive_) {
    waiting_ = true;
    starting_ = false;
    at_ = now + delay(starts_, jitter);
  } else if (!dead && waiting_) {
    waiting_ = false;  // it came back by itself
  }
}

void Recovery::started() {
  waiting_ = false;
  starting_ = true;
  child_alive_ = true;
  ++starts_;
  ++restarts_;
}

void Recovery::could_not_start(MonotonicTime now) {
  child_alive_ = false;
  starting_ = false;
  --restarts_;
  waiting_ = true;
  starts_ = std::max(starts_, kAtOnce);  // a program that is not there is not there at once either
  at_ = now + delay(starts_, 0);
}

}  // namespace latido::monitor
