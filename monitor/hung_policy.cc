#include "monitor/hung_policy.h"

#include <algorithm>

namespace latido::monitor {

void HungPolicy::observe(bool hung, const std::string& incarnation, MonotonicTime now) {
  if (ordered_) return;
  if (!hung || incarnation == ended_) {
    since_.reset();
    return;
  }
  if (!since_ || incarnation != incarnation_) since_ = now;
  incarnation_ = incarnation;
}

bool HungPolicy::due(MonotonicTime now) const {
  return !ordered_ && since_ && now - *since_ >= kPatience && now >= not_before_;
}

bool HungPolicy::overdue(MonotonicTime now) const {
  return due(now) && now - std::max(*since_ + kPatience, not_before_) >= kStacksPatience;
}

void HungPolicy::stacks_written(MonotonicTime now) {
  if (awaits_stacks()) written_ = now;
}

bool HungPolicy::decides(MonotonicTime now) const {
  if (written_) return now - *written_ >= kLastChance;
  return ordered_ && now - *ordered_ >= kStacksPatience;
}

void HungPolicy::killed() {
  ended_ = incarnation_;
  rest();
}

void HungPolicy::lives_on(MonotonicTime not_before) {
  not_before_ = not_before;
  rest();
}

void HungPolicy::rest() {
  since_.reset();
  ordered_.reset();
  written_.reset();
}

}  // namespace latido::monitor
