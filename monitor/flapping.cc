#include "monitor/flapping.h"

namespace latido::monitor {

void Flapping::fell(MonotonicTime now) {
  falls_.push_back(now);
  if (falls_.size() > kFalls) falls_.pop_front();
}

bool Flapping::turn(MonotonicTime now) {
  const bool before = flaps_;
  if (falls_.size() == kFalls && falls_.back() - falls_.front() <= kWindow) flaps_ = true;
  if (!falls_.empty() && now - falls_.back() >= kCalm) {
    flaps_ = false;
    falls_.clear();
  }
  return flaps_ != before;
}

}  // namespace latido::monitor
