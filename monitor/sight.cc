#include "monitor/sight.h"

#include <algorithm>
#include <utility>

namespace latido::monitor {

bool Sight::turn(MonotonicTime now) {
  const auto gap = now - last_turn_;
  last_turn_ = now;
  record_lag(std::clamp<Duration>(gap - kTurn, Duration::zero(), kBlindGap), now);
  const bool stalled = gap > kBlindGap;
  if (score_ > 0 && now - score_changed_ >= kCalm) {
    --score_;
    score_changed_ = now;
  }
  if (stalled) {
    go_blind("the monitor itself was held up for " + std::to_string(to_ms(gap)) + " ms", now);
  } else if (blind_ && now >= clear_at_) {
    blind_ = false;
    reason_.clear();
  }
  return stalled;
}

void Sight::lost_canary(MonotonicTime now) {
  go_blind("the monitor's own beats do not come through either", now);
}

void Sight::was_refuted(std::size_t who, std::size_t all, MonotonicTime now) {
  std::erase_if(refuted_, [now](const auto& one) { return now - one.second > kTogether; });
  refuted_[who] = now;
  if (2 * refuted_.size() <= all) return;
  refuted_.clear();
  raise_score(now);
}

void Sight::go_blind(std::string reason, MonotonicTime now) {
  if (!blind_) raise_score(now);
  blind_ = true;
  clear_at_ = now + kClear;
  reason_ = std::move(reason);
}

void Sight::raise_score(MonotonicTime now) {
  score_ = std::min(score_ + 1, kScoreMax);
  score_changed_ = now;
}

Duration Sight::lag() const { return std::max(previous_, current_); }

void Sight::record_lag(Duration lag, MonotonicTime now) {
  if (now - bucket_start_ >= kMemory) {
    previous_ = now - bucket_start_ < 2 * kMemory ? current_ : Duration::zero();
    current_ = Duration::zero();
    bucket_start_ = now;
  }
  current_ = std::max(current_, lag);
}

}  // namespace latido::monitor
