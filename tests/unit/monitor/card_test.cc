// A service through time: its beats, its silence, its process.
#include "tests/unit/monitor/card_under_test.h"

namespace latido::monitor {
namespace {

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

TEST_F(CardUnderTest, TakesBeatsOfAnotherServiceForAnImpostors) {
  beat_.service = "consultas";
  beats(3);
  EXPECT_EQ(card_.verdict(), Verdict::unknown);
  for (int i = 0; i < 20; ++i) {
    beats(1);
    card_.on_port(PortState::open, now_);
  }
  EXPECT_EQ(card_.verdict(), Verdict::impostor);
  EXPECT_EQ(cause(), "another service, 'consultas', beats on its port");
}

TEST_F(CardUnderTest, VerifiesALateBeatInSilenceAndIsRefutedByTheNext) {
  bring_up();
  silence(milliseconds(110));  // 50 + alpha 50 are over
  EXPECT_FALSE(nonce_.empty());
  EXPECT_EQ(looks_, 1);
  EXPECT_EQ(probes_, 1);
  beat();
  turn();
  EXPECT_EQ(card_.verdict(), Verdict::up);
  EXPECT_FALSE(card_.take_changed());
  EXPECT_TRUE(card_.take_refuted());
  EXPECT_FALSE(card_.take_refuted());
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

// Found in a review: one that was held up answers the echo a moment before its next beat.
TEST_F(CardUnderTest, IsNotDegradedByAnEchoThatComesJustBeforeTheBeat) {
  bring_up();
  silence(milliseconds(400));
  echo();
  turn();
  silence(milliseconds(50));
  beats(1);
  EXPECT_EQ(card_.verdict(), Verdict::up);
  EXPECT_FALSE(card_.take_changed());
}

// On a crowded machine a loop looks stuck for a while, and then a beat is late.
TEST_F(CardUnderTest, DoesNotTakeTheEchoThatItGaveWhileItBeatForOneWithoutBeats) {
  bring_up();
  stuck_beats(4);
  echo();
  deep_echo(health::DeepEcho::ok);
  silence(milliseconds(110));
  EXPECT_EQ(card_.verdict(), Verdict::up) << "late by 10 ms, whenever the suspicion began";
  echo();
  silence(milliseconds(190));
  EXPECT_EQ(card_.verdict(), Verdict::up);
  echo();
  silence(milliseconds(30));
  EXPECT_EQ(card_.verdict(), Verdict::degraded);
  EXPECT_EQ(card_.judged().reason, Reason::heartbeat_path);
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

TEST_F(CardUnderTest, LearnsLaterHowItEnded) {
  bring_up();
  card_.on_death("", now_);
  EXPECT_EQ(cause(), "process 100 ended");
  EXPECT_TRUE(card_.death_unexplained());
  clear();
  card_.on_death("exit code 3", now_);
  EXPECT_EQ(cause(), "process 100 ended: exit code 3");
  EXPECT_TRUE(card_.take_changed());
  EXPECT_FALSE(card_.death_unexplained());
}

TEST_F(CardUnderTest, IsUnreapedWhenItsZombieStaysAndNotOnceTheNextIsThere) {
  bring_up();
  card_.on_death("killed by signal 9", now_);
  card_.on_left_unreaped(now_);
  EXPECT_EQ(card_.verdict(), Verdict::crashed);
  EXPECT_EQ(card_.judged().reason, Reason::unreaped);
  EXPECT_EQ(cause(), "process 100 ended: killed by signal 9; its parent has not reaped it");
  process("bbbb", 101);
  beats(1);
  card_.on_left_unreaped(now_);
  EXPECT_EQ(card_.verdict(), Verdict::starting);
}

TEST_F(CardUnderTest, IsAnImpostorWhenAStrangerTakesThePortOfTheDeadAndCrashedAgainWhenItGoes) {
  bring_up();
  card_.on_death("killed by signal 9", now_);
  for (int i = 0; i < 4; ++i) {
    silence(milliseconds(1100));
    card_.on_port(PortState::open, now_);
    turn();
    card_.on_owner({.pid = 200, .name = "netcat", .expected = false}, now_);
  }
  EXPECT_EQ(owner_looks_, 1) << "it costs a walk over all processes";
  turn();
  EXPECT_EQ(card_.verdict(), Verdict::impostor);
  EXPECT_FALSE(card_.absent()) << "its port is taken: it cannot be started";
  EXPECT_EQ(cause(),
            "process 100 ended: killed by signal 9, and process 200 (netcat) listens on its port");
  silence(milliseconds(1100));
  card_.on_port(PortState::closed, now_);
  turn();
  EXPECT_EQ(card_.verdict(), Verdict::crashed);
  EXPECT_EQ(cause(), "process 100 ended: killed by signal 9");
}

TEST_F(CardUnderTest, DoesNotAskWhoHasThePortBeforeItHadTimeToBeHeard) {
  turn();
  card_.on_port(PortState::open, now_);
  silence(milliseconds(290));
  card_.on_port(PortState::open, now_);
  turn();
  EXPECT_EQ(owner_looks_, 0);
  silence(milliseconds(10));
  card_.on_port(PortState::open, now_);
  turn();
  EXPECT_EQ(owner_looks_, 1);
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

TEST_F(CardUnderTest, IsDegradedWhileWhatItNeedsIsDown) {
  bring_up();
  card_.turn(now_, lag_, {.lost_dependency = "broker is crashed", .neighbour_beats = false});
  ++beat_.sequence;
  pass(kEta);
  card_.on_beat(beat_, now_);
  EXPECT_EQ(card_.verdict(), Verdict::degraded);
  beats(6);
  EXPECT_EQ(card_.verdict(), Verdict::up);
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
  EXPECT_EQ(looked_tid_, 101U) << "the heartbeat thread is the one in question";
  EXPECT_TRUE(card_.state(now_).evidence.echo.starts_with("none in"))
      << card_.state(now_).evidence.echo;
}

// It ran before the monitor did; its beats come every 3 s.
TEST_F(CardUnderTest, IsNotDegradedWhereItsNextBeatIsNotDueYet) {
  beat_.interval_ms = 3000;
  turn();
  echo();
  ASSERT_EQ(card_.verdict(), Verdict::starting);
  for (int i = 0; i < 29; ++i) {
    silence(milliseconds(100));
    echo();
    card_.on_port(PortState::open, now_);
  }
  EXPECT_EQ(card_.verdict(), Verdict::starting);
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
  const auto probed = [this](int times) {
    for (int i = 0; i < times; ++i) {
      card_.on_port(PortState::filtered, now_);
      silence(milliseconds(100));
    }
  };
  probed(8);
  EXPECT_EQ(card_.verdict(), Verdict::up) << "the network may falter";
  probed(4);
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
