#include "monitor/availability.h"

#include <gtest/gtest.h>

namespace latido::monitor {
namespace {

constexpr std::int64_t kMinute = 60'000;
constexpr std::int64_t kHour = 60 * kMinute;
constexpr std::int64_t kNow = 1'774'346'400'000;

class Availability : public ::testing::Test {
 protected:
  // From and to in minutes before now.
  void stood(Standing standing, std::int64_t from, std::int64_t to) {
    tally_.add(Stretch{standing, kNow - from * kMinute, kNow - to * kMinute});
  }
  [[nodiscard]] WindowFigures over_an_hour() const { return tally_.figures()[0]; }
  [[nodiscard]] WindowFigures over_a_day() const { return tally_.figures()[1]; }
  [[nodiscard]] WindowFigures over_30_days() const { return tally_.figures()[2]; }

  Tally tally_{kNow};
};

TEST_F(Availability, IsNotKnownWhereNothingWasSeen) {
  const auto figures = tally_.figures();
  ASSERT_EQ(figures.size(), 3U);
  EXPECT_EQ(figures[0].hours, 1U);
  EXPECT_EQ(figures[1].hours, 24U);
  EXPECT_EQ(figures[2].hours, 720U);
  for (const auto& window : figures) {
    EXPECT_EQ(window.availability, -1);
    EXPECT_EQ(window.mean_detect_ms, -1);
    EXPECT_EQ(window.mean_recover_ms, -1);
  }
}

TEST_F(Availability, IsWhatWasUpOrDegradedOfWhatIsKnown) {
  // 45 minutes of the hour are known, 36 of them available: 80 %.
  stood(Standing::up, 60, 30);
  stood(Standing::down, 25, 16);
  stood(Standing::degraded, 10, 4);
  EXPECT_DOUBLE_EQ(over_an_hour().availability, 0.8);
  EXPECT_EQ(over_an_hour().up_ms, 30 * kMinute);
  EXPECT_EQ(over_an_hour().degraded_ms, 6 * kMinute);
  EXPECT_EQ(over_an_hour().down_ms, 9 * kMinute);
}

TEST_F(Availability, CountsOnlyWhatLiesWithinTheWindow) {
  // Of the three hours down the last half hour lies in the window of one hour.
  stood(Standing::up, 25 * 60, 210);
  stood(Standing::down, 210, 30);
  stood(Standing::up, 30, -10);
  EXPECT_DOUBLE_EQ(over_an_hour().availability, 0.5);
  EXPECT_EQ(over_an_hour().up_ms, 30 * kMinute) << "what is still to come does not count";
  EXPECT_EQ(over_a_day().down_ms, 3 * kHour);
  EXPECT_DOUBLE_EQ(over_a_day().availability, 21.0 / 24.0);
  EXPECT_EQ(over_30_days().up_ms, 22 * kHour);
  EXPECT_DOUBLE_EQ(over_30_days().availability, 22.0 / 25.0);
}

TEST_F(Availability, ReachesThirtyDaysBackAndNoFurther) {
  stood(Standing::up, 31 * 24 * 60, 0);
  EXPECT_EQ(over_30_days().up_ms, 720 * kHour);
  EXPECT_EQ(over_30_days().availability, 1);
}

TEST_F(Availability, LeavesMaintenanceOut) {
  stood(Standing::up, 60, 40);
  stood(Standing::maintenance, 40, 10);
  stood(Standing::down, 10, 5);
  EXPECT_DOUBLE_EQ(over_an_hour().availability, 20.0 / 25.0);
  EXPECT_EQ(over_an_hour().maintenance_ms, 30 * kMinute);
}

TEST_F(Availability, CountsNoTimeTwiceWhereAClockWasSetBackBetweenTwoRuns) {
  stood(Standing::up, 50, 20);
  stood(Standing::down, 40, 30);
  stood(Standing::down, 25, 15);
  EXPECT_EQ(over_an_hour().up_ms, 30 * kMinute);
  EXPECT_EQ(over_an_hour().down_ms, 5 * kMinute);
}

TEST_F(Availability, IsNeverAbsurdWhateverTheClockSaid) {
  stood(Standing::up, 10, 20);  // backwards
  stood(Standing::down, -60, -120);
  EXPECT_EQ(over_an_hour().availability, -1);
}

TEST_F(Availability, CountsAFaultInTheWindowsInWhichItsVerdictFell) {
  tally_.add(Fault{kNow - 2 * kHour, 300, 5000});
  tally_.add(Fault{kNow - kHour, 100, 2000});
  tally_.add(Fault{kNow - kMinute, 21, -1});  // still down
  tally_.add(Fault{kNow - kMinute, -1, 1000});
  EXPECT_EQ(over_an_hour().faults, 3U);
  EXPECT_EQ(over_an_hour().mean_detect_ms, 60) << "(100 + 21) / 2";
  EXPECT_EQ(over_an_hour().mean_recover_ms, 1500) << "(2000 + 1000) / 2";
  EXPECT_EQ(over_a_day().faults, 4U);
  EXPECT_EQ(over_a_day().mean_detect_ms, 140) << "(300 + 100 + 21) / 3";
  EXPECT_EQ(over_a_day().mean_recover_ms, 2666) << "(5000 + 2000 + 1000) / 3";
}

}  // namespace
}  // namespace latido::monitor
