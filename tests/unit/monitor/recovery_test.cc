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

TEST(Recovery, DelaysNothingAtFirstThenAQuarterSecondDoublingToThirtySeconds) {
  const milliseconds expected[] = {milliseconds(0),
                                   milliseconds(250),
                                   milliseconds(500),
                                   milliseconds(1000),
                                   milliseconds(2000),
                                   milliseconds(4000),
                                   milliseconds(8000),
                                   milliseconds(16000),
                                   milliseconds(30000),
                                   milliseconds(30000)};
  std::uint32_t failures = 0;
  for (const auto delay : expected) EXPECT_EQ(Recovery::delay(failures++, 0), delay) << failures;
  EXPECT_EQ(Recovery::delay(UINT32_MAX, 0), milliseconds(30000)) << "it never gives up";
}

TEST(Recovery, AddsAtMostAFifthOfTheDelayAsJitter) {
  EXPECT_EQ(Recovery::delay(1, 1), milliseconds(300));
  EXPECT_EQ(Recovery::delay(1, 0.5), milliseconds(275));
  EXPECT_EQ(Recovery::delay(0, 1), milliseconds(0));
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
  recovery.observe(kDead, !kUp, at(100'000), 0);
  EXPECT_FALSE(recovery.due(at(100'249)));
  EXPECT_TRUE(recovery.due(at(100'250)));
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

TEST(Recovery, BacksOffAgainAfterADeathWithinTheStableTime) {
  Recovery recovery;
  die_and_start(recovery, at(1000));
  recovery.observe(!kDead, kUp, at(1300), 0);
  recovery.observe(!kDead, kUp, at(11'299), 0);
  recovery.ended();
  recovery.observe(kDead, !kUp, at(11'300), 0);
  EXPECT_FALSE(recovery.due(at(11'549)));
  EXPECT_TRUE(recovery.due(at(11'550)));
}

TEST(Recovery, ForgetsEarlierFailuresAfterTheStableTime) {
  Recovery recovery;
  die_and_start(recovery, at(1000));
  die_and_start(recovery, at(1250));
  recovery.observe(!kDead, kUp, at(2000), 0);
  recovery.observe(!kDead, kUp, at(12'000), 0);
  recovery.ended();
  recovery.observe(kDead, !kUp, at(12'001), 0);
  EXPECT_TRUE(recovery.due(at(12'001)));
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

}  // namespace
}  // namespace latido::monitor
