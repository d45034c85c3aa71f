#pragma once

#include "monitor/card.h"

#include <string>
#include <vector>

#include <gtest/gtest.h>

namespace latido::monitor {

using std::chrono::milliseconds;
inline constexpr milliseconds kEta{50};

// A card, a clock, and the beats of one process.
class CardUnderTest : public ::testing::Test {
 protected:
  CardUnderTest() { process("aaaa", 100); }

  void process(const std::string& incarnation, std::uint32_t pid) {
    beat_ = {};
    beat_.service = "comandos";
    beat_.incarnation = incarnation;
    beat_.pid = pid;
    beat_.start_ticks = 5000 + pid;
    beat_.boot_id = "this-boot";
    beat_.interval_ms = 50;
    beat_.phase = health::Phase::serving;
    beat_.heart_tid = pid + 1;
    beat_.loops = {{.name = "writer",
                    .turns = 1,
                    .age_ms = 1,
                    .operation = "commit",
                    .budget_ms = 100,
                    .tid = pid + 2}};
  }

  void beats(int count) {
    for (int i = 0; i < count; ++i) {
      pass(kEta);
      beat();
      turn();
    }
  }

  void beat() {
    ++beat_.sequence;
    beat_.sent_monotonic_ns = std::chrono::nanoseconds(now_.time_since_epoch()).count();
    card_.on_beat(beat_, now_);
  }

  void bring_up() {
    beats(5);
    ASSERT_EQ(card_.verdict(), Verdict::up);
    clear();
  }

  // Time goes by in turns of 10 ms.
  void silence(milliseconds span) {
    for (const auto end = now_ + span; now_ < end;) {
      pass(milliseconds(10));
      turn();
    }
  }

  void turn() {
    card_.turn(now_, lag_);
    auto wishes = card_.take_requests();
    if (!wishes.echo_nonce.empty()) nonce_ = wishes.echo_nonce;
    if (!wishes.deep_nonce.empty()) deep_nonce_ = wishes.deep_nonce;
    if (wishes.look_tid != 0) looked_tid_ = wishes.look_tid;
    owner_looks_ += wishes.find_owner ? 1 : 0;
    looks_ += wishes.look ? 1 : 0;
    probes_ += wishes.probe_port ? 1 : 0;
    watches_ += wishes.watch ? 1 : 0;
  }

  void echo() {
    health::EchoReply reply{nonce_, beat_};
    card_.on_echo(reply, now_);
    turn();
  }

  void deep_echo(health::DeepEcho outcome) {
    card_.on_echo(health::EchoReply{deep_nonce_, beat_, outcome}, now_);
    turn();
  }

  // What /proc tells of the thread in question.
  void threads(ProcessState state, std::int64_t cpu_ms, std::int64_t run_delay_ms, bool lock) {
    ThreadsLook look{.at = now_, .state = state, .wait_channel = "", .times = {}};
    look.waits_for_lock = lock;
    const bool ready = state == ProcessState::running;
    look.times = {{looked_tid_, cpu_ms * 1'000'000, run_delay_ms * 1'000'000, ready}};
    card_.on_threads(look, "cpu 90 %", now_);
  }

  // Beats go on while the loop does not come round.
  void stuck_beats(int count) {
    for (int i = 0; i < count; ++i) {
      beat_.loops[0].age_ms += 50;
      beats(1);
    }
  }

  // Beats that are each followed by an echo and a look at the port.
  void rounds(int count, std::uint32_t older_ms = 0) {
    for (int i = 0; i < count; ++i) {
      beat_.loops[0].age_ms += older_ms;
      beats(1);
      echo();
      card_.on_port(PortState::open, now_);
    }
  }

  // With SIGSTOP, from just after its last beat until just before its next one.
  void stopped_for(milliseconds span) {
    silence(milliseconds(110));
    card_.on_look({ProcessState::stopped, 100}, now_);
    card_.on_port(PortState::open, now_);
    silence(span - milliseconds(110));
    card_.on_look({ProcessState::sleeping, 100}, now_);
    beat_.loops[0].age_ms += static_cast<std::uint32_t>(span.count());
  }

  void add_a_loop_that_is_always_nearly_too_old() {
    beat_.loops.push_back(
        {.name = "slow", .turns = 1, .age_ms = 200, .operation = "", .budget_ms = 0, .tid = 104});
  }

  // Up to the verdict; the first of its loops does not come round.
  void hang() {
    bring_up();
    for (int i = 0; i < 5; ++i) {
      stuck_beats(1);
      if (!nonce_.empty()) echo();
    }
    ASSERT_EQ(card_.verdict(), Verdict::hung);
    clear();
  }

  void clear() {
    card_.take_changed();
    deep_nonce_.clear();
    nonce_.clear();
    looks_ = 0;
    probes_ = 0;
  }

  void pass(milliseconds span) { now_ += span; }
  [[nodiscard]] std::string cause() const { return card_.state(now_).evidence.cause; }

  MonotonicTime now_{milliseconds(1'000'000)};
  Duration lag_ = Duration::zero();
  health::Beat beat_;
  Card card_{{.service = "comandos",
              .boot_id = "this-boot",
              .beat_port = 5001,
              .host = "tcp://127.0.0.1",
              .depends_on = {}},
             now_};
  std::string nonce_;
  std::string deep_nonce_;
  std::uint32_t looked_tid_ = 0;
  int owner_looks_ = 0;
  int looks_ = 0;
  int probes_ = 0;
  int watches_ = 0;
};

}  // namespace latido::monitor
