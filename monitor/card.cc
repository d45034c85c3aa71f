#include "monitor/card.h"

#include "common/ids.h"
#include "monitor/evidence_text.h"

#include <algorithm>
#include <utility>

namespace latido::monitor {
namespace {

std::uint64_t turns_of(const std::vector<health::LoopState>& loops, std::uint32_t tid) {
  const auto it =
      std::find_if(loops.begin(), loops.end(), [tid](const auto& loop) { return loop.tid == tid; });
  return it == loops.end() ? 0 : it->turns;
}

}  // namespace

Card::Card(CardOptions options, MonotonicTime now)
    : options_(std::move(options)), nonce_prefix_(random_hex_128()) {
  detector_.restart(now);
  begin_round(now);
}

void Card::on_message(const health::HealthMessage& message, MonotonicTime now) {
  if (const auto* beat = std::get_if<health::Beat>(&message)) on_beat(*beat, now);
  if (const auto* reply = std::get_if<health::EchoReply>(&message)) on_echo(*reply, now);
}

void Card::on_beat(const health::Beat& beat, MonotonicTime now) {
  if (beat.service != options_.service) return note_stranger(beat.service, now);
  if (beat.incarnation == dead_incarnation_) return;
  if (!identity_ || beat.incarnation != identity_->incarnation) {
    adopt(beat, now);
  } else if (beat.sequence <= last_.sequence && last_beat_at_) {
    return;  // seen already
  }
  const bool on_time = !detector_.late(now, own_lag_);
  const bool was_stuck = stuck_loop().has_value();
  ages_.note(beat);
  detector_.beat(beat.sequence, now, std::chrono::milliseconds(beat.interval_ms));
  take_loops(beat.loops);
  last_ = beat;
  last_beat_at_ = now;
  note_gap(ages_.gap(), was_stuck);
  if (hold_) return;
  if (stuck_loop()) {
    good_beats_ = 0;
    return;  // turn() verifies it
  }
  good_beats_ = on_time ? good_beats_ + 1 : 1;
  if (!stuck_loop(kDeepLead)) {
    refuted_ = refuted_ || (check_ && !on_time && verdict_ == Verdict::up);
    check_.reset();
  }
  settle(now);
}

void Card::note_stranger(const std::string& name, MonotonicTime now) {
  stranger_ = name;
  stranger_at_ = now;
}

void Card::adopt(const health::Beat& beat, MonotonicTime now) {
  const bool replaces = identity_.has_value();
  identity_ = Identity{.incarnation = beat.incarnation,
                       .pid = beat.pid,
                       .start_ticks = beat.start_ticks,
                       .local = beat.pid != 0 && beat.boot_id == options_.boot_id};
  const auto who = "process " + std::to_string(beat.pid);
  const auto before = std::to_string(last_pid_);
  last_ = beat;
  last_pid_ = beat.pid;
  last_beat_at_.reset();
  good_beats_ = 0;
  check_.reset();
  ages_.forget();
  just_back_ = false;
  deep_ = {};
  deep_.answered = now;
  hold_.reset();
  activity_.forget();
  death_cause_.clear();
  death_explained_ = false;
  detector_.restart(now, std::chrono::milliseconds(beat.interval_ms));
  requests_.watch = identity_->local;
  changed_ = true;
  if (replaces) {
    apply({Verdict::starting, Reason::replaced, who + " beats in place of process " + before}, now);
  } else {
    apply({Verdict::starting, Reason::first_beats, "first sign of " + who}, now);
  }
}

// A good beat came: what does the service say of itself?
void Card::settle(MonotonicTime now) {
  if (!has_done(2, hung_at_)) return;  // the turn that hung, and a whole one
  const auto finding = judge(observe(now));
  if (!finding) return;
  const bool back_up = finding->verdict == Verdict::up && verdict_ != Verdict::up;
  if (!back_up || good_beats_ >= kGoodBeats) apply(*finding, now);
}

void Card::on_echo(const health::EchoReply& reply, MonotonicTime now) {
  if (reply.deep != health::DeepEcho::none) return note_deep_echo(reply, now);
  if (!check_ || reply.nonce != check_->round.nonce || check_->round.echo == EchoState::ok) return;
  if (reply.beat.service != options_.service || reply.beat.incarnation == dead_incarnation_) return;
  if (!identity_ || reply.beat.incarnation != identity_->incarnation) {
    adopt(reply.beat, now);
    return;
  }
  check_->round.echo = EchoState::ok;
  check_->round.echo_took = now - check_->round.started;
  if (!check_->answers_since) check_->answers_since = now;
  take_loops(reply.beat.loops);
}

void Card::take_loops(const std::vector<health::LoopState>& loops) {
  if (turns_of(loops, activity_.tid()) != turns_of(last_.loops, activity_.tid())) {
    activity_.note_turn();
  }
  last_.loops = loops;
}

void Card::note_deep_echo(const health::EchoReply& reply, MonotonicTime now) {
  if (reply.nonce != deep_.nonce || deep_.answered) return;
  if (!identity_ || reply.beat.incarnation != identity_->incarnation) return;
  deep_.answered = now;
  deep_.failed = reply.deep == health::DeepEcho::failed;
  deep_.state = deep_.failed ? EchoState::failed : EchoState::ok;
  deep_.told = echo_text(deep_.state, now - deep_.asked);
  take_loops(reply.beat.loops);
}

void Card::on_port(PortState port, MonotonicTime now) {
  if (!check_) return;
  check_->round.port = port;
  check_->round.probed = true;
  if (port != PortState::open) {
    check_->open_since.reset();
    check_->owner = {};
    check_->owner_wanted = true;
  } else if (!check_->open_since) {
    check_->open_since = now;
  }
  want_owner(now);
}

// Once for each time that the port of an absent service is found open.
void Card::want_owner(MonotonicTime now) {
  if (identity_ || check_->round.port != PortState::open || !check_->owner_wanted) return;
  if (now - check_->started < kOwnerAfter) return;
  check_->owner_wanted = false;
  requests_.find_owner = true;
}

void Card::on_look(const ProcessLook& look, MonotonicTime now) {
  if (!check_) return;
  check_->round.look = look;
  conclude(now);
}

void Card::on_threads(const ThreadsLook& look, const std::string& pressure, MonotonicTime now) {
  activity_.add(look);
  pressure_ = pressure;
  conclude(now);
}

void Card::on_owner(const PortOwner& owner, MonotonicTime now) {
  if (!check_) return;
  check_->owner = owner;
  conclude(now);
}

void Card::on_death(const std::string& how, MonotonicTime now, bool pid_reused) {
  if (!identity_ && (!death_unexplained() || how.empty())) return;
  auto cause = identity_ ? "process " + std::to_string(identity_->pid) + " ended" : death_cause_;
  if (identity_ && last_.phase == health::Phase::stopping) {
    cause += " after it said that it was stopping";
  }
  death_explained_ = !how.empty();
  if (death_explained_) cause += ": " + how;
  if (!identity_ && verdict_ != Verdict::crashed) {
    death_cause_ = cause;
    return;
  }
  if (pid_reused) cause += ", and its pid belongs to a later process";
  const auto ended = pid_reused ? Reason::pid_reused : Reason::ended;
  apply({Verdict::crashed, identity_ ? ended : death_reason_, cause}, now);
}

void Card::on_left_unreaped(MonotonicTime now) {
  if (identity_ || verdict_ != Verdict::crashed) return;  // something else is told of it by now
  death_reason_ = Reason::unreaped;
  apply({Verdict::crashed, death_reason_, death_cause_ + "; its parent has not reaped it"}, now);
}

void Card::on_watch_failed() {
  if (identity_) identity_->local = false;
}

void Card::on_own_stall(MonotonicTime now) {
  check_.reset();
  activity_.forget();
  deep_.state = EchoState::not_asked;
  detector_.restart(now);
}

bool Card::absent() const {
  return verdict_ == Verdict::crashed ||
         (verdict_ == Verdict::unreachable && judged_.port == PortState::closed);
}

ServiceState Card::state(MonotonicTime now) const {
  auto evidence_now = judged_;
  if (verdict_ == Verdict::up) {
    evidence_now.lateness_ms = to_ms(detector_.lateness(now));
    evidence_now.loop_age_ms = evidence(now).loop_age_ms;
    evidence_now.deep_echo = deep_.told;
  }
  return {.service = options_.service,
          .verdict = verdict_,
          .evidence = evidence_now,
          .pid = last_pid_,
          .incarnation = identity_ ? identity_->incarnation : dead_incarnation_,
          .since_unix_ms = 0,
          .last_beat_age_ms = last_beat_at_ ? to_ms(now - *last_beat_at_) : -1,
          .restarts = 0,
          .phi = detector_.phi(now),
          .beat_port = options_.beat_port,
          .recovering = false,
          .flapping = false,
          .maintenance = false,
          .queue_depth = last_.queue_depth,
          .last_commit_age_ms = last_.last_commit_age_ms,
          .maintenance_until_unix_ms = 0};
}

Requests Card::take_requests() { return std::exchange(requests_, {}); }
bool Card::take_changed() { return std::exchange(changed_, false); }

}  // namespace latido::monitor
