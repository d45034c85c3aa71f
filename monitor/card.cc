#include "monitor/card.h"

#include "common/ids.h"

#include <algorithm>
#include <array>
#include <cstdio>
#include <utility>

namespace latido::monitor {
namespace {

std::uint32_t oldest_loop_ms(const health::Beat& beat) {
  std::uint32_t oldest = 0;
  for (const auto& loop : beat.loops) oldest = std::max(oldest, loop.age_ms);
  return oldest;
}

std::string echo_text(EchoState echo, Duration took) {
  if (echo == EchoState::ok) {
    std::array<char, 32> text{};
    std::snprintf(text.data(),
                  text.size(),
                  "ok %.1f ms",
                  std::chrono::duration<double, std::milli>(took).count());
    return text.data();
  }
  if (echo == EchoState::none) return "none in " + std::to_string(to_ms(took)) + " ms";
  return "";
}

const char* process_text(ProcessState state) {
  switch (state) {
    case ProcessState::unlooked:
      return "";
    case ProcessState::absent:
      return "none of that name";
    case ProcessState::running:
      return "R (running)";
    case ProcessState::sleeping:
      return "S (sleeping)";
    case ProcessState::waiting_io:
      return "D (waiting for a device)";
    case ProcessState::stopped:
      return "T (stopped)";
    case ProcessState::zombie:
      return "zombie";
    case ProcessState::gone:
      return "gone";
    case ProcessState::other_start:
      return "other start time";
  }
  return "";
}

}  // namespace

Card::Card(CardOptions options, MonotonicTime now)
    : options_(std::move(options)), nonce_prefix_(random_hex_128()) {
  detector_.restart(now);
  begin_round(now);
}

void Card::on_beat(const health::Beat& beat, MonotonicTime now) {
  if (beat.service != options_.service || beat.incarnation == dead_incarnation_) return;
  if (!identity_ || beat.incarnation != identity_->incarnation) {
    adopt(beat, now);
  } else if (beat.sequence <= last_.sequence && last_beat_at_) {
    return;  // seen already
  }
  const bool on_time = !detector_.late(now, own_lag_);
  detector_.beat(beat.sequence, now, std::chrono::milliseconds(beat.interval_ms));
  last_ = beat;
  last_beat_at_ = now;
  if (stuck_loop()) {
    good_beats_ = 0;
    return;  // turn() verifies it
  }
  good_beats_ = on_time ? good_beats_ + 1 : 1;
  if (check_ && verdict_ == Verdict::up) ++refuted_;
  check_.reset();
  settle(now);
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
  detector_.restart(now);
  requests_.watch = identity_->local;
  changed_ = true;
  apply({Verdict::starting,
         replaces ? who + " beats in place of process " + before : "first sign of " + who},
        now);
}

// A good beat came: what does the service say of itself?
void Card::settle(MonotonicTime now) {
  const auto finding = judge(observe(now));
  if (!finding) return;
  const bool back_up = finding->verdict == Verdict::up && verdict_ != Verdict::up;
  if (!back_up || good_beats_ >= kGoodBeats) apply(*finding, now);
}

void Card::on_echo(const health::EchoReply& reply, MonotonicTime now) {
  if (!check_ || reply.nonce != check_->nonce || check_->echo == EchoState::ok) return;
  if (reply.beat.service != options_.service || reply.beat.incarnation == dead_incarnation_) return;
  if (!identity_ || reply.beat.incarnation != identity_->incarnation) {
    adopt(reply.beat, now);
    return;
  }
  check_->echo = EchoState::ok;
  check_->echo_took = now - check_->round_started;
  last_.loops = reply.beat.loops;
  conclude(now);
}

void Card::on_port(PortState port, MonotonicTime now) {
  if (!check_) return;
  check_->port = port;
  check_->probed = true;
  conclude(now);
}

void Card::on_look(const ProcessLook& look, MonotonicTime now) {
  if (!check_) return;
  check_->look = look;
  conclude(now);
}

void Card::on_death(const std::string& how, MonotonicTime now) {
  if (!identity_) return;
  auto cause = "process " + std::to_string(identity_->pid) + " ended";
  if (last_.phase == health::Phase::stopping) cause += " after it said that it was stopping";
  if (!how.empty()) cause += ": " + how;
  apply({Verdict::crashed, cause}, now);
}

void Card::on_watch_failed() {
  if (identity_) identity_->local = false;
}

void Card::on_own_stall(MonotonicTime now) {
  check_.reset();
  detector_.restart(now);
}

void Card::turn(MonotonicTime now, Duration own_lag) {
  own_lag_ = own_lag;
  if (verdict_ == Verdict::crashed) return;  // until another incarnation beats
  const bool suspicious = !beating(now) || stuck_loop();
  if (!suspicious) return;
  if (!check_) {
    begin_round(now);
    return;
  }
  const auto waited = now - check_->round_started;
  if (check_->echo == EchoState::pending && waited >= kEchoTimeout + own_lag_) {
    check_->echo = EchoState::none;
    check_->echo_took = waited;
  }
  conclude(now);
  if (check_ && round_over(now)) begin_round(now);
}

void Card::begin_round(MonotonicTime now) {
  const auto started = check_ ? check_->started : now;
  check_.emplace();
  check_->started = started;
  check_->round_started = now;
  check_->nonce = nonce_prefix_ + "-" + std::to_string(next_nonce_++);
  requests_.echo_nonce = check_->nonce;
  requests_.probe_port = true;
  requests_.look = !identity_ || identity_->local;
}

bool Card::round_over(MonotonicTime now) const {
  const bool verifying = verdict_ == Verdict::up || verdict_ == Verdict::unknown;
  const auto pause = verifying ? kRoundPause : identity_ ? kRoundPauseDown : kRoundPauseAbsent;
  return check_->echo != EchoState::pending && check_->probed &&
         now - check_->round_started >= pause;
}

void Card::conclude(MonotonicTime now) {
  if (!check_ || (beating(now) && !stuck_loop())) return;
  if (const auto finding = judge(observe(now))) apply(*finding, now);
}

void Card::apply(const Finding& finding, MonotonicTime now) {
  if (finding.verdict != verdict_ || finding.cause != judged_.cause) changed_ = true;
  judged_ = evidence(now);
  judged_.cause = finding.cause;
  verdict_ = finding.verdict;
  if (verdict_ == Verdict::up) return;
  good_beats_ = 0;
  if (verdict_ == Verdict::crashed && identity_) {
    dead_incarnation_ = identity_->incarnation;
    identity_.reset();
    check_.reset();
  }
}

bool Card::beating(MonotonicTime now) const {
  return last_beat_at_ && identity_ && !detector_.late(now, own_lag_);
}

std::optional<StuckLoop> Card::stuck_loop() const {
  for (const auto& loop : last_.loops) {
    const auto budget = std::chrono::milliseconds(loop.budget_ms);
    // Where the monitor is starved, so is the loop: it gets twice the time that the monitor lost.
    const Duration limit = std::max<Duration>(budget, kLoopAgeMin) + 2 * own_lag_;
    if (std::chrono::milliseconds(loop.age_ms) > limit) return StuckLoop{loop.name, loop.operation};
  }
  return std::nullopt;
}

Observation Card::observe(MonotonicTime now) const {
  Observation seen;
  seen.heard = identity_.has_value();
  seen.beating = beating(now);
  seen.phase = last_.phase;
  seen.stuck = stuck_loop();
  if (check_) {
    seen.echo = check_->echo;
    seen.port = check_->port;
    seen.process = check_->look;
    seen.verifying = now - check_->started;
  }
  return seen;
}

Evidence Card::evidence(MonotonicTime now) const {
  Evidence out;
  out.lateness_ms = to_ms(detector_.lateness(now));
  out.loop_age_ms = oldest_loop_ms(last_);
  if (check_) {
    out.echo = echo_text(check_->echo, check_->echo_took);
    out.port = check_->port;
    out.process = process_text(check_->look.state);
  }
  return out;
}

bool Card::absent() const {
  return verdict_ == Verdict::crashed ||
         (verdict_ == Verdict::unreachable && judged_.port == PortState::closed);
}

ServiceState Card::state(MonotonicTime now) const {
  auto evidence_now = judged_;
  if (verdict_ == Verdict::up) {
    evidence_now.lateness_ms = to_ms(detector_.lateness(now));
    evidence_now.loop_age_ms = oldest_loop_ms(last_);
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
          .recovering = false};
}

Requests Card::take_requests() { return std::exchange(requests_, {}); }
bool Card::take_changed() { return std::exchange(changed_, false); }

}  // namespace latido::monitor
