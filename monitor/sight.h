#pragma once

#include "common/clock.h"

#include <cstddef>
#include <map>
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
  // Lifeguard's local health score, 0 to kScoreMax: one more for each stall of its own and each
  // time that most of its suspicions proved wrong, one less after each calm spell. Each point gives
  // others more time.
  static constexpr int kScoreMax = 8;
  static constexpr std::chrono::milliseconds kPerPoint{25};
  static constexpr std::chrono::seconds kCalm{5};
  static constexpr std::chrono::seconds kTogether{1};

  explicit Sight(MonotonicTime now)
      : last_turn_(now), bucket_start_(now), clear_at_(now), score_changed_(now) {}

  // At the start of every turn. True: the time since the last one was a stall.
  bool turn(MonotonicTime now);

  [[nodiscard]] bool blind() const { return blind_; }
  [[nodiscard]] const std::string& reason() const { return reason_; }  // empty while it sees
  // Others are silent, and so is the canary: the monitor's own beats do not reach it either.
  void lost_canary(MonotonicTime now);
  // A suspicion of the living, the `who`th of `all`, was wrong. Where most of them were suspected
  // wrongly within kTogether it is the monitor that is slow; otherwise one of them is.
  void was_refuted(std::size_t who, std::size_t all, MonotonicTime now);

  [[nodiscard]] Duration lag() const;  // at most kBlindGap
  [[nodiscard]] int score() const { return score_; }
  // What others are given beyond their own deadlines.
  [[nodiscard]] Duration slack() const { return lag() + score_ * kPerPoint; }

 private:
  void record_lag(Duration lag, MonotonicTime now);
  void raise_score(MonotonicTime now);
  void go_blind(std::string reason, MonotonicTime now);

  MonotonicTime last_turn_;
  MonotonicTime bucket_start_;
  MonotonicTime clear_at_;
  MonotonicTime score_changed_;
  int score_ = 0;
  std::map<std::size_t, MonotonicTime> refuted_;  // by whom, and when last
  Duration current_ = Duration::zero();
  Duration previous_ = Duration::zero();
  bool blind_ = false;
  std::string reason_;
};

}  // namespace latido::monitor
