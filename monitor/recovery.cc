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
    failures_ = 0;
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

void Recovery::call_off() {
  waiting_ = false;
  starting_ = starting_ && child_alive_;
  starts_ = 0;  // people see to it meanwhile, and want it at once after that
}

void Recovery::started() {
  waiting_ = false;
  starting_ = true;
  child_alive_ = true;
  ++starts_;
  ++restarts_;
}

void Recovery::ended() {
  child_alive_ = false;
  failures_ = 0;
}

// A program that is not there is not there at once either.
void Recovery::could_not_start(MonotonicTime now) {
  try_again(now + delay(kAtOnce + failures_, 0));
  ++failures_;
}

void Recovery::runs_already(MonotonicTime now) { try_again(now + kLookAgain); }

// What made no process counts for no start; it may have been forgotten meanwhile, with all others.
void Recovery::try_again(MonotonicTime at) {
  child_alive_ = false;
  starting_ = false;
  waiting_ = true;
  at_ = at;
  --restarts_;
  if (starts_ > 0) --starts_;
}

}  // namespace latido::monitor
