#pragma once

#include "common/clock.h"
#include "common/health/beat_codec.h"
#include "monitor/check.h"
#include "monitor/detector.h"
#include "monitor/loop_ages.h"
#include "monitor/state.h"
#include "monitor/verdict.h"

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <utility>
#include <vector>

namespace latido::monitor {

// Which process a service is.
struct Identity {
  std::string incarnation;
  std::uint32_t pid = 0;
  std::uint64_t start_ticks = 0;
  bool local = false;  // on this machine, so that /proc knows it

  friend bool operator==(const Identity&, const Identity&) = default;
};

struct CardOptions {
  std::string service;
  std::string boot_id;  // of this machine
  std::uint16_t beat_port = 0;
  std::string host;                     // of its beat endpoint
  std::vector<std::string> depends_on;  // names of services
};

// What is known of one service, and how it changes: unknown -> starting -> up; late or stuck ->
// verifying (silent) -> refuted, or a verdict; up again after a few good beats. Pure: time is an
// argument, wishes come out as Requests.
class Card {
 public:
  static constexpr int kGoodBeats = 5;  // in a row before it is up (again)
  static constexpr std::chrono::milliseconds kEchoTimeout{100};
  static constexpr std::chrono::milliseconds kRoundPause{50};       // between looks while verifying
  static constexpr std::chrono::milliseconds kRoundPauseDown{250};  // while a verdict stands
  static constexpr std::chrono::milliseconds kRoundPauseAbsent{1000};  // while nothing is there
  // A loop is stuck when older than the budget it declared, and than this in any case.
  static constexpr std::chrono::milliseconds kLoopAgeMin{250};
  // And before its first turn than this: things are set up then.
  static constexpr std::chrono::milliseconds kBeginMax{60'000};
  // Where a service was starved, its loops are old for a while after it gets the CPU again.
  static constexpr std::chrono::milliseconds kStarvedGrace{500};
  // Who has the port of an absent service is looked up when it has not been heard for so long: a
  // walk over /proc, which would hold the monitor up where it starts with many services.
  static constexpr std::chrono::milliseconds kOwnerAfter{300};
  // One that is down is down for another cause only when so many rounds in a row say so: what a
  // thread does at one moment is chance.
  static constexpr int kAgreeingRounds = 3;
  static constexpr int kAgreeingRoundsToHang = 12;  // the hung may be killed
  // So long before that it is asked for a deep echo, so that the answer is there in time.
  static constexpr std::chrono::milliseconds kDeepLead{100};
  // While all is well, a deep echo is asked for so long after the last answer: it is what tells of
  // a lost store.
  static constexpr std::chrono::milliseconds kDeepEvery{1000};
  // And again, where no answer comes: the question may be lost.
  static constexpr std::chrono::milliseconds kDeepAgain{3000};

  Card(CardOptions options, MonotonicTime now);

  // What came from its port: a beat or an echo; the rest is nothing to it. What an echo or a port
  // means is for turn() to conclude, once all that waited has been taken in.
  void on_message(const health::HealthMessage& message, MonotonicTime now);
  void on_beat(const health::Beat& beat, MonotonicTime now);
  void on_echo(const health::EchoReply& reply, MonotonicTime now);
  void on_port(PortState port, MonotonicTime now);
  void on_look(const ProcessLook& look, MonotonicTime now);
  void on_threads(const ThreadsLook& look, const std::string& pressure, MonotonicTime now);
  void on_owner(const PortOwner& owner, MonotonicTime now);
  // The kernel says that the watched process has ended. `how`: "killed by signal 9", or empty where
  // that cannot be known (yet: it may be told again).
  void on_death(const std::string& how, MonotonicTime now, bool pid_reused = false);
  // A while after that it is still there, as a zombie.
  void on_left_unreaped(MonotonicTime now);
  [[nodiscard]] bool death_unexplained() const {
    return !death_cause_.empty() && !death_explained_;
  }
  // The process cannot be seen from here (another pid namespace): it is not looked at any more.
  void on_watch_failed();
  // The monitor itself was held up: whatever looked late is forgiven.
  void on_own_stall(MonotonicTime now);
  // From now on a tool of the monitor's own stops it: its death and another incarnation are told,
  // and end this; nothing else is, and silence counts for nothing.
  void hold();
  [[nodiscard]] bool held() const { return hold_.has_value(); }
  // While it is held: what hung then goes on.
  [[nodiscard]] bool came_round() const;
  // It is hung, and in the very turn that hung: not only about to prove that it is well again.
  // Never in a turn before its first one, of which the heart does not know what it does.
  [[nodiscard]] bool still_hangs() const;
  void release(MonotonicTime now);
  // Once per loop turn, after all of the above. `own_lag`: see Detector::late.
  void turn(MonotonicTime now, Duration own_lag, const Surroundings& around = {});

  Requests take_requests();
  // True once after the verdict, its cause or the identity has changed.
  bool take_changed();

  // Without since_unix_ms, restarts and recovering: those are not the card's.
  [[nodiscard]] ServiceState state(MonotonicTime now) const;
  [[nodiscard]] const std::string& name() const { return options_.service; }
  [[nodiscard]] Verdict verdict() const { return verdict_; }
  [[nodiscard]] const Evidence& judged() const { return judged_; }  // when the verdict fell
  [[nodiscard]] const std::optional<Identity>& identity() const { return identity_; }
  // Nothing is there any more, or never was: it may be started.
  [[nodiscard]] bool absent() const;
  // True once after a late beat has come after all: the suspicion was wrong.
  bool take_refuted() { return std::exchange(refuted_, false); }
  [[nodiscard]] bool heard_lately(MonotonicTime now) const { return beating(now); }

 private:
  void adopt(const health::Beat& beat, MonotonicTime now);
  void note_stranger(const std::string& name, MonotonicTime now);
  void take_loops(const std::vector<health::LoopState>& loops);
  void note_deep_echo(const health::EchoReply& reply, MonotonicTime now);
  void settle(MonotonicTime now);
  void begin_round(MonotonicTime now);
  void begin_check(MonotonicTime now);
  void note_loop_in_question(MonotonicTime now);
  void suspect_otherwise(MonotonicTime now);
  void suspect_silence(MonotonicTime now);
  void note_gap(Duration not_run, bool was_stuck);
  void ask_deep(MonotonicTime now);
  [[nodiscard]] bool deep_is_stale(MonotonicTime now) const;
  void time_out_echoes(MonotonicTime now);
  void want_owner(MonotonicTime now);
  [[nodiscard]] std::string next_nonce();
  [[nodiscard]] bool round_over(MonotonicTime now) const;
  void conclude(MonotonicTime now);
  [[nodiscard]] bool holds(const Finding& finding);
  void apply(const Finding& finding, MonotonicTime now);
  [[nodiscard]] bool beating(MonotonicTime now) const;
  [[nodiscard]] Duration limit_of(const health::LoopState& loop) const;
  // A loop that is older than it may be; with kDeepLead as `lead` one that soon will be.
  [[nodiscard]] std::optional<StuckLoop> stuck_loop(Duration lead = Duration::zero()) const;
  void note_hung_turns();
  // Each of these loops is at that many turns later, or gone.
  [[nodiscard]] bool has_done(std::uint64_t more,
                              const std::map<std::string, std::uint64_t>& turns) const;
  // If it has not come round since its last beat, a loop is too old by now (or it has none).
  [[nodiscard]] bool overdue(MonotonicTime now) const;
  [[nodiscard]] std::string loop_not_begun() const;  // empty: all have
  [[nodiscard]] std::uint32_t thread_in_question(MonotonicTime now) const;
  [[nodiscard]] Observation observe(MonotonicTime now) const;
  [[nodiscard]] Evidence evidence(MonotonicTime now) const;

  CardOptions options_;
  Detector detector_;
  std::optional<Identity> identity_;
  std::string dead_incarnation_;  // its last beats may still be under way
  std::string death_cause_;       // of that one, while nothing has taken its place
  Reason death_reason_ = Reason::ended;
  bool death_explained_ = false;  // its signal or exit code is known
  health::Beat last_;
  std::optional<MonotonicTime> last_beat_at_;
  LoopAges ages_;
  bool just_back_ = false;  // it was held up until its last beat, and no loop looked stuck before
  int good_beats_ = 0;
  Duration own_lag_ = Duration::zero();
  Surroundings around_;
  std::string stranger_;  // another name under which beats come here
  MonotonicTime stranger_at_;

  std::optional<Check> check_;
  DeepAsk deep_;
  std::optional<Hold> hold_;
  std::map<std::string, std::uint64_t> hung_at_;  // its loops that hung: the last turn that did
  ActivityWatch activity_;
  std::optional<MonotonicTime> starved_at_;  // when it was last seen so
  std::optional<Doubt> doubt_;
  std::string pressure_;
  std::uint64_t next_nonce_ = 1;
  std::string nonce_prefix_;
  bool refuted_ = false;

  Verdict verdict_ = Verdict::unknown;
  Evidence judged_;  // the evidence at the last judgement
  std::uint32_t last_pid_ = 0;
  Requests requests_;
  bool changed_ = false;
};

}  // namespace latido::monitor
