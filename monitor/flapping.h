#pragma once

#include "common/clock.h"

namespace latido::monitor {

// Whether a service goes up and down again and again: then its single falls are no news. Pure.
class Flapping {
 public:
  static constexpr int kFalls = 4;                  // none kCalm after the one before: it flaps
  static constexpr std::chrono::seconds kCalm{60};  // without a fall: it has settled

  // Once per turn; true when the answer has changed. A fall is the first time that it suffers since
  // it was last up, whatever it says of itself in between.
  bool turn(bool up, bool suffers, MonotonicTime now);
  [[nodiscard]] bool flaps() const { return flaps_; }

 private:
  int falls_ = 0;  // since it was last calm
  MonotonicTime fell_at_;
  bool was_up_ = false;  // since the last fall
  bool flaps_ = false;
};

}  // namespace latido::monitor
