// What a card concludes from what its looks have found.
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
  const Duration least = loop.turns == 0 ? Card::kBeginMax : Card::kLoopAgeMin;
  return std::max<Duration>(std::chrono::milliseconds(loop.budget_ms), least);
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

void Card::conclude(MonotonicTime now) {
  const bool beats = beating(now);
  if (hold_ || !check_ || (beats && (just_back_ || !stuck_loop()))) return;
  const auto finding = judge(observe(now));
  if (!finding || (finding->verdict == Verdict::crashed && verdict_ == Verdict::crashed)) return;
  if (finding->verdict == Verdict::starved) starved_at_ = now;
  const bool just_starved = starved_at_ && now - *starved_at_ < kStarvedGrace;
  if (finding->verdict == Verdict::hung && just_starved) return;
  if (beats == check_->silent_since.has_value()) return;     // turn() asks anew
  if (check_->round.tid != thread_in_question(now)) return;  // likewise
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
  const bool hangs_now = finding.verdict == Verdict::hung && verdict_ != Verdict::hung;
  const bool again = doubt_ && doubt_->verdict == finding.verdict &&
                     (hangs_now || doubt_->reason == finding.reason);
  if (!again) doubt_ = Doubt{finding.verdict, finding.reason, {}, 0};
  if (doubt_->rounds == 0 || doubt_->round != check_->round.started) ++doubt_->rounds;
  doubt_->round = check_->round.started;
  return doubt_->rounds >= (hangs_now ? kAgreeingRoundsToHang : kAgreeingRounds);
}

void Card::apply(const Finding& finding, MonotonicTime now) {
  if (finding.verdict != verdict_ || finding.cause != judged_.cause) changed_ = true;
  judged_ = evidence(now);
  judged_.cause = finding.cause;
  judged_.reason = finding.reason;
  if (finding.verdict != Verdict::hung || verdict_ != Verdict::hung) hung_at_.clear();
  if (finding.verdict == Verdict::hung) note_hung_turns();
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

void Card::hold() { hold_ = Hold{hung_at_, last_.sequence}; }

void Card::note_hung_turns() {
  for (const auto& loop : last_.loops) {
    if (ages_.age(loop) > limit_of(loop)) hung_at_[loop.name] = loop.turns;
  }
}

bool Card::has_done(std::uint64_t more, const std::map<std::string, std::uint64_t>& turns) const {
  return std::none_of(last_.loops.begin(), last_.loops.end(), [&](const auto& loop) {
    const auto it = turns.find(loop.name);
    return it != turns.end() && loop.turns < it->second + more;
  });
}

bool Card::still_hangs() const {
  const bool begun = std::none_of(
      hung_at_.begin(), hung_at_.end(), [](const auto& loop) { return loop.second == 0; });
  return verdict_ == Verdict::hung && begun && (hung_at_.empty() || !has_done(1, hung_at_));
}

bool Card::came_round() const {
  if (!hold_) return false;
  if (hold_->stuck.empty()) return last_.sequence != hold_->sequence;
  return has_done(1, hold_->stuck);
}

void Card::release(MonotonicTime now) {
  hold_.reset();
  on_own_stall(now);
  good_beats_ = 0;
}

bool Card::beating(MonotonicTime now) const { return identity_ && !detector_.late(now, own_lag_); }

// Where the monitor is starved, so is the loop: it gets twice the time that the monitor lost.
Duration Card::limit_of(const health::LoopState& loop) const {
  return turn_limit(loop) + 2 * own_lag_;
}

std::optional<StuckLoop> Card::stuck_loop(Duration lead) const {
  std::optional<StuckLoop> worst;
  Duration most = -lead;
  for (const auto& loop : last_.loops) {
    const auto over = ages_.age(loop) - limit_of(loop);
    // Of two that hang the one that is looked at stays in question.
    const bool looked_at = check_ && check_->loop == loop.name && over > Duration::zero();
    if (!looked_at && over <= most) continue;
    most = looked_at ? Duration::max() : over;
    worst = StuckLoop{loop.name, loop.operation, loop.tid, turn_limit(loop)};
  }
  return worst;
}

bool Card::overdue(MonotonicTime now) const {
  if (!last_beat_at_) return false;
  const auto silence = now - *last_beat_at_;
  const auto& loops = last_.loops;
  return loops.empty() || std::any_of(loops.begin(), loops.end(), [&](const auto& loop) {
           return ages_.age(loop) + silence > limit_of(loop);
         });
}

std::string Card::loop_not_begun() const {
  const auto loop = std::find_if(
      last_.loops.begin(), last_.loops.end(), [](const auto& each) { return each.turns == 0; });
  return loop == last_.loops.end() ? "" : loop->name;
}

std::uint32_t Card::thread_in_question(MonotonicTime now) const {
  if (!identity_ || !identity_->local) return 0;
  const bool silent =
      check_ && check_->silent_since && now - *check_->silent_since >= kSilentAliveGrace / 2;
  const auto stuck = silent ? std::nullopt : stuck_loop(kDeepLead);
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
  seen.overdue = overdue(now);
  seen.not_begun = loop_not_begun();
  seen.deep_echo = deep_.state;
  seen.store_failed = deep_.failed;
  seen.around = around_;
  if (identity_ && activity_.tid() == thread_in_question(now)) {
    seen.activity = activity_.activity(seen.stuck ? seen.stuck->limit : kSilentAliveGrace);
  }
  if (!stranger_.empty() && now - stranger_at_ < kStrangerMemory) seen.stranger = stranger_;
  if (!identity_ && has_ended(verdict_)) seen.death_cause = death_cause_;
  if (!check_) return seen;
  seen.echo = check_->round.echo;
  seen.port = check_->round.port;
  seen.process = check_->round.look;
  seen.owner = check_->owner;
  seen.owner_pending = check_->owner_wanted || requests_.find_owner;
  seen.verifying = now - check_->silent_since.value_or(check_->loop_since);
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
  const auto activity = activity_.activity(Duration::max());
  out.wait_channel = activity.wait_channel;
  out.cpu_percent = activity.cpu_percent;
  out.run_delay_percent = std::max(activity.run_delay_percent, activity.worst_run_delay_percent);
  out.pressure = pressure_;
  return out;
}

}  // namespace latido::monitor
