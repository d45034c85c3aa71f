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

}  // namespace
}  // namespace latido::monitor
