#include "monitor/recovery.h"

#include <gtest/gtest.h>

namespace latido::monitor {
namespace {

using std::chrono::milliseconds;
MonotonicTime at(int ms) { return MonotonicTime(milliseconds(ms)); }
constexpr bool kDead = true;
constexpr bool kUp = true;

void die_and_start(Recovery& recovery, MonotonicTime now) {
  recovery.ended();
  recovery.observe(kDead, !kUp, now, 0);
  recovery.started();
}

TEST(Recovery, DelaysNothingFiveTimesThenAQuarterSecondDoublingToThirtySeconds) {
  const int expected_ms[] = {
      0, 0, 0, 0, 0, 250, 500, 1000, 2000, 4000, 8000, 16'000, 30'000, 30'000};
  std::uint32_t starts = 0;
  for (const int ms : expected_ms) {
    EXPECT_EQ(Recovery::delay(starts, 0), milliseconds(ms)) << starts;
    ++starts;
  }
  EXPECT_EQ(Recovery::delay(UINT32_MAX, 0), milliseconds(30'000)) << "it never gives up";
}

TEST(Recovery, AddsAtMostAFifthOfTheDelayAsJitter) {
  EXPECT_EQ(Recovery::delay(5, 1), milliseconds(300));
  EXPECT_EQ(Recovery::delay(5, 0.5), milliseconds(275));
  EXPECT_EQ(Recovery::delay(4, 1), milliseconds(0));
}

TEST(Recovery, StartsADeadServiceAtOnce) {
  Recovery recovery;
  EXPECT_FALSE(recovery.due(at(1000)));
  recovery.observe(kDead, !kUp, at(1000), 0.9);
  EXPECT_TRUE(recovery.due(at(1000)));
  EXPECT_TRUE(recovery.recovering());
}

TEST(Recovery, NeverStartsASecondWhileTheFirstLives) {
  Recovery recovery;
  recovery.observe(kDead, !kUp, at(1000), 0);
  recovery.started();
  recovery.observe(kDead, !kUp, at(100'000), 0);
  EXPECT_FALSE(recovery.due(at(100'000)));
  recovery.ended();
  recovery.observe(kDead, !kUp, at(100'001), 0);
  EXPECT_TRUE(recovery.due(at(100'001)));
  EXPECT_EQ(recovery.restarts(), 1U);
}

TEST(Recovery, IsOverWhenTheServiceIsUp) {
  Recovery recovery;
  recovery.observe(kDead, !kUp, at(1000), 0);
  recovery.started();
  EXPECT_TRUE(recovery.recovering());
  recovery.observe(!kDead, kUp, at(1300), 0);
  EXPECT_FALSE(recovery.recovering());
}

// Dies, and is up 100 ms after it was started again: the wait for that start.
milliseconds die_and_come_up(Recovery& recovery, MonotonicTime& now) {
  const auto died = now;
  recovery.ended();
  recovery.observe(kDead, !kUp, now, 0);
  while (!recovery.due(now)) now += milliseconds(1);
  const auto waited = std::chrono::duration_cast<milliseconds>(now - died);
  recovery.started();
  now += milliseconds(100);
  recovery.observe(!kDead, kUp, now, 0);
  return waited;
}

TEST(Recovery, BacksOffInACrashLoopThatIsUpForAMomentEachTime) {
  Recovery recovery;
  auto now = at(1000);
  for (int death = 1; death <= 5; ++death) {
    EXPECT_EQ(die_and_come_up(recovery, now), milliseconds(0)) << death;
    now += milliseconds(1000);
  }
  for (const int delay : {250, 500, 1000, 2000, 4000, 8000, 16'000, 30'000, 30'000}) {
    EXPECT_EQ(die_and_come_up(recovery, now), milliseconds(delay));
    now += milliseconds(9899);
    recovery.observe(!kDead, kUp, now, 0);
  }
}

TEST(Recovery, GrantsTheStartsAtOnceAgainAfterTheStableTime) {
  Recovery recovery;
  auto now = at(1000);
  for (int death = 1; death <= 8; ++death) die_and_come_up(recovery, now);
  now += milliseconds(10'000);
  recovery.observe(!kDead, kUp, now, 0);
  for (int death = 1; death <= 5; ++death) {
    EXPECT_EQ(die_and_come_up(recovery, now), milliseconds(0)) << death;
  }
  EXPECT_EQ(die_and_come_up(recovery, now), milliseconds(250));
}

TEST(Recovery, BacksOffInACrashLoopThatIsNeverUp) {
  Recovery recovery;
  for (int death = 1; death <= 5; ++death) {
    recovery.ended();
    recovery.observe(kDead, !kUp, at(1000), 0);
    EXPECT_TRUE(recovery.due(at(1000))) << death;
    recovery.started();
  }
  recovery.ended();
  recovery.observe(kDead, !kUp, at(1000), 0);
  EXPECT_FALSE(recovery.due(at(1249)));
  EXPECT_TRUE(recovery.due(at(1250)));
}

TEST(Recovery, CallsAPlannedStartOffWhenTheServiceComesBackByItself) {
  Recovery recovery;
  die_and_start(recovery, at(1000));
  recovery.ended();
  recovery.observe(kDead, !kUp, at(1100), 0);
  recovery.observe(!kDead, !kUp, at(1200), 0);  // it starts
  EXPECT_FALSE(recovery.due(at(9000)));
}

TEST(Recovery, TriesForEverWhereTheCommandCannotBeRun) {
  Recovery recovery;
  recovery.observe(kDead, !kUp, at(0), 0);
  recovery.started();
  recovery.could_not_start(at(0));
  EXPECT_FALSE(recovery.due(at(249)));
  EXPECT_TRUE(recovery.due(at(250)));
  recovery.started();
  recovery.could_not_start(at(250));
  EXPECT_TRUE(recovery.due(at(750)));
  EXPECT_EQ(recovery.restarts(), 0U);
}

TEST(Recovery, PlansNothingInMaintenanceAndStartsAtOnceAfterIt) {
  Recovery recovery;
  recovery.observe(kDead, !kUp, at(0), 0);
  recovery.call_off();
  EXPECT_FALSE(recovery.recovering());
  EXPECT_FALSE(recovery.due(at(1000)));
  recovery.observe(kDead, !kUp, at(2000), 0);
  EXPECT_TRUE(recovery.due(at(2000)));
}

TEST(Recovery, StartsAtOnceAfterMaintenanceHoweverOftenItHadDiedBefore) {
  Recovery recovery;
  for (int i = 0; i < 12; ++i) die_and_start(recovery, at(100'000 * i));
  recovery.ended();
  recovery.observe(kDead, !kUp, at(2'000'000), 0);
  recovery.call_off();
  recovery.observe(kDead, !kUp, at(2'001'000), 0);
  EXPECT_TRUE(recovery.due(at(2'001'000)));
}

TEST(Recovery, GoesOnInMaintenanceWhileTheProcessThatWasStartedBeforeItLives) {
  Recovery recovery;
  die_and_start(recovery, at(0));
  recovery.call_off();
  EXPECT_TRUE(recovery.recovering());
  recovery.ended();
  recovery.call_off();
  EXPECT_FALSE(recovery.recovering()) << "nobody will start it";
}

// The tries in vain counted as starts that did not last: killed right after, it was up 9 s later.
TEST(Recovery, StartsAtOnceAfterAnUpWhateverCouldNotBeStartedBefore) {
  Recovery recovery;
  recovery.observe(kDead, !kUp, at(0), 0);
  for (int ms = 0; ms < 5000; ms += 1000) {
    recovery.started();
    recovery.could_not_start(at(ms));
  }
  recovery.observe(!kDead, kUp, at(6000), 0);
  recovery.observe(kDead, !kUp, at(6100), 0);
  EXPECT_TRUE(recovery.due(at(6100)));
  recovery.started();
  recovery.could_not_start(at(6100));
  EXPECT_TRUE(recovery.due(at(6350))) << "a delay from before the up";
}

TEST(Recovery, DelaysATryInVainLikeTheFirstWhereAProcessWasMadeInBetween) {
  Recovery recovery;
  recovery.observe(kDead, !kUp, at(0), 0);
  for (const int ms : {0, 250, 750}) {
    recovery.started();
    recovery.could_not_start(at(ms));
  }
  die_and_start(recovery, at(2000));
  die_and_start(recovery, at(2000));
  recovery.could_not_start(at(2000));
  EXPECT_FALSE(recovery.due(at(2249)));
  EXPECT_TRUE(recovery.due(at(2250)));
}

TEST(Recovery, ForgetsNoStartThatDidNotLastForATryInVain) {
  Recovery recovery;
  for (int death = 1; death <= 6; ++death) die_and_start(recovery, at(1000));
  recovery.could_not_start(at(1000));
  recovery.started();
  recovery.ended();
  recovery.observe(kDead, !kUp, at(1250), 0);
  EXPECT_FALSE(recovery.due(at(1749)));
  EXPECT_TRUE(recovery.due(at(1750))) << "the sixth that did not last";
}

// As of a start that was stuck at a disk while the service came back and was up for long.
TEST(Recovery, TakesNoStartBackThatIsForgottenAlready) {
  Recovery recovery;
  die_and_start(recovery, at(0));
  recovery.observe(!kDead, kUp, at(1000), 0);
  recovery.observe(!kDead, kUp, at(11'000), 0);
  recovery.could_not_start(at(11'500));
  recovery.observe(!kDead, kUp, at(11'600), 0);
  recovery.observe(kDead, !kUp, at(11'700), 0);
  EXPECT_TRUE(recovery.due(at(11'700)));
}

// Nobody noticed for up to half a minute that the script had ended.
TEST(Recovery, TriesEverySecondWhileAProcessOfAnEarlierMonitorRuns) {
  Recovery recovery;
  recovery.observe(kDead, !kUp, at(0), 0);
  for (int ms = 0; ms < 20'000; ms += 1000) {
    ASSERT_TRUE(recovery.due(at(ms))) << ms;
    recovery.started();
    recovery.runs_already(at(ms));
    recovery.observe(kDead, !kUp, at(ms + 1), 0);
    EXPECT_FALSE(recovery.due(at(ms + 999))) << ms;
  }
  EXPECT_EQ(recovery.restarts(), 0U);
  recovery.started();
  recovery.could_not_start(at(30'000));
  EXPECT_TRUE(recovery.due(at(30'250))) << "none of them made it later";
}

}  // namespace
}  // namespace latido::monitor
