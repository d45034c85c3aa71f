#include "monitor/check.h"

namespace latido::monitor {

void ActivityWatch::add(const ThreadsLook& look) {
  if (look.times.empty()) return forget();
  const auto in_question = look.times.front().tid;
  if (in_question != tid()) turn_began_.reset();
  if (!base_ || find(base_->times, in_question) == nullptr) {
    base_ = look;
    next_base_ = look;
  } else if (look.at - next_base_->at >= kSpan) {
    base_ = next_base_;
    next_base_ = look;
  }
  last_ = look;
  if (!turn_began_) turn_began_ = look;
}

void ActivityWatch::forget() {
  base_.reset();
  next_base_.reset();
  last_.reset();
  turn_began_.reset();
}

std::uint32_t ActivityWatch::tid() const { return last_ ? last_->times.front().tid : 0; }

Activity ActivityWatch::activity(Duration enough) const {
  if (!last_) return {};
  return compare(*base_, *last_, turn_began_.value_or(*last_), enough);
}

}  // namespace latido::monitor
