#pragma once

#include <chrono>
#include <cstdint>

namespace latido {

// CLOCK_MONOTONIC, for every interval and deadline. Cores take it as an argument; a loop reads it
// once per turn.
using MonotonicTime = std::chrono::steady_clock::time_point;
using Duration = std::chrono::steady_clock::duration;

inline MonotonicTime monotonic_now() { return std::chrono::steady_clock::now(); }

inline std::int64_t to_ms(Duration d) {
  return std::chrono::duration_cast<std::chrono::milliseconds>(d).count();
}

// Wall clock, milliseconds since 1970-01-01 UTC. For what people and other machines read, never for
// an interval.
inline std::int64_t unix_ms_now() {
  return std::chrono::duration_cast<std::chrono::milliseconds>(
             std::chrono::system_clock::now().time_since_epoch())
      .count();
}

}  // namespace latido
