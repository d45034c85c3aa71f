#include "monitor/windows.h"

#include <gtest/gtest.h>

namespace latido::monitor {
namespace {

// 2026-03-24T10:00:00Z is 1774346400 s, by `date -u -d @1774346400`.
constexpr std::int64_t kTenOClock = 1'774'346'400'000;
constexpr std::int64_t kMinute = 60'000;

WatchedService service(const std::string& name, std::vector<MaintenanceWindow> planned = {}) {
  WatchedService out;
  out.name = name;
  out.maintenance = std::move(planned);
  return out;
}

CardOptions card(const std::string& name) {
  CardOptions out;
  out.service = name;
  return out;
}

health::Maintenance wish(const std::string& name, std::uint16_t minutes) {
  return {.service = name, .minutes = minutes, .until_unix_ms = 0};
}

health::Maintenance until(const std::string& name, std::int64_t unix_ms) {
  return {.service = name, .minutes = 0, .until_unix_ms = unix_ms};
}

using Told = std::vector<health::Maintenance>;

TEST(Windows, TellTheBoardOfEachServiceWhatIsPlannedAndWhatPeopleHaveOpened) {
  Windows windows({service("planned", {{.from_minute = 600, .minutes = 30}}),
                   service("opened"),
                   service("neither")});
  Board board({card("planned"), card("opened"), card("neither")}, "e", {});
  windows.open(wish("opened", 5), kTenOClock);
  windows.note_on(board, kTenOClock);
  EXPECT_TRUE(board.in_maintenance(0));
  EXPECT_TRUE(board.in_maintenance(1));
  EXPECT_FALSE(board.in_maintenance(2));
  const auto states = std::get<Snapshot>(board.snapshot({}, kTenOClock).content);
  EXPECT_EQ(states[0].maintenance_until_unix_ms, 0);
  EXPECT_EQ(states[1].maintenance_until_unix_ms, kTenOClock + 5 * kMinute);
  windows.note_on(board, kTenOClock + 30 * kMinute);
  EXPECT_FALSE(board.in_maintenance(0));
  EXPECT_FALSE(board.in_maintenance(1));
}

TEST(Windows, AreToldWhileTheyLastAndTheirEndAtOnce) {
  Windows windows({service("a"), service("b")});
  EXPECT_EQ(windows.open(wish("b", 5), kTenOClock), until("b", kTenOClock + 5 * kMinute));
  EXPECT_EQ(windows.opened(kTenOClock), Told{until("b", kTenOClock + 5 * kMinute)});
  EXPECT_EQ(windows.opened(kTenOClock + 5 * kMinute), Told{});
  EXPECT_EQ(windows.open(wish("b", 0), kTenOClock), until("b", 0));
  EXPECT_EQ(windows.opened(kTenOClock), Told{});
}

TEST(Windows, OfServicesThatAreNotWatchedArePassedOver) {
  Windows windows({service("a")});
  EXPECT_EQ(windows.open(wish("z", 5), kTenOClock), std::nullopt);
  windows.inherit({{"z", kTenOClock + kMinute}, {"a", kTenOClock + kMinute}}, kTenOClock);
  EXPECT_EQ(windows.opened(kTenOClock), Told{until("a", kTenOClock + kMinute)});
}

TEST(Windows, OfTheHistoryDoNotUndoWhatIsKnownByNow) {
  Windows windows({service("ended"), service("opened"), service("told"), service("quiet")});
  windows.open(wish("ended", 0), kTenOClock);
  windows.open(wish("opened", 5), kTenOClock);
  windows.inherit({{"told", kTenOClock + kMinute}}, kTenOClock);
  const auto late = kTenOClock + 60 * kMinute;
  windows.inherit({{"ended", late}, {"opened", late}, {"told", late}, {"quiet", late}}, kTenOClock);
  EXPECT_EQ(windows.opened(kTenOClock),
            (Told{until("opened", kTenOClock + 5 * kMinute),
                  until("told", kTenOClock + kMinute),
                  until("quiet", late)}));
}

}  // namespace
}  // namespace latido::monitor
