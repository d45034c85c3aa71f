#pragma once

#include "common/clock.h"
#include "common/health/beat_codec.h"
#include "monitor/detector.h"
#include "monitor/state.h"
#include "monitor/verdict.h"

#include <cstdint>
#include <optional>
#include <string>

namespace latido::monitor {

// Which process a service is.
struct Identity {
  std::string incarnation;
  std::uint32_t pid = 0;
  std::uint64_t start_ticks = 0;
  bool local = false;  // on this machine, so that /proc knows it

  friend bool operator==(const Identity&, const Identity&) = default;
};

// What a card wants the world to do; the answers come back through on_echo() and so on.
struct Requests {
  std::string echo_nonce;  // empty: no echo wanted
  bool probe_port = false;
  bool look = false;   // at identity(), or by name where there is none
  bool watch = false;  // identity() is new: watch it for death
};

// A suspicion under verification: the present round of echo, probe and look.
struct Check {
  MonotonicTime started;
  MonotonicTime round_started;
  std::string nonce;
  EchoState echo = EchoState::pending;
  Duration echo_took = Duration::zero();
  PortState port = PortState::unprobed;
  bool probed = false;  // the probe is over, even where it could not find anything out
  ProcessLook look;
};

struct CardOptions {
  std::string service;
  std::string boot_id;  // of this machine
  std::uint16_t beat_port = 0;
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

  Card(CardOptions options, MonotonicTime now);

  void on_beat(const health::Beat& beat, MonotonicTime now);
  void on_echo(const health::EchoReply& reply, MonotonicTime now);
  void on_port(PortState port, MonotonicTime now);
  void on_look(const ProcessLook& look, MonotonicTime now);
  // The kernel says that the watched process has ended. `how`: "killed by signal 9", or empty where
  // that cannot be known.
  void on_death(const std::string& how, MonotonicTime now);
  // The process cannot be seen from here (another pid namespace): it is not looked at any more.
  void on_watch_failed();
  // The monitor itself was held up: whatever looked late is forgiven.
  void on_own_stall(MonotonicTime now);
  // Once per loop turn, after all of the above. `own_lag`: see Detector::late.
  void turn(MonotonicTime now, Duration own_lag);

  Requests take_requests();
  // True once after the verdict, its cause or the identity has changed.
  bool take_changed();

  // Without since_unix_ms, restarts and recovering: those are not the card's.
  [[nodiscard]] ServiceState state(MonotonicTime now) const;
  [[nodiscard]] Verdict verdict() const { return verdict_; }
  [[nodiscard]] const std::optional<Identity>& identity() const { return identity_; }
  // Nothing is there any more, or never was: it may be started.
  [[nodiscard]] bool absent() const;
  [[nodiscard]] std::uint64_t refuted() const { return refuted_; }

 private:
  void adopt(const health::Beat& beat, MonotonicTime now);
  void settle(MonotonicTime now);
  void begin_round(MonotonicTime now);
  [[nodiscard]] bool round_over(MonotonicTime now) const;
  void conclude(MonotonicTime now);
  void apply(const Finding& finding, MonotonicTime now);
  [[nodiscard]] bool beating(MonotonicTime now) const;
  [[nodiscard]] std::optional<StuckLoop> stuck_loop() const;
  [[nodiscard]] Observation observe(MonotonicTime now) const;
  [[nodiscard]] Evidence evidence(MonotonicTime now) const;

  CardOptions options_;
  Detector detector_;
  std::optional<Identity> identity_;
  std::string dead_incarnation_;  // its last beats may still be under way
  health::Beat last_;
  std::optional<MonotonicTime> last_beat_at_;
  int good_beats_ = 0;
  Duration own_lag_ = Duration::zero();

  std::optional<Check> check_;
  std::uint64_t next_nonce_ = 1;
  std::string nonce_prefix_;
  std::uint64_t refuted_ = 0;

  Verdict verdict_ = Verdict::unknown;
  Evidence judged_;  // the evidence at the last judgement
  std::uint32_t last_pid_ = 0;
  Requests requests_;
  bool changed_ = false;
};

}  // namespace latido::monitor
