#pragma once

#include "common/clock.h"

#include <string>

namespace latido::monitor {

// How well the monitor itself sees: how late its own loop comes round, and whether it was held up
// for so long that what it holds of the others is stale. Pure.
class Sight {
 public:
  // A turn waits no longer than this for something to happen.
  static constexpr std::chrono::milliseconds kTurn{10};
  // A gap between turns beyond this makes it blind...
  static constexpr std::chrono::milliseconds kBlindGap{200};
  // ...until turns have been ordinary for so long.
  static constexpr std::chrono::milliseconds kClear{150};
  // The lag is the worst of the last one to two of these.
  static constexpr std::chrono::seconds kMemory{1};

  explicit Sight(MonotonicTime now) : last_turn_(now), bucket_start_(now), clear_at_(now) {}

  // At the start of every turn. True: the time since the last one was a stall.
  bool turn(MonotonicTime now);

  [[nodiscard]] bool blind() const { return blind_; }
  [[nodiscard]] const std::string& reason() const { return reason_; }  // empty while it sees
  [[nodiscard]] Duration lag() const;                                  // at most kBlindGap

 private:
  void record_lag(Duration lag, MonotonicTime now);

  MonotonicTime last_turn_;
  MonotonicTime bucket_start_;
  MonotonicTime clear_at_;
  Duration current_ = Duration::zero();
  Duration previous_ = Duration::zero();
  bool blind_ = false;
  std::string reason_;
};

}  // namespace latido::monitor
