#pragma once

#include "common/clock.h"

#include <cstddef>
#include <cstdint>
#include <deque>
#include <optional>

namespace latido::monitor {

// When the next beat of one service is due: Chen, Toueg and Aguilera's NFD-E. With beats every eta,
// the arrival of beat n+1 is expected at mean(A_i - i * eta) + (n+1) * eta over a window of
// arrivals A_i, and the service is fresh until alpha later. Pure.
class Detector {
 public:
  static constexpr std::size_t kWindow = 64;
  static constexpr std::chrono::milliseconds kAlpha{50};
  // Of a beat's interval; a sender's own word is kept within these.
  static constexpr std::chrono::milliseconds kIntervalMin{10};
  static constexpr std::chrono::milliseconds kIntervalMax{60'000};

  void beat(std::uint64_t sequence, MonotonicTime arrival, std::chrono::milliseconds interval);

  // Forgets the arrivals and counts silence from `now`: after a stall of the monitor itself, and
  // for a new incarnation.
  void restart(MonotonicTime now);
  void restart(MonotonicTime now, std::chrono::milliseconds interval);

  [[nodiscard]] MonotonicTime expected() const;

  // `own_lag`: how late the monitor's own loop has been of late; a judge that is slow gives others
  // as much more time.
  [[nodiscard]] bool late(MonotonicTime now, Duration own_lag) const;
  [[nodiscard]] Duration lateness(MonotonicTime now) const { return now - expected(); }

  // -log10 of the chance that a gap as long as the present one is ordinary (normal tail, as Akka
  // does). 0 to 100. A gauge for people: measured gaps are not normal, so nothing is decided by it.
  [[nodiscard]] double phi(MonotonicTime now) const;

 private:
  [[nodiscard]] bool continues(std::uint64_t sequence, MonotonicTime arrival) const;
  [[nodiscard]] Duration deviation(std::uint64_t sequence, MonotonicTime arrival) const;
  [[nodiscard]] Duration mean_deviation() const;

  Duration interval_ = std::chrono::milliseconds(50);
  std::deque<Duration>
      deviations_;  // of arrivals from the grid that starts at the first beat of the window
  std::deque<Duration> gaps_;
  std::uint64_t first_sequence_ = 0;
  MonotonicTime first_arrival_;
  std::uint64_t last_sequence_ = 0;
  MonotonicTime last_arrival_;  // or the restart
};

}  // namespace latido::monitor
