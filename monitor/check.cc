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
  if (!turn_began_ && !look.times.empty()) turn_began_ = look.times.front().cpu_ns;
}

void ActivityWatch::forget() {
  base_.reset();
  next_base_.reset();
  last_.reset();
  turn_began_.reset();
}

std::uint32_t ActivityWatch::tid() const {
  return last_ && !last_->times.empty() ? last_->times.front().tid : 0;
}

Activity ActivityWatch::activity() const {
  if (!last_) return {};
  auto out = compare(*base_, *last_);
  if (turn_began_ && !last_->times.empty()) {
    out.cpu_used = std::chrono::nanoseconds(last_->times.front().cpu_ns - *turn_began_);
  }
  return out;
}

}  // namespace latido::monitor
