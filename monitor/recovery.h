#pragma once

#include "common/clock.h"

#include <cstdint>

namespace latido::monitor {

// When to start a dead service again: at once, but with a delay that doubles where that has not
// helped a few times within the stable time; for ever, and never while the process of an earlier
// start lives. Pure.
class Recovery {
 public:
  static constexpr std::chrono::milliseconds kFirstDelay{250};
  static constexpr std::chrono::milliseconds kDelayMax{30'000};
  static constexpr std::chrono::milliseconds kStable{
      10'000};  // up for so long: the next death is a first one again
  static constexpr std::uint32_t kAtOnce = 5;           // starts without a delay within that time
  static constexpr double kJitter = 0.2;                // of the delay, added at most
  static constexpr std::chrono::seconds kLookAgain{1};  // where an earlier one's process lives

  // Once per turn. `jitter`: random, 0 to 1.
  void observe(bool dead, bool up, MonotonicTime now, double jitter);

  [[nodiscard]] bool due(MonotonicTime now) const { return waiting_ && now >= at_; }
  void started();  // a start was asked for, and this has become of it:
  void ended();    // the process that it made has ended
  void could_not_start(MonotonicTime now);
  void runs_already(MonotonicTime now);  // it was refused, for the process of an earlier one lives
  void call_off();                       // what is planned: after observe(), in maintenance

  // A start is planned, or made and not yet followed by an up.
  [[nodiscard]] bool recovering() const { return waiting_ || starting_; }
  [[nodiscard]] std::uint32_t restarts() const { return restarts_; }

  // `starts`: so many did not last.
  static Duration delay(std::uint32_t starts, double jitter);

 private:
  void try_again(MonotonicTime at);

  bool waiting_ = false;
  bool starting_ = false;
  bool child_alive_ = false;
  bool was_up_ = false;
  MonotonicTime at_;
  MonotonicTime up_since_;
  std::uint32_t starts_ = 0;    // since it was last stable
  std::uint32_t failures_ = 0;  // to start it, one after the other
  std::uint32_t restarts_ = 0;
};

}  // namespace latido::monitor
