// The card's own turns: rounds of looks while something is suspected.
#include "monitor/card.h"
#include "monitor/evidence_text.h"

namespace latido::monitor {

void Card::turn(MonotonicTime now, Duration own_lag, const Surroundings& around) {
  own_lag_ = own_lag;
  around_ = around;
  if (hold_) return;
  const bool suspicious = !beating(now) || stuck_loop(kDeepLead);
  if (!suspicious) {
    const bool again =
        deep_.answered ? now - *deep_.answered >= kDeepEvery : now - deep_.asked >= kDeepAgain;
    if (!check_ && again) ask_deep(now);
    return;
  }
  if (!check_) {
    begin_round(now);
    return;
  }
  if (beating(now) == check_->silent_since.has_value()) return suspect_otherwise(now);
  // What one thread does tells nothing of another one's loop.
  if (check_->round.tid != thread_in_question(now)) return begin_round(now);
  time_out_echoes(now);
  conclude(now);
  if (check_ && round_over(now)) begin_round(now);
}

// Silence and a stuck loop are two suspicions: here one turns into the other.
void Card::suspect_otherwise(MonotonicTime now) {
  if (!beating(now)) {
    suspect_silence(now);
    begin_round(now);
  } else if (just_back_) {
    check_.reset();
    begin_round(now);
  } else {
    check_->silent_since.reset();
  }
}

// What it answered while it beat says nothing of silence.
void Card::suspect_silence(MonotonicTime now) {
  check_->silent_since = now;
  check_->answers_since.reset();
}

void Card::time_out_echoes(MonotonicTime now) {
  auto& round = check_->round;
  const auto waited = now - round.started;
  if (round.echo == EchoState::pending && waited >= kEchoTimeout + own_lag_) {
    round.echo = EchoState::none;
    round.echo_took = waited;
  }
  // In a silence nothing of the process may run: that it does not answer then is no sign.
  const auto deep_waited = now - deep_.asked - deep_.not_run;
  if (beating(now) && deep_.state == EchoState::pending && deep_waited >= kEchoTimeout + own_lag_) {
    deep_.state = EchoState::none;
    deep_.told = echo_text(EchoState::none, deep_waited);
  }
}

// Of the first beat after a gap nothing is concluded: its loops have not had the time to come
// round. What hung before the gap had.
void Card::note_gap(Duration not_run, bool was_stuck) {
  deep_.not_run += not_run;
  just_back_ = not_run > Duration::zero() && !was_stuck;
}

std::string Card::next_nonce() { return nonce_prefix_ + "-" + std::to_string(next_nonce_++); }

void Card::begin_round(MonotonicTime now) {
  if (!check_) {
    begin_check(now);
  } else if (deep_is_stale(now)) {
    ask_deep(now);
  }
  note_loop_in_question(now);
  check_->round = {};
  check_->round.started = now;
  check_->round.nonce = next_nonce();
  requests_.echo_nonce = check_->round.nonce;
  requests_.probe_port = true;
  requests_.look = identity_ ? identity_->local : death_cause_.empty();
  check_->round.tid = thread_in_question(now);
  requests_.look_tid = check_->round.tid;
}

// A suspicion of one loop may last, and says nothing of another.
void Card::note_loop_in_question(MonotonicTime now) {
  const auto stuck = stuck_loop(kDeepLead);
  if (!stuck || stuck->name == check_->loop) return;
  check_->loop = stuck->name;
  check_->loop_since = now;
}

void Card::begin_check(MonotonicTime now) {
  check_.emplace().started = now;
  check_->loop_since = now;
  if (!beating(now)) suspect_silence(now);
  if (!identity_) return;
  activity_.forget();  // what its threads did before tells nothing of this suspicion
  ask_deep(now);
}

void Card::ask_deep(MonotonicTime now) {
  if (deep_.answered) deep_.nonce = next_nonce();
  deep_.answered.reset();
  deep_.asked = now;
  deep_.not_run = Duration::zero();
  deep_.state = EchoState::pending;
  requests_.deep_nonce = deep_.nonce;
}

// A suspicion may last: of slow loops one is nearly too old at any time. An answer from before a
// loop stuck tells nothing of it, and a store may fail meanwhile.
bool Card::deep_is_stale(MonotonicTime now) const {
  return identity_ && deep_.answered && (stuck_loop() || now - *deep_.answered >= kDeepEvery);
}

bool Card::round_over(MonotonicTime now) const {
  const bool verifying =
      verdict_ == Verdict::unknown || (identity_ && !is_down(verdict_, judged_.reason));
  const auto pause = verifying ? kRoundPause : identity_ ? kRoundPauseDown : kRoundPauseAbsent;
  return check_->round.echo != EchoState::pending && check_->round.probed &&
         now - check_->round.started >= pause;
}

}  // namespace latido::monitor
