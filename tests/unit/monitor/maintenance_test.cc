#include "monitor/maintenance.h"

#include <gtest/gtest.h>

namespace latido::monitor {
namespace {

// 2026-03-24T10:00:00Z is 1774346400 s, by `date -u -d @1774346400`.
constexpr std::int64_t kTenOClock = 1'774'346'400'000;
constexpr std::int64_t kMinute = 60'000;

TEST(Maintenance, ReadsATimeOfTheDay) {
  EXPECT_EQ(minute_of_day("00:00"), 0);
  EXPECT_EQ(minute_of_day("23:59"), 1439);
  for (const auto* bad : {"", "1:00", "24:00", "12:60", "12-00", "12:000", "ab:cd", "-1:00"}) {
    EXPECT_EQ(minute_of_day(bad), std::nullopt) << bad;
  }
}

TEST(Maintenance, LastsFromItsMinuteForSoManyMinutesEveryDay) {
  const std::vector<MaintenanceWindow> windows{{.from_minute = 600, .minutes = 30}};
  EXPECT_FALSE(in_maintenance(windows, kTenOClock - 1));
  EXPECT_TRUE(in_maintenance(windows, kTenOClock));
  EXPECT_TRUE(in_maintenance(windows, kTenOClock + 30 * kMinute - 1));
  EXPECT_FALSE(in_maintenance(windows, kTenOClock + 30 * kMinute));
  EXPECT_TRUE(in_maintenance(windows, kTenOClock + 24 * 60 * kMinute));
  EXPECT_FALSE(in_maintenance({}, kTenOClock));
}

TEST(Maintenance, MayRunPastMidnight) {
  const std::vector<MaintenanceWindow> windows{{.from_minute = 1430, .minutes = 20}};
  const auto midnight = kTenOClock + 14 * 60 * kMinute;
  EXPECT_TRUE(in_maintenance(windows, midnight - 10 * kMinute));
  EXPECT_TRUE(in_maintenance(windows, midnight + 9 * kMinute));
  EXPECT_FALSE(in_maintenance(windows, midnight + 10 * kMinute));
}

TEST(OpenedWindow, LastsFromNowForSoManyMinutes) {
  OpenedWindow window;
  EXPECT_EQ(window.until(kTenOClock), 0);
  window.open(30, kTenOClock);
  EXPECT_EQ(window.until(kTenOClock), kTenOClock + 30 * kMinute);
  EXPECT_EQ(window.until(kTenOClock + 30 * kMinute - 1), kTenOClock + 30 * kMinute);
  EXPECT_EQ(window.until(kTenOClock + 30 * kMinute), 0);
}

TEST(OpenedWindow, IsEndedBeforeItsTime) {
  OpenedWindow window;
  window.open(30, kTenOClock);
  window.open(0, kTenOClock + kMinute);
  EXPECT_EQ(window.until(kTenOClock + kMinute), 0);
}

TEST(OpenedWindow, IsTakenOverAsItWasButForADayAtMost) {
  OpenedWindow window;
  window.inherit(kTenOClock + kMinute, kTenOClock);
  EXPECT_EQ(window.until(kTenOClock), kTenOClock + kMinute);
  window.inherit(kTenOClock + 9'000 * kMinute, kTenOClock);
  EXPECT_EQ(window.until(kTenOClock), kTenOClock + 1'440 * kMinute);
  window.inherit(kTenOClock - 1, kTenOClock);
  EXPECT_EQ(window.until(kTenOClock), 0);
}

}  // namespace
}  // namespace latido::monitor
