#include "monitor/flapping.h"

#include <gtest/gtest.h>

namespace latido::monitor {
namespace {

using std::chrono::seconds;

class FlappingUnderTest : public ::testing::Test {
 protected:
  static MonotonicTime at(int s) { return MonotonicTime(seconds(s)); }

  // Up, and then down: whether the answer has changed.
  bool falls(int s) {
    flapping_.turn(true, false, at(s));
    return flapping_.turn(false, true, at(s));
  }

  Flapping flapping_;
};

TEST_F(FlappingUnderTest, BeginsAtTheFourthFallWhereEachIsWithinAMinuteOfTheOneBefore) {
  for (const int s : {0, 59, 118}) EXPECT_FALSE(falls(s)) << s;
  EXPECT_TRUE(falls(177));
  EXPECT_TRUE(flapping_.flaps());
}

// One that died every 21 seconds paged as often.
TEST_F(FlappingUnderTest, GoesOnWhileItFallsOnceAMinute) {
  for (int s = 0; s <= 3600; s += 21) falls(s);
  EXPECT_TRUE(flapping_.flaps());
}

TEST_F(FlappingUnderTest, DoesNotBeginWhenFallsAreFarApart) {
  for (int s = 0; s <= 3600; s += 60) EXPECT_FALSE(falls(s)) << s;
}

TEST_F(FlappingUnderTest, EndsAfterAMinuteWithoutAFall) {
  for (int s = 0; s < 4; ++s) falls(s);
  EXPECT_FALSE(flapping_.turn(true, false, at(62)));
  EXPECT_TRUE(flapping_.turn(true, false, at(63)));
  EXPECT_FALSE(flapping_.flaps());
  EXPECT_FALSE(falls(64)) << "the old falls are forgotten";
}

TEST_F(FlappingUnderTest, CountsAFallByWayOfAnotherVerdict) {
  for (int s = 0; s < 4; ++s) {
    flapping_.turn(true, false, at(s));
    flapping_.turn(false, false, at(s));  // it says that it is stopping
    flapping_.turn(false, true, at(s));
  }
  EXPECT_TRUE(flapping_.flaps());
}

TEST_F(FlappingUnderTest, CountsOneFallUntilItIsUpAgain) {
  falls(0);
  for (int s = 1; s < 10; ++s) {
    flapping_.turn(false, false, at(s));  // it starts
    flapping_.turn(false, true, at(s));
  }
  EXPECT_FALSE(flapping_.flaps());
}

TEST_F(FlappingUnderTest, DoesNotCountWhatHasNotBeenUpYet) {
  for (int s = 0; s < 10; ++s) {
    flapping_.turn(false, true, at(s));
    flapping_.turn(false, false, at(s));
  }
  EXPECT_FALSE(flapping_.flaps());
}

}  // namespace
}  // namespace latido::monitor
