#pragma once

#include "common/clock.h"

#include <cstdint>

namespace latido::monitor {

// When to start a dead service again: at once, but with a delay that doubles where it fell before
// it was up, or too often within the stable time; for ever, and never while the process of an
// earlier start lives. Pure.
class Recovery {
 public:
  static constexpr std::chrono::milliseconds kFirstDelay{250};
  static constexpr std::chrono::milliseconds kDelayMax{30'000};
  static constexpr std::chrono::milliseconds kStable{
      10'000};  // up for so long: the next death is a first one again
  // Whoever dies again within that time, but was up in between, is started at once so often, the
  // first death counted: a service that serves for a moment and dies is a crash loop too.
  static constexpr std::uint32_t kAtOnce = 5;
  static constexpr double kJitter = 0.2;  // of the delay, added at most

  // Once per turn. `jitter`: random, 0 to 1.
  void observe(bool dead, bool up, MonotonicTime now, double jitter);

  [[nodiscard]] bool due(MonotonicTime now) const { return waiting_ && now >= at_; }
  void started();                           // a start was asked for
  void could_not_start(MonotonicTime now);  // it came to nothing
  void ended() { child_alive_ = false; }    // the process that it made has ended

  // A start is planned, or made and not yet followed by an up.
  [[nodiscard]] bool recovering() const { return waiting_ || starting_; }
  [[nodiscard]] std::uint32_t restarts() const { return restarts_; }

  static Duration delay(std::uint32_t failures, double jitter);

 private:
  void note_up(MonotonicTime now);

  bool waiting_ = false;
  bool starting_ = false;
  bool child_alive_ = false;
  bool was_up_ = false;
  MonotonicTime at_;
  MonotonicTime up_since_;
  std::uint32_t failures_ = 0;  // starts since it was last stable, but for the forgiven ones
  std::uint32_t forgiven_ = 0;  // times that it came up and the starts before that were forgotten
  std::uint32_t restarts_ = 0;
};

}  // namespace latido::monitor
