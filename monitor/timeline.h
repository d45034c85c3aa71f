#pragma once

#include "common/clock.h"

#include <cstdint>

namespace latido::monitor {

// Wall-clock times that run as evenly as the monotonic clock: read off the wall once, then counted
// on. A wall clock that has been set (or has gone on while the machine slept) shows as a jump.
// Pure.
class Timeline {
 public:
  static constexpr std::int64_t kJumpMs = 1000;  // less than that is no jump

  Timeline(MonotonicTime now, std::int64_t unix_ms) { set(now, unix_ms); }

  [[nodiscard]] std::int64_t at(MonotonicTime moment) const {
    return unix_ms_ + to_ms(moment - start_);
  }
  // How far the wall clock has jumped ahead of it, below 0 back; 0: it has not.
  [[nodiscard]] std::int64_t jump(MonotonicTime now, std::int64_t unix_ms) const {
    const auto ahead = unix_ms - at(now);
    return ahead < kJumpMs && ahead > -kJumpMs ? 0 : ahead;
  }
  void set(MonotonicTime now, std::int64_t unix_ms) {
    start_ = now;
    unix_ms_ = unix_ms;
  }

 private:
  MonotonicTime start_;
  std::int64_t unix_ms_ = 0;
};

}  // namespace latido::monitor
