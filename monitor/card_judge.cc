// The card's own turns: rounds of looks while something is suspected, and what comes of them.
#include "monitor/card.h"
#include "monitor/evidence_text.h"

#include <algorithm>
#include <utility>

namespace latido::monitor {
namespace {

constexpr std::chrono::milliseconds kStrangerMemory{1000};

std::uint32_t oldest_loop_ms(const health::Beat& beat) {
  std::uint32_t oldest = 0;
  for (const auto& loop : beat.loops) oldest = std::max(oldest, loop.age_ms);
  return oldest;
}

// How old it may be, where nobody is in its way.
Duration turn_limit(const health::LoopState& loop) {
  return std::max<Duration>(std::chrono::milliseconds(loop.budget_ms), Card::kLoopAgeMin);
}

// On what they did in a moment, which the next one may belie.
bool rests_on_threads(Verdict verdict, Reason reason) {
  return verdict == Verdict::hung || verdict == Verdict::starved || verdict == Verdict::io_stall ||
         reason == Reason::heartbeat_stuck;
}

bool has_ended(Verdict verdict) {
  return verdict == Verdict::crashed || verdict == Verdict::impostor;
}

}  // namespace

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
  if (check_->round.tid != thread_in_question()) return begin_round(now);
  time_out_echoes(now);
  conclude(now);
  if (check_ && round_over(now)) begin_round(now);
}

// Silence and a stuck loop are two suspicions: here one turns into the other.
void Card::suspect_otherwise(MonotonicTime now) {
  if (!beating(now)) {
    begin_round(now);
    suspect_silence(now);
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
  check_->round = {};
  check_->round.started = now;
  check_->round.nonce = next_nonce();
  requests_.echo_nonce = check_->round.nonce;
  requests_.probe_port = true;
  requests_.look = identity_ ? identity_->local : death_cause_.empty();
  check_->round.tid = thread_in_question();
  requests_.look_tid = check_->round.tid;
}

void Card::begin_check(MonotonicTime now) {
  check_.emplace().started = now;
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
  const bool verifying = verdict_ == Verdict::up || verdict_ == Verdict::unknown;
  const auto pause = verifying ? kRoundPause : identity_ ? kRoundPauseDown : kRoundPauseAbsent;
  return check_->round.echo != EchoState::pending && check_->round.probed &&
         now - check_->round.started >= pause;
}

void Card::conclude(MonotonicTime now) {
  const bool beats = beating(now);
  if (hold_ || !check_ || (beats && (just_back_ || !stuck_loop()))) return;
  const auto finding = judge(observe(now));
  if (!finding || (finding->verdict == Verdict::crashed && verdict_ == Verdict::crashed)) return;
  if (finding->verdict == Verdict::starved) starved_at_ = now;
  const bool just_starved = starved_at_ && now - *starved_at_ < kStarvedGrace;
  if (finding->verdict == Verdict::hung && just_starved) return;
  if (beats == check_->silent_since.has_value()) return;  // turn() asks anew
  if (check_->round.tid != thread_in_question()) return;  // likewise
  if (holds(*finding)) apply(*finding, now);
}

// The first cause is told at once, and so is whatever does not rest on what threads do.
bool Card::holds(const Finding& finding) {
  const bool same = finding.verdict == verdict_ && finding.reason == judged_.reason;
  if (same || !rests_on_threads(verdict_, judged_.reason) ||
      !rests_on_threads(finding.verdict, finding.reason)) {
    doubt_.reset();
    return true;
  }
  const bool again =
      doubt_ && doubt_->verdict == finding.verdict && doubt_->reason == finding.reason;
  if (!again) doubt_ = Doubt{finding.verdict, finding.reason, {}, 0};
  if (doubt_->rounds == 0 || doubt_->round != check_->round.started) ++doubt_->rounds;
  doubt_->round = check_->round.started;
  const bool hangs_now = finding.verdict == Verdict::hung && verdict_ != Verdict::hung;
  return doubt_->rounds >= (hangs_now ? kAgreeingRoundsToHang : kAgreeingRounds);
}

void Card::apply(const Finding& finding, MonotonicTime now) {
  if (finding.verdict != verdict_ || finding.cause != judged_.cause) changed_ = true;
  judged_ = evidence(now);
  judged_.cause = finding.cause;
  judged_.reason = finding.reason;
  verdict_ = finding.verdict;
  doubt_.reset();
  if (verdict_ == Verdict::up) return;
  good_beats_ = 0;
  if (verdict_ != Verdict::crashed) return;
  death_cause_ = finding.cause;
  if (!identity_) return;
  death_reason_ = finding.reason;
  dead_incarnation_ = identity_->incarnation;
  identity_.reset();
  check_.reset();
  hold_.reset();
}

void Card::hold() {
  hold_.emplace().sequence = last_.sequence;
  for (const auto& loop : last_.loops) {
    if (ages_.age(loop) > limit_of(loop)) {
      hold_->stuck[loop.name] = loop.turns;
    }
  }
}

bool Card::came_round() const {
  if (!hold_) return false;
  if (hold_->stuck.empty()) return last_.sequence != hold_->sequence;
  return std::none_of(last_.loops.begin(), last_.loops.end(), [this](const auto& loop) {
    const auto it = hold_->stuck.find(loop.name);
    return it != hold_->stuck.end() && it->second == loop.turns;
  });
}

void Card::release(MonotonicTime now) {
  hold_.reset();
  on_own_stall(now);
  good_beats_ = 0;
}

bool Card::beating(MonotonicTime now) const {
  return identity_ && !detector_.late(now, own_lag_);
}

// Where the monitor is starved, so is the loop: it gets twice the time that the monitor lost.
Duration Card::limit_of(const health::LoopState& loop) const {
  return turn_limit(loop) + 2 * own_lag_;
}

std::optional<StuckLoop> Card::stuck_loop(Duration lead) const {
  for (const auto& loop : last_.loops) {
    if (loop.turns != 0 && ages_.age(loop) > limit_of(loop) - lead) {
      return StuckLoop{loop.name, loop.operation, loop.tid, turn_limit(loop)};
    }
  }
  return std::nullopt;
}

std::string Card::loop_not_begun() const {
  const auto loop = std::find_if(
      last_.loops.begin(), last_.loops.end(), [](const auto& each) { return each.turns == 0; });
  return loop == last_.loops.end() ? "" : loop->name;
}

std::uint32_t Card::thread_in_question() const {
  if (!identity_ || !identity_->local) return 0;
  auto stuck = stuck_loop();
  if (!stuck) stuck = stuck_loop(kDeepLead);
  if (stuck && stuck->tid != 0) return stuck->tid;
  return last_.heart_tid != 0 ? last_.heart_tid : identity_->pid;
}

Observation Card::observe(MonotonicTime now) const {
  Observation seen;
  seen.heard = identity_.has_value();
  seen.beating = beating(now);
  seen.phase = last_.phase;
  seen.read_lag_ms = last_.read_lag_ms;
  seen.stuck = stuck_loop();
  seen.not_begun = loop_not_begun();
  seen.deep_echo = deep_.state;
  seen.store_failed = deep_.failed;
  seen.around = around_;
  if (identity_ && activity_.tid() == thread_in_question()) seen.activity = activity_.activity();
  if (!stranger_.empty() && now - stranger_at_ < kStrangerMemory) seen.stranger = stranger_;
  if (!identity_ && has_ended(verdict_)) seen.death_cause = death_cause_;
  if (!check_) return seen;
  seen.echo = check_->round.echo;
  seen.port = check_->round.port;
  seen.process = check_->round.look;
  seen.owner = check_->owner;
  seen.owner_pending = check_->owner_wanted || requests_.find_owner;
  seen.verifying = now - check_->silent_since.value_or(check_->started);
  if (check_->answers_since) seen.answering = now - *check_->answers_since;
  if (check_->open_since) seen.open_for = now - *check_->open_since;
  return seen;
}

Evidence Card::evidence(MonotonicTime now) const {
  Evidence out;
  out.lateness_ms = to_ms(detector_.lateness(now));
  out.loop_age_ms = oldest_loop_ms(last_);
  out.deep_echo = deep_.told;
  if (!check_) return out;
  out.echo = echo_text(check_->round.echo, check_->round.echo_took);
  out.port = check_->round.port;
  out.process = process_text(check_->round.look.state);
  const auto activity = activity_.activity();
  out.wait_channel = activity.wait_channel;
  out.cpu_percent = activity.cpu_percent;
  out.run_delay_percent = std::max(activity.run_delay_percent, activity.worst_run_delay_percent);
  out.pressure = pressure_;
  return out;
}

}  // namespace latido::monitor
