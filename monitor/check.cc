#include "monitor/check.h"

namespace latido::monitor {

void ActivityWatch::add(const ThreadsLook& look) {
  const bool same = last_ && !last_->times.empty() && !look.times.empty() &&
                    last_->times.front().tid == look.times.front().tid;
  if (!same) forget();
  if (!base_) {
    base_ = look;
    next_base_ = look;
  } else if (look.at - next_base_->at >= kSpan) {
    base_ = next_base_;
    next_base_ = look;
  }
  last_ = look;
}

void ActivityWatch::forget() {
  base_.reset();
  next_base_.reset();
  last_.reset();
}

std::uint32_t ActivityWatch::tid() const {
  return last_ && !last_->times.empty() ? last_->times.front().tid : 0;
}

Activity ActivityWatch::activity() const { return last_ ? compare(*base_, *last_) : Activity{}; }

}  // namespace latido::monitor
