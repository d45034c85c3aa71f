#include "common/health/schedule.h"

#include <gtest/gtest.h>

namespace latido::health {
namespace {

using std::chrono::milliseconds;
const MonotonicTime kStart{milliseconds(1000)};
constexpr milliseconds kInterval{50};

TEST(Schedule, KeepsASlotThatIsStillToCome) {
  EXPECT_EQ(next_slot(kStart, kStart - milliseconds(1), kInterval), kStart);
}

TEST(Schedule, TakesTheNextSlotWhenOneIsDue) {
  EXPECT_EQ(next_slot(kStart, kStart, kInterval), MonotonicTime(milliseconds(1050)));
  EXPECT_EQ(next_slot(kStart, kStart + milliseconds(49), kInterval),
            MonotonicTime(milliseconds(1050)));
}

TEST(Schedule, SkipsEverySlotMissedDuringAStopAndStaysOnTheGrid) {
  EXPECT_EQ(next_slot(kStart, kStart + milliseconds(1234), kInterval),
            MonotonicTime(milliseconds(2250)));
}

}  // namespace
}  // namespace latido::health
