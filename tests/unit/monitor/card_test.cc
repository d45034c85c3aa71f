#include "monitor/card.h"

#include <string>
#include <vector>

#include <gtest/gtest.h>

namespace latido::monitor {
namespace {

using std::chrono::milliseconds;
constexpr milliseconds kEta{50};

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
    beat_.loops = {
        {.name = "writer", .turns = 1, .age_ms = 1, .operation = "commit", .budget_ms = 100}};
  }

  void beats(int count) {
    for (int i = 0; i < count; ++i) {
      pass(kEta);
      ++beat_.sequence;
      card_.on_beat(beat_, now_);
      turn();
    }
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
    looks_ += wishes.look ? 1 : 0;
    probes_ += wishes.probe_port ? 1 : 0;
    watches_ += wishes.watch ? 1 : 0;
  }

  void echo() {
    health::EchoReply reply{nonce_, beat_};
    card_.on_echo(reply, now_);
  }

  void clear() {
    card_.take_changed();
    nonce_.clear();
    looks_ = 0;
    probes_ = 0;
  }

  void pass(milliseconds span) { now_ += span; }
  [[nodiscard]] std::string cause() const { return card_.state(now_).evidence.cause; }

  MonotonicTime now_{milliseconds(1'000'000)};
  Duration lag_ = Duration::zero();
  health::Beat beat_;
  Card card_{{.service = "comandos", .boot_id = "this-boot", .beat_port = 5001}, now_};
  std::string nonce_;
  int looks_ = 0;
  int probes_ = 0;
  int watches_ = 0;
};

TEST_F(CardUnderTest, IsUnknownAtFirstAndLooksAtOnceInEveryWay) {
  turn();
  EXPECT_EQ(card_.verdict(), Verdict::unknown);
  EXPECT_FALSE(nonce_.empty());
  EXPECT_EQ(looks_, 1);
  EXPECT_EQ(probes_, 1);
}

TEST_F(CardUnderTest, IsStartingAtTheFirstBeatAndUpAtTheFifth) {
  beats(1);
  EXPECT_EQ(card_.verdict(), Verdict::starting);
  EXPECT_EQ(watches_, 1);
  beats(3);
  EXPECT_EQ(card_.verdict(), Verdict::starting);
  beats(1);
  EXPECT_EQ(card_.verdict(), Verdict::up);
  EXPECT_EQ(card_.state(now_).pid, 100U);
}

TEST_F(CardUnderTest, StaysUpAndQuietWhileBeatsCome) {
  bring_up();
  beats(100);
  EXPECT_FALSE(card_.take_changed());
  EXPECT_EQ(looks_ + probes_, 0);
}

TEST_F(CardUnderTest, IgnoresBeatsOfAnotherService) {
  beat_.service = "consultas";
  beats(3);
  EXPECT_EQ(card_.verdict(), Verdict::unknown);
}

TEST_F(CardUnderTest, VerifiesALateBeatInSilenceAndIsRefutedByTheNext) {
  bring_up();
  silence(milliseconds(110));  // 50 + alpha 50 are over
  EXPECT_FALSE(nonce_.empty());
  EXPECT_EQ(looks_, 1);
  EXPECT_EQ(probes_, 1);
  ++beat_.sequence;
  card_.on_beat(beat_, now_);
  turn();
  EXPECT_EQ(card_.verdict(), Verdict::up);
  EXPECT_FALSE(card_.take_changed());
  EXPECT_EQ(card_.refuted(), 1U);
}

TEST_F(CardUnderTest, DoesNotSuspectWithinTheLagOfTheMonitor) {
  bring_up();
  lag_ = milliseconds(100);
  silence(milliseconds(200));
  EXPECT_EQ(looks_, 0);
  silence(milliseconds(10));
  EXPECT_EQ(looks_, 1);
}

TEST_F(CardUnderTest, IsStoppedAsSoonAsTheProcessIsSeenInStateT) {
  bring_up();
  silence(milliseconds(110));
  card_.on_look({ProcessState::stopped, 100}, now_);
  EXPECT_EQ(card_.verdict(), Verdict::stopped);
  EXPECT_TRUE(card_.take_changed());
  EXPECT_EQ(card_.state(now_).evidence.process, "T (stopped)");
  EXPECT_FALSE(card_.absent()) << "it still holds its locks: no second one may be started";
}

TEST_F(CardUnderTest, IsUpAgainAfterFiveGoodBeatsWhenItGoesOn) {
  bring_up();
  silence(milliseconds(110));
  card_.on_look({ProcessState::stopped, 100}, now_);
  beats(4);
  EXPECT_EQ(card_.verdict(), Verdict::stopped);
  beats(1);
  EXPECT_EQ(card_.verdict(), Verdict::up);
  EXPECT_EQ(cause(), "beats on time");
}

TEST_F(CardUnderTest, KeepsAStandingVerdictWithoutNewChangesWhileItLooksAgain) {
  bring_up();
  silence(milliseconds(110));
  card_.on_look({ProcessState::stopped, 100}, now_);
  clear();
  silence(milliseconds(1000));
  EXPECT_GE(probes_, 0);
  card_.on_look({ProcessState::stopped, 100}, now_);
  EXPECT_FALSE(card_.take_changed());
}

TEST_F(CardUnderTest, IsCrashedAtOnceWhenTheKernelSaysSo) {
  bring_up();
  card_.on_death("killed by signal 9", now_);
  EXPECT_EQ(card_.verdict(), Verdict::crashed);
  EXPECT_EQ(cause(), "process 100 ended: killed by signal 9");
  EXPECT_TRUE(card_.absent());
  EXPECT_FALSE(card_.identity());
}

TEST_F(CardUnderTest, DoesNotBelieveTheLastBeatsOfADeadProcess) {
  bring_up();
  card_.on_death("", now_);
  beats(10);
  EXPECT_EQ(card_.verdict(), Verdict::crashed);
}

TEST_F(CardUnderTest, StartsAnewWithTheNextIncarnation) {
  bring_up();
  card_.on_death("", now_);
  process("bbbb", 101);
  beats(1);
  EXPECT_EQ(card_.verdict(), Verdict::starting);
  EXPECT_EQ(watches_, 2);
  beats(4);
  EXPECT_EQ(card_.verdict(), Verdict::up);
  EXPECT_EQ(card_.state(now_).pid, 101U);
}

TEST_F(CardUnderTest, TellsAtOnceThatAnotherIncarnationBeatsInItsPlace) {
  bring_up();
  process("bbbb", 101);
  beats(1);
  EXPECT_EQ(card_.verdict(), Verdict::starting);
  EXPECT_EQ(cause(), "process 101 beats in place of process 100");
}

TEST_F(CardUnderTest, IsHungWhenALoopIsOverItsAgeAndTheEchoConfirmsIt) {
  bring_up();
  beat_.loops[0].age_ms = 251;
  beats(1);
  EXPECT_EQ(card_.verdict(), Verdict::up);
  ASSERT_FALSE(nonce_.empty());
  echo();
  EXPECT_EQ(card_.verdict(), Verdict::hung);
  EXPECT_EQ(card_.state(now_).evidence.loop_age_ms, 251U);
  EXPECT_TRUE(card_.state(now_).evidence.echo.starts_with("ok")) << card_.state(now_).evidence.echo;
}

TEST_F(CardUnderTest, IsNotHungWhenTheEchoShowsTheLoopInMotion) {
  bring_up();
  beat_.loops[0].age_ms = 251;
  beats(1);
  beat_.loops[0].age_ms = 1;
  echo();
  EXPECT_EQ(card_.verdict(), Verdict::up);
}

TEST_F(CardUnderTest, IsNotHungWithinTheBudgetThatTheLoopDeclared) {
  bring_up();
  beat_.loops[0].budget_ms = 5000;
  beat_.loops[0].age_ms = 5000;
  beats(1);
  EXPECT_TRUE(nonce_.empty());
  EXPECT_EQ(card_.verdict(), Verdict::up);
}

TEST_F(CardUnderTest, GivesALoopTwiceTheTimeThatTheMonitorItselfLost) {
  bring_up();
  lag_ = milliseconds(100);
  turn();
  beat_.loops[0].age_ms = 450;
  beats(1);
  EXPECT_TRUE(nonce_.empty());
  beat_.loops[0].age_ms = 451;
  beats(1);
  EXPECT_FALSE(nonce_.empty());
}

TEST_F(CardUnderTest, IsDegradedWhenEchoesComeAndBeatsDoNot) {
  bring_up();
  silence(milliseconds(110));
  echo();
  EXPECT_EQ(card_.verdict(), Verdict::up);
  card_.on_port(PortState::open, now_);
  silence(milliseconds(100));
  echo();
  silence(milliseconds(110));
  echo();
  EXPECT_EQ(card_.verdict(), Verdict::degraded);
  EXPECT_EQ(cause(), "it answers echoes, but its beats do not come");
}

TEST_F(CardUnderTest, GivesTheSilentButLivingASecondBeforeItIsDegraded) {
  bring_up();
  silence(milliseconds(110));
  for (int i = 0; i < 9; ++i) {
    card_.on_look({ProcessState::sleeping, 100}, now_);
    card_.on_port(PortState::open, now_);
    EXPECT_EQ(card_.verdict(), Verdict::up) << i;
    silence(milliseconds(110));
  }
  card_.on_look({ProcessState::sleeping, 100}, now_);
  card_.on_port(PortState::open, now_);
  silence(milliseconds(110));
  EXPECT_EQ(card_.verdict(), Verdict::degraded);
  EXPECT_TRUE(card_.state(now_).evidence.echo.starts_with("none in"))
      << card_.state(now_).evidence.echo;
}

TEST_F(CardUnderTest, IgnoresAnEchoThatItDidNotAskFor) {
  bring_up();
  silence(milliseconds(110));
  nonce_ = "made up";
  echo();
  silence(milliseconds(100));
  EXPECT_EQ(card_.state(now_).evidence.echo, "") << "no judgement was made of it";
}

TEST_F(CardUnderTest, IsUnreachableWhenNothingIsThereAndMayThenBeStarted) {
  turn();
  card_.on_look({ProcessState::absent}, now_);
  card_.on_port(PortState::closed, now_);
  silence(milliseconds(110));
  EXPECT_EQ(card_.verdict(), Verdict::unknown);
  for (int i = 0; i < 5; ++i) {
    card_.on_look({ProcessState::absent}, now_);
    card_.on_port(PortState::closed, now_);
    silence(milliseconds(110));
  }
  EXPECT_EQ(card_.verdict(), Verdict::unreachable);
  EXPECT_TRUE(card_.absent());
}

TEST_F(CardUnderTest, ForgivesTheSilenceOfItsOwnStall) {
  bring_up();
  pass(milliseconds(30'000));
  card_.on_own_stall(now_);
  turn();
  silence(milliseconds(100));
  EXPECT_EQ(looks_, 0);
  EXPECT_FALSE(card_.take_changed());
}

TEST_F(CardUnderTest, DoesNotLookAtProcessesOfAnotherMachine) {
  beat_.boot_id = "another-boot";
  bring_up();
  EXPECT_EQ(watches_, 0);
  silence(milliseconds(110));
  EXPECT_EQ(looks_, 0);
  card_.on_port(PortState::filtered, now_);
  silence(milliseconds(110));
  EXPECT_EQ(card_.verdict(), Verdict::unreachable);
}

TEST_F(CardUnderTest, DoesNotLookAtAProcessThatItCannotSee) {
  bring_up();
  card_.on_watch_failed();
  silence(milliseconds(110));
  EXPECT_EQ(looks_, 0);
}

TEST_F(CardUnderTest, FollowsWhatTheServiceSaysOfItsPhase) {
  bring_up();
  beat_.phase = health::Phase::stopping;
  beats(1);
  EXPECT_EQ(card_.verdict(), Verdict::degraded);
  card_.on_death("exit code 0", now_);
  EXPECT_EQ(cause(), "process 100 ended after it said that it was stopping: exit code 0");
}

TEST_F(CardUnderTest, IgnoresABeatThatItHasSeen) {
  bring_up();
  const auto heard = now_;
  silence(milliseconds(60));
  card_.on_beat(beat_, now_);
  EXPECT_EQ(card_.state(now_).last_beat_age_ms, to_ms(now_ - heard));
}

TEST_F(CardUnderTest, GoesOnAskingAfterAProbeThatFoundNothingOut) {
  bring_up();
  silence(milliseconds(300));
  ASSERT_EQ(probes_, 1);
  for (int round = 0; round < 20; ++round) {
    card_.on_port(PortState::unprobed, now_);
    silence(milliseconds(150));
  }
  EXPECT_GT(probes_, 5);
  EXPECT_EQ(card_.verdict(), Verdict::up) << "accused on no evidence: " << cause();
}

}  // namespace
}  // namespace latido::monitor
