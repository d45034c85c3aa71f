#include "clients/cpp/command/stream_follower.h"

namespace latido::command {

using Kind = StreamHead::Kind;

FollowStep StreamFollower::on_message(const StreamHead& head, MonotonicTime now) {
  FollowStep step;
  last_heard_ = now;
  if (silent_) step.notices.push_back(Notice::monitor_back);
  silent_ = false;
  if (head.kind == Kind::snapshot) {
    take_snapshot(head, step);
  } else if (in_step_ && head.epoch != epoch_) {
    epoch_ = head.epoch;
    lose_track(Notice::monitor_restarted, now, step);
  } else if (in_step_) {
    take_numbered(head, now, step);
  }
  return step;
}

void StreamFollower::take_snapshot(const StreamHead& head, FollowStep& step) {
  const bool other_epoch = !epoch_.empty() && epoch_ != head.epoch;
  if (other_epoch) step.notices.push_back(Notice::monitor_restarted);
  step.show = !in_step_ || other_epoch;
  in_step_ = true;
  epoch_ = head.epoch;
  sequence_ = head.sequence;
}

// A tick carries the number of the last change and has none of its own, so it also shows that the
// last change was missed.
void StreamFollower::take_numbered(const StreamHead& head, MonotonicTime now, FollowStep& step) {
  const bool tick = head.kind == Kind::tick;
  const std::uint64_t expected = tick ? sequence_ : sequence_ + 1;
  if (head.sequence > expected) {
    lose_track(Notice::missed_changes, now, step);
  } else if (!tick && head.sequence == expected) {
    sequence_ = expected;
    step.show = true;
  }
}

void StreamFollower::lose_track(Notice why, MonotonicTime now, FollowStep& step) {
  step.notices.push_back(why);
  step.ask_for_snapshot = true;
  in_step_ = false;
  asked_at_ = now;
}

FollowStep StreamFollower::on_quiet(MonotonicTime now) {
  FollowStep step;
  if (!silent_ && now - last_heard_ >= kSilentAfter) {
    silent_ = true;
    step.notices.push_back(Notice::monitor_silent);
  }
  if (!asked_ || (!in_step_ && now - asked_at_ >= kAskAgainAfter)) {
    asked_ = true;
    asked_at_ = now;
    step.ask_for_snapshot = true;
  }
  return step;
}

}  // namespace latido::command
