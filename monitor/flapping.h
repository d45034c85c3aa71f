#pragma once

#include "common/clock.h"

#include <cstddef>
#include <deque>

namespace latido::monitor {

// Whether a service goes up and down again and again: then its single falls are no news. Pure.
class Flapping {
 public:
  static constexpr std::size_t kFalls = 4;  // within kWindow: it flaps
  static constexpr std::chrono::seconds kWindow{60};
  static constexpr std::chrono::seconds kCalm{30};  // without a fall: it has settled

  void fell(MonotonicTime now);
  // Once per turn; true when the answer has changed.
  bool turn(MonotonicTime now);
  [[nodiscard]] bool flaps() const { return flaps_; }

 private:
  std::deque<MonotonicTime> falls_;  // the last kFalls
  bool flaps_ = false;
};

}  // namespace latido::monitor
