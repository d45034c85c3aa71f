// A service through time: its loops, and the echoes that go through them.
#include "tests/unit/monitor/card_under_test.h"

namespace latido::monitor {
namespace {

// Found by the drill: the thread that beats is awake a moment before the loop is, and neither had
// answered while it was stopped.
TEST_F(CardUnderTest, IsNotHungByItsFirstBeatAfterItWasStopped) {
  bring_up();
  silence(milliseconds(110));
  card_.on_look({ProcessState::stopped, 100}, now_);
  card_.on_port(PortState::open, now_);
  silence(milliseconds(600));
  beat_.loops[0].age_ms = 711;
  beat();
  card_.on_look({ProcessState::sleeping, 100}, now_);
  turn();
  EXPECT_EQ(card_.verdict(), Verdict::stopped);
  beat_.loops[0].age_ms = 1;
  beats(5);
  EXPECT_EQ(card_.verdict(), Verdict::up);
}

TEST_F(CardUnderTest, IsHungAfterItWasStoppedWhereItsLoopStillDoesNotComeRound) {
  bring_up();
  stopped_for(milliseconds(700));
  EXPECT_EQ(card_.verdict(), Verdict::stopped);
  int count = 0;
  for (; count < 20 && card_.verdict() != Verdict::hung; ++count) {
    stuck_beats(1);
    EXPECT_NE(card_.verdict(), Verdict::up);
    if (!nonce_.empty()) echo();
  }
  EXPECT_EQ(card_.verdict(), Verdict::hung);
  EXPECT_GE(count, 4) << "250 ms of its own running, not of its being stopped";
}

// A healthy one was called hung, and killed, 0.1 s after SIGCONT.
TEST_F(CardUnderTest, IsNotHungWhereItWasStoppedInTheMiddleOfALongOperation) {
  bring_up();
  beat_.loops[0].budget_ms = 1000;
  for (const auto span : {milliseconds(700), milliseconds(2000), milliseconds(6000)}) {
    for (int i = 0; i < 8; ++i) {
      stuck_beats(1);
      if (!nonce_.empty()) echo();
    }
    stopped_for(span);
    for (int i = 0; i < 8; ++i) {
      stuck_beats(1);
      if (!nonce_.empty()) echo();
      EXPECT_NE(card_.verdict(), Verdict::hung)
          << beat_.loops[0].age_ms << " ms, of them stopped " << span.count();
    }
    ++beat_.loops[0].turns;
    beat_.loops[0].age_ms = 1;
    beats(6);
    EXPECT_EQ(card_.verdict(), Verdict::up);
  }
}

// ./run in the background and to the front again: both were stopped.
TEST_F(CardUnderTest, IsNotHungWhereItAndTheMonitorWereStoppedTogether) {
  bring_up();
  beat_.loops[0].budget_ms = 1000;
  for (int i = 0; i < 10; ++i) stuck_beats(1);
  pass(milliseconds(5000));
  beat_.loops[0].age_ms += 5000;
  beat();
  card_.on_own_stall(now_);
  for (int i = 0; i < 6; ++i) {
    stuck_beats(1);
    if (!nonce_.empty()) echo();
  }
  EXPECT_EQ(card_.verdict(), Verdict::up);
  EXPECT_FALSE(card_.take_changed());
}

// The quota of its CPU is a fifth, in long periods. Each silence had started the suspicion anew.
TEST_F(CardUnderTest, IsHungThoughItsHeartBeatsOnlyNowAndThen) {
  bring_up();
  int beats_heard = 0;
  for (; beats_heard < 16 && card_.verdict() == Verdict::up; ++beats_heard) {
    silence(milliseconds(245));
    beat_.loops[0].age_ms += 250;
    beat();
    pass(milliseconds(5));
    turn();
    echo();
    card_.on_look({ProcessState::running, 100}, now_);
    threads(ProcessState::running, 1000 + beats_heard * 60, beats_heard * 190, false);
    turn();
  }
  EXPECT_EQ(card_.verdict(), Verdict::hung);
  EXPECT_EQ(card_.judged().reason, Reason::livelock);
  EXPECT_GE(beats_heard, 4) << "what was stopped may take a moment to come round";
}

TEST_F(CardUnderTest, IsNotHungWhereItComesRoundNowAndThenThoughALoopsAgeKeepsItUnderSuspicion) {
  bring_up();
  add_a_loop_that_is_always_nearly_too_old();
  for (int i = 0; i < 8; ++i) {
    rounds(2);
    silence(milliseconds(200));
    beat_.loops[0].age_ms = 251;
    beats(1);
    echo();
    beat_.loops[0].age_ms = 1;
    deep_echo(health::DeepEcho::ok);
    rounds(2);
    EXPECT_EQ(card_.verdict(), Verdict::up) << i;
  }
}

TEST_F(CardUnderTest, IsHungWhenALoopIsOverItsAgeAndNeitherEchoShowsItInMotion) {
  bring_up();
  stuck_beats(2);
  EXPECT_TRUE(nonce_.empty()) << "101 ms are no reason to ask";
  stuck_beats(1);
  ASSERT_FALSE(deep_nonce_.empty());
  echo();
  stuck_beats(1);
  EXPECT_EQ(card_.verdict(), Verdict::up);
  stuck_beats(1);
  EXPECT_EQ(card_.verdict(), Verdict::hung);
  const auto evidence = card_.state(now_).evidence;
  EXPECT_EQ(evidence.loop_age_ms, 251U);
  EXPECT_EQ(evidence.reason, Reason::loop_stuck);
  EXPECT_TRUE(evidence.echo.starts_with("ok")) << evidence.echo;
  EXPECT_EQ(evidence.deep_echo, "none in 100 ms");
}

TEST_F(CardUnderTest, LooksAtTheThreadOfTheLoopThatIsStuck) {
  bring_up();
  stuck_beats(3);
  EXPECT_EQ(looked_tid_, 102U);
  threads(ProcessState::running, 1000, 0, false);
  echo();
  stuck_beats(2);
  EXPECT_EQ(card_.verdict(), Verdict::up) << "it runs: one look does not tell what it does";
  threads(ProcessState::running, 1095, 5, false);
  EXPECT_EQ(card_.verdict(), Verdict::hung);
  EXPECT_EQ(card_.state(now_).evidence.reason, Reason::livelock);
  EXPECT_EQ(card_.state(now_).evidence.cpu_percent, 95);
}

TEST_F(CardUnderTest, IsNotHungRightAfterItWasStarved) {
  bring_up();
  stuck_beats(3);
  threads(ProcessState::running, 1000, 0, false);
  stuck_beats(13);
  echo();
  threads(ProcessState::running, 1000, 495, false);
  turn();
  ASSERT_EQ(card_.verdict(), Verdict::starved);
  pass(milliseconds(100));  // it gets the CPU, and its loop has not come round yet
  threads(ProcessState::sleeping, 1001, 495, false);
  turn();
  EXPECT_EQ(card_.verdict(), Verdict::starved);
  stuck_beats(10);
  threads(ProcessState::sleeping, 1001, 495, false);
  for (int i = 0; i < 80; ++i) {  // 3 s later it still has not
    stuck_beats(1);
    echo();
    card_.on_port(PortState::open, now_);
    threads(ProcessState::sleeping, 1001, 495, true);
  }
  turn();
  EXPECT_EQ(card_.verdict(), Verdict::hung);
}

// 40 % of a CPU, on a crowded machine: a turn of this loop may take 250 ms.
TEST_F(CardUnderTest, TellsOneThatSpinsInACrowdFromOneThatComesRoundSlowly) {
  bring_up();
  for (const bool comes_round : {true, false}) {
    std::int64_t cpu_ms = 1000;
    std::int64_t wait_ms = 0;
    beat_.loops[0].age_ms = 200;
    for (int i = 0; i < 80; ++i) {
      stuck_beats(1);
      if (comes_round && beat_.loops[0].age_ms == 500) {
        beat_.loops[0].age_ms = 200;
        ++beat_.loops[0].turns;
      }
      echo();
      threads(ProcessState::running, cpu_ms += 20, wait_ms += 30, false);
      if (card_.verdict() != Verdict::up) break;
    }
    EXPECT_EQ(card_.verdict(), comes_round ? Verdict::starved : Verdict::hung);
    beat_.loops[0].turns += 2;
    beat_.loops[0].age_ms = 1;
    beats(15);
    ASSERT_EQ(card_.verdict(), Verdict::up);
  }
}

TEST_F(CardUnderTest, NamesADeadlockByTheLockThatItsLoopWaitsFor) {
  bring_up();
  stuck_beats(3);
  threads(ProcessState::sleeping, 1000, 0, true);
  echo();
  stuck_beats(1);
  threads(ProcessState::sleeping, 1000, 0, true);
  stuck_beats(1);
  EXPECT_EQ(card_.state(now_).evidence.reason, Reason::deadlock);
}

// What the thread of another loop did was held against the one that hung.
TEST_F(CardUnderTest, LooksAtTheThreadOfTheLoopThatIsTooOldNotOfOneThatIsNearlySo) {
  bring_up();
  add_a_loop_that_is_always_nearly_too_old();
  std::swap(beat_.loops[0], beat_.loops[1]);
  for (int i = 0; i < 8; ++i) {
    beat_.loops[1].age_ms += 50;
    beats(1);
    const bool writer = looked_tid_ == 102;
    if (writer) {
      threads(ProcessState::sleeping, 1000, 0, true);
    } else {
      threads(ProcessState::running, 1000 + i * 45, 0, false);
    }
    echo();
    card_.on_port(PortState::open, now_);
  }
  EXPECT_EQ(looked_tid_, 102U);
  EXPECT_EQ(card_.verdict(), Verdict::hung);
  EXPECT_EQ(card_.judged().reason, Reason::deadlock);
}

// It was hung from a quarter of a second on, and killed before it had read its configuration.
TEST_F(CardUnderTest, IsStartingUntilEachOfItsLoopsHasComeRoundOnce) {
  beat_.loops[0].turns = 0;
  for (int i = 0; i < 100; ++i) stuck_beats(1);
  EXPECT_EQ(card_.verdict(), Verdict::starting);
  EXPECT_EQ(cause(), "its loop 'writer' has not come round yet");
  beat_.loops[0].turns = 1;
  beat_.loops[0].age_ms = 1;
  beats(5);
  EXPECT_EQ(card_.verdict(), Verdict::up);
}

// Its thread is seen now in a futex, now elsewhere: 26 changes in 12 s.
TEST_F(CardUnderTest, IsHungForOneCauseThoughItsThreadIsSeenElsewhereNowAndThen) {
  hang();
  for (int i = 0; i < 200; ++i) {
    stuck_beats(1);
    echo();
    card_.on_port(PortState::open, now_);
    threads(ProcessState::sleeping, 1000, 0, i % 11 < 5);
  }
  EXPECT_FALSE(card_.take_changed()) << cause();
  for (int i = 0; i < 30; ++i) {
    stuck_beats(1);
    echo();
    card_.on_port(PortState::open, now_);
    threads(ProcessState::sleeping, 1000, 0, true);
  }
  EXPECT_EQ(card_.judged().reason, Reason::deadlock) << "three rounds in a row have said so";
}

// What its loop's thread did was told of its heart, and it was killed.
TEST_F(CardUnderTest, LooksAtTheHeartWhereItIsSilentThoughALoopWasNearlyTooOldBefore) {
  bring_up();
  stuck_beats(3);
  ASSERT_EQ(looked_tid_, 102U);
  for (int i = 0; i < 8; ++i) {
    silence(milliseconds(110));
    card_.on_port(PortState::open, now_);
  }
  EXPECT_EQ(looked_tid_, 101U);
}

// Its loop waits in a futex and elsewhere in turns: each time the count had begun anew.
TEST_F(CardUnderTest, IsHungInTheEndWhereItWasStarvedAndThenHangsForOneCauseAndAnother) {
  bring_up();
  stuck_beats(3);
  threads(ProcessState::running, 1000, 0, false);
  stuck_beats(13);
  echo();
  threads(ProcessState::running, 1000, 695, false);
  turn();
  ASSERT_EQ(card_.verdict(), Verdict::starved);
  for (int i = 0; i < 100; ++i) {
    stuck_beats(1);
    echo();
    card_.on_port(PortState::open, now_);
    threads(ProcessState::sleeping, 1001, 695, i % 12 < 6);
  }
  EXPECT_EQ(card_.verdict(), Verdict::hung);
}

// The loop before it in the list is too old now and then, and comes round.
TEST_F(CardUnderTest, IsHungThoughAnotherLoopIsOftenTooOldToo) {
  bring_up();
  add_a_loop_that_is_always_nearly_too_old();
  std::swap(beat_.loops[0], beat_.loops[1]);
  for (int i = 0; i < 60; ++i) {
    auto& slow = beat_.loops[0];
    slow.turns += slow.age_ms >= 400 ? 1 : 0;
    slow.age_ms = slow.age_ms >= 400 ? 50 : slow.age_ms + 50;
    beat_.loops[1].age_ms += 50;
    beats(1);
    echo();
    card_.on_port(PortState::open, now_);
  }
  EXPECT_EQ(card_.verdict(), Verdict::hung);
  EXPECT_EQ(cause(), "it beats, but its loop 'writer' does not come round from 'commit'");
}

// Where the monitor's own lag rises, its loop is not too old for it any more.
TEST_F(CardUnderTest, StaysHungUntilTheLoopThatHungHasComeRoundHoweverSlowTheMonitorIs) {
  hang();
  lag_ = milliseconds(200);
  for (int i = 0; i < 4; ++i) stuck_beats(1);
  lag_ = milliseconds(400);
  for (int i = 0; i < 8; ++i) stuck_beats(1);
  EXPECT_EQ(card_.verdict(), Verdict::hung);
  EXPECT_FALSE(card_.take_changed());
  lag_ = milliseconds(0);
  beat_.loops[0].age_ms = 1;
  ++beat_.loops[0].turns;
  beats(10);
  EXPECT_EQ(card_.verdict(), Verdict::hung) << "it may be at the next long turn";
  ++beat_.loops[0].turns;
  beats(5);
  EXPECT_EQ(card_.verdict(), Verdict::up);
}

// It came round, and was stopped by the debugger once a second until its next turn was over.
TEST_F(CardUnderTest, HangsNoLongerOnceTheTurnThatHungIsOverThoughItHasYetToDoAWholeOne) {
  hang();
  EXPECT_TRUE(card_.still_hangs());
  ++beat_.loops[0].turns;
  beat_.loops[0].age_ms = 1;
  beats(1);
  EXPECT_EQ(card_.verdict(), Verdict::hung);
  EXPECT_FALSE(card_.still_hangs());
  for (int i = 0; i < 12; ++i) {
    stuck_beats(1);
    echo();
    card_.on_port(PortState::open, now_);
  }
  EXPECT_TRUE(card_.still_hangs()) << "in the next turn";
}

// Their ages are a millisecond apart, now this way and now that.
TEST_F(CardUnderTest, LooksAtOneOfTwoLoopsThatHangAndStaysWithIt) {
  bring_up();
  beat_.loops.push_back(beat_.loops[0]);
  beat_.loops[1].name = "other";
  beat_.loops[1].tid = 105;
  for (int i = 0; i < 8; ++i) {
    for (auto& loop : beat_.loops) loop.age_ms += 50;
    ++beat_.loops[i % 2].age_ms;
    beats(1);
    if (i > 4) clear();
    if (i <= 4 && !nonce_.empty()) echo();
  }
  EXPECT_TRUE(nonce_.empty()) << "another round for the other loop";
}

TEST_F(CardUnderTest, IsHungWhereItNeverComesToItsFirstTurn) {
  beat_.loops[0].turns = 0;
  beat_.loops[0].age_ms = 59'000;
  for (int i = 0; i < 10; ++i) stuck_beats(1);
  EXPECT_EQ(card_.verdict(), Verdict::starting);
  for (int i = 0; i < 20; ++i) {
    stuck_beats(1);
    echo();
  }
  EXPECT_EQ(card_.verdict(), Verdict::hung);
  EXPECT_FALSE(card_.still_hangs()) << "it may set up things for long: told, and not ended";
}

// With looks a quarter of a second apart it took 450 ms.
TEST_F(CardUnderTest, IsHungAsSoonWhereItWasDegradedBefore) {
  bring_up();
  beats(20);
  deep_echo(health::DeepEcho::failed);
  beats(1);
  ASSERT_EQ(card_.verdict(), Verdict::degraded);
  int count = 0;
  for (; count < 10 && card_.verdict() != Verdict::hung; ++count) {
    stuck_beats(1);
    threads(ProcessState::sleeping, 1000, 0, true);
    echo();
    card_.on_port(PortState::open, now_);
  }
  EXPECT_EQ(card_.judged().reason, Reason::deadlock);
  EXPECT_LE(count, 6) << "50 ms each";
}

TEST_F(CardUnderTest, IsNotHungWhenTheDeepEchoShowsTheLoopInMotion) {
  bring_up();
  stuck_beats(3);
  echo();
  stuck_beats(1);
  beat_.loops[0].age_ms = 1;
  deep_echo(health::DeepEcho::ok);
  beats(5);
  EXPECT_EQ(card_.verdict(), Verdict::up);
  EXPECT_FALSE(card_.take_changed());
}

TEST_F(CardUnderTest, IsHungThoughAnotherLoopsAgeKeptItUnderSuspicionAndItAnsweredBefore) {
  bring_up();
  add_a_loop_that_is_always_nearly_too_old();
  rounds(3);
  deep_echo(health::DeepEcho::ok);
  rounds(4);
  EXPECT_EQ(card_.verdict(), Verdict::up);
  rounds(10, 50);
  EXPECT_EQ(card_.verdict(), Verdict::hung);
}

// One that answered the question of every second, and then hung, before another loop had answered.
TEST_F(CardUnderTest, IsHungThoughTheAnswerToAnOlderQuestionComesUnderSuspicion) {
  bring_up();
  beats(20);
  ASSERT_FALSE(deep_nonce_.empty());
  rounds(4, 50);
  deep_echo(health::DeepEcho::ok);
  EXPECT_EQ(card_.verdict(), Verdict::up);
  rounds(8, 50);
  EXPECT_EQ(card_.verdict(), Verdict::hung);
}

TEST_F(CardUnderTest, HearsOfALostStoreThoughALoopsAgeKeepsItUnderSuspicion) {
  bring_up();
  add_a_loop_that_is_always_nearly_too_old();
  rounds(3);
  deep_echo(health::DeepEcho::ok);
  deep_nonce_.clear();
  rounds(18);
  EXPECT_EQ(deep_nonce_, "") << "it answered less than a second ago";
  rounds(5);
  ASSERT_FALSE(deep_nonce_.empty());
  deep_echo(health::DeepEcho::failed);
  rounds(1);
  EXPECT_EQ(card_.verdict(), Verdict::degraded);
}

TEST_F(CardUnderTest, IsNotHungWhenTheEchoShowsTheLoopInMotion) {
  bring_up();
  beat_.loops[0].age_ms = 251;
  beats(1);
  beat_.loops[0].age_ms = 1;
  echo();
  silence(milliseconds(40));
  EXPECT_EQ(card_.verdict(), Verdict::up);
}

TEST_F(CardUnderTest, AsksForADeepEchoEverySecondAndTellsOfALostStore) {
  bring_up();
  beats(20);
  ASSERT_FALSE(deep_nonce_.empty());
  EXPECT_TRUE(nonce_.empty()) << "no suspicion";
  pass(milliseconds(7));
  deep_echo(health::DeepEcho::failed);
  beats(1);
  EXPECT_EQ(card_.verdict(), Verdict::degraded);
  EXPECT_EQ(card_.state(now_).evidence.reason, Reason::dependency);
  EXPECT_EQ(card_.state(now_).evidence.deep_echo, "failed");
  beats(20);
  deep_echo(health::DeepEcho::ok);
  beats(5);
  EXPECT_EQ(card_.verdict(), Verdict::up);
}

// It had asked anew every second, and knew the answer to the last question only.
TEST_F(CardUnderTest, HearsThatTheStoreFailedHoweverLateTheAnswerComes) {
  bring_up();
  beats(20);
  const auto asked = deep_nonce_;
  ASSERT_FALSE(asked.empty());
  deep_nonce_.clear();
  beats(24);
  EXPECT_EQ(deep_nonce_, "") << "it has not been answered yet";
  deep_nonce_ = asked;
  deep_echo(health::DeepEcho::failed);
  beats(1);
  EXPECT_EQ(card_.verdict(), Verdict::degraded);
  EXPECT_EQ(card_.state(now_).evidence.deep_echo, "failed");
  beats(18);
  EXPECT_EQ(deep_nonce_, asked) << "a second after the answer, to leave it time to work";
  beats(2);
  EXPECT_NE(deep_nonce_, asked);
}

TEST_F(CardUnderTest, AsksForADeepEchoAgainWhereTheQuestionMayHaveBeenLost) {
  bring_up();
  beats(20);
  const auto asked = deep_nonce_;
  ASSERT_FALSE(asked.empty());
  deep_nonce_.clear();
  beats(60);
  EXPECT_EQ(deep_nonce_, asked) << "the same, so that a late answer to the first still counts";
}

TEST_F(CardUnderTest, IsHungWhenItHangsInTheCheckThatADeepEchoMakes) {
  bring_up();
  beats(20);
  ASSERT_FALSE(deep_nonce_.empty());
  beat_.loops[0].operation = "deep echo";
  beat_.loops[0].budget_ms = 2000;
  for (int i = 0; i < 39; ++i) {
    stuck_beats(1);
    echo();
    EXPECT_EQ(card_.verdict(), Verdict::up) << "after " << beat_.loops[0].age_ms << " ms";
  }
  stuck_beats(1);
  EXPECT_EQ(card_.verdict(), Verdict::hung);
  EXPECT_EQ(cause(), "it beats, but its loop 'writer' does not come round from 'deep echo'");
}

TEST_F(CardUnderTest, IsHungOnlyWhenThisSuspicionsDeepEchoFailsToComeThoughItsStoreFailedBefore) {
  bring_up();
  beats(20);
  deep_echo(health::DeepEcho::failed);
  beats(1);
  ASSERT_EQ(card_.verdict(), Verdict::degraded);
  beat_.loops[0].age_ms = 101;
  stuck_beats(1);
  ASSERT_FALSE(nonce_.empty());
  echo();
  beat_.loops[0].age_ms = 251;
  beats(1);
  EXPECT_EQ(card_.verdict(), Verdict::degraded) << "it has 100 ms for its answer";
  silence(milliseconds(60));
  EXPECT_EQ(card_.verdict(), Verdict::hung);
}

TEST_F(CardUnderTest, IsNotHungWithinTheBudgetThatTheLoopDeclared) {
  bring_up();
  beat_.loops[0].budget_ms = 5000;
  beat_.loops[0].age_ms = 4900;
  beats(1);
  EXPECT_TRUE(nonce_.empty());
  EXPECT_EQ(card_.verdict(), Verdict::up);
}

TEST_F(CardUnderTest, GivesALoopTwiceTheTimeThatTheMonitorItselfLost) {
  bring_up();
  lag_ = milliseconds(100);
  turn();
  beat_.loops[0].age_ms = 350;  // 250 and twice the lag, less the time that a deep echo takes
  beats(1);
  EXPECT_TRUE(nonce_.empty());
  beat_.loops[0].age_ms = 351;
  beats(1);
  EXPECT_FALSE(nonce_.empty());
}

// gdb stops it: that had made it stopped, then up for want of beats, and so it was not killed.
TEST_F(CardUnderTest, TellsNothingOfWhatTheMonitorsOwnToolDoesToIt) {
  hang();
  card_.hold();
  silence(milliseconds(3000));
  card_.on_look({ProcessState::stopped, 100}, now_);
  EXPECT_EQ(looks_ + probes_, 0);
  EXPECT_EQ(card_.verdict(), Verdict::hung);
  stuck_beats(20);
  EXPECT_FALSE(card_.came_round());
  EXPECT_FALSE(card_.take_changed());
  card_.release(now_);
  silence(milliseconds(90));
  EXPECT_EQ(card_.verdict(), Verdict::hung);
  EXPECT_FALSE(card_.take_changed());
}

TEST_F(CardUnderTest, TellsWhatHasComeRoundWhileItWasHeldByTheTurnsOfTheLoopThatHung) {
  beat_.loops.push_back(beat_.loops[0]);
  beat_.loops[1].name = "other";
  hang();
  card_.hold();
  ++beat_.loops[1].turns;
  beats(10);
  EXPECT_FALSE(card_.came_round());
  beat_.loops[0].turns += 2;
  beat_.loops[0].age_ms = 1;
  beats(10);
  EXPECT_TRUE(card_.came_round());
  EXPECT_EQ(card_.verdict(), Verdict::hung) << "not before it is let go";
  card_.release(now_);
  beats(4);
  EXPECT_EQ(card_.verdict(), Verdict::hung);
  beats(1);
  EXPECT_EQ(card_.verdict(), Verdict::up);
}

TEST_F(CardUnderTest, TellsWhatHasComeRoundByItsBeatsWhereTheseHadStopped) {
  bring_up();
  beat_.sequence += 10;
  silence(milliseconds(500));
  card_.hold();
  EXPECT_FALSE(card_.came_round());
  beats(1);
  EXPECT_TRUE(card_.came_round());
}

TEST_F(CardUnderTest, TellsTheDeathAndTheNextIncarnationOfOneThatItHolds) {
  hang();
  card_.hold();
  card_.on_death("killed by signal 11", now_);
  EXPECT_EQ(card_.verdict(), Verdict::crashed);
  EXPECT_FALSE(card_.held());
  process("bbbb", 101);
  hang();
  card_.hold();
  process("cccc", 102);
  beats(1);
  EXPECT_EQ(card_.verdict(), Verdict::starting);
  EXPECT_FALSE(card_.held());
}

}  // namespace
}  // namespace latido::monitor
