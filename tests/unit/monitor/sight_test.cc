#include "monitor/sight.h"

#include <gtest/gtest.h>

namespace latido::monitor {
namespace {

using std::chrono::milliseconds;
MonotonicTime at(int ms) { return MonotonicTime(milliseconds(ms)); }

TEST(Sight, SeesWhileItsTurnsComeRound) {
  Sight sight(at(0));
  for (int t = 10; t <= 1000; t += 10) EXPECT_FALSE(sight.turn(at(t)));
  EXPECT_FALSE(sight.blind());
  EXPECT_EQ(sight.lag(), Duration::zero());
}

TEST(Sight, IsNotYetBlindAtTheThreshold) {
  Sight sight(at(0));
  EXPECT_FALSE(sight.turn(at(200)));
  EXPECT_FALSE(sight.blind());
  EXPECT_EQ(sight.lag(), milliseconds(190));
}

TEST(Sight, IsBlindAfterAStallUntilItsTurnsAreOrdinaryForAWhile) {
  Sight sight(at(0));
  EXPECT_TRUE(sight.turn(at(2000)));
  EXPECT_TRUE(sight.blind());
  EXPECT_EQ(sight.reason(), "the monitor itself was held up for 2000 ms");
  for (int t = 2010; t < 2150; t += 10) EXPECT_FALSE(sight.turn(at(t)));
  EXPECT_TRUE(sight.blind());
  sight.turn(at(2150));
  EXPECT_FALSE(sight.blind());
  EXPECT_EQ(sight.reason(), "");
}

TEST(Sight, StaysBlindWhenStallsFollowOneAnother) {
  Sight sight(at(0));
  sight.turn(at(1000));
  sight.turn(at(1100));
  EXPECT_TRUE(sight.turn(at(1301)));
  sight.turn(at(1400));
  EXPECT_TRUE(sight.blind());
}

TEST(Sight, IsBlindWhileItsOwnBeatsDoNotComeThrough) {
  Sight sight(at(0));
  sight.turn(at(10));
  sight.lost_canary(at(10));
  EXPECT_TRUE(sight.blind());
  EXPECT_EQ(sight.reason(), "the monitor's own beats do not come through either");
  for (int t = 20; t < 160; t += 10) {
    EXPECT_FALSE(sight.turn(at(t)));
    EXPECT_TRUE(sight.blind());
  }
  sight.turn(at(160));
  EXPECT_FALSE(sight.blind());
}

TEST(Sight, MistrustsItselfMoreAfterEachMistakeAndLessAfterACalmSpell) {
  Sight sight(at(0));
  sight.turn(at(2000));  // a stall
  sight.was_refuted(0, 1, at(2000));
  EXPECT_EQ(sight.score(), 2);
  EXPECT_EQ(sight.slack(), sight.lag() + milliseconds(50));
  for (int i = 0; i < 20; ++i) sight.was_refuted(0, 1, at(2000));
  EXPECT_EQ(sight.score(), 8);
  for (int t = 2010; t <= 6990; t += 10) sight.turn(at(t));
  EXPECT_EQ(sight.score(), 8);
  for (int t = 7000; t <= 42000; t += 10) sight.turn(at(t));
  EXPECT_EQ(sight.score(), 0);
  EXPECT_EQ(sight.slack(), Duration::zero());
}

// One sloppy service had made it slow for all: a stopped one was named after 240 ms, not 110.
TEST(Sight, MistrustsItselfWhereMostWereSuspectedWronglyAndNotForOneOfThem) {
  Sight sight(at(0));
  for (int t = 100; t < 5000; t += 100) sight.was_refuted(1, 3, at(t));
  EXPECT_EQ(sight.score(), 0);
  sight.was_refuted(2, 3, at(6000));
  EXPECT_EQ(sight.score(), 0) << "more than a second later";
  sight.was_refuted(0, 3, at(6900));
  EXPECT_EQ(sight.score(), 1);
}

TEST(Sight, RemembersItsWorstLagForOneToTwoSeconds) {
  Sight sight(at(0));
  sight.turn(at(60));  // 50 ms more than a turn waits
  EXPECT_EQ(sight.lag(), milliseconds(50));
  for (int t = 70; t <= 1990; t += 10) sight.turn(at(t));
  EXPECT_EQ(sight.lag(), milliseconds(50));
  for (int t = 2000; t <= 2100; t += 10) sight.turn(at(t));
  EXPECT_EQ(sight.lag(), Duration::zero());
}

}  // namespace
}  // namespace latido::monitor
