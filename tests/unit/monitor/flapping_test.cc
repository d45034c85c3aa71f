#include "monitor/flapping.h"

#include <gtest/gtest.h>

namespace latido::monitor {
namespace {

MonotonicTime at(int s) { return MonotonicTime(std::chrono::seconds(s)); }

TEST(Flapping, BeginsAtTheFourthFallWithinAMinute) {
  Flapping flapping;
  for (int s = 0; s < 60; s += 20) {
    flapping.fell(at(s));
    EXPECT_FALSE(flapping.turn(at(s)));
  }
  flapping.fell(at(60));
  EXPECT_TRUE(flapping.turn(at(60)));
  EXPECT_TRUE(flapping.flaps());
}

TEST(Flapping, DoesNotBeginWhenFallsAreFarApart) {
  Flapping flapping;
  for (int s = 0; s <= 200; s += 21) {
    flapping.fell(at(s));
    EXPECT_FALSE(flapping.turn(at(s))) << s;
  }
}

TEST(Flapping, EndsAfterHalfAMinuteWithoutAFall) {
  Flapping flapping;
  for (int s = 0; s < 4; ++s) flapping.fell(at(s));
  flapping.turn(at(4));
  EXPECT_FALSE(flapping.turn(at(32)));
  EXPECT_TRUE(flapping.turn(at(33)));
  EXPECT_FALSE(flapping.flaps());
  flapping.fell(at(34));
  EXPECT_FALSE(flapping.turn(at(34))) << "the old falls are forgotten";
}

}  // namespace
}  // namespace latido::monitor
