#include "monitor/activity.h"

#include "monitor/check.h"

#include <gtest/gtest.h>

namespace latido::monitor {
namespace {

using std::chrono::milliseconds;

constexpr std::int64_t kMs = 1'000'000;

ThreadsLook look(int at_ms, std::vector<ThreadTimes> times) {
  ThreadsLook out;
  out.at = MonotonicTime(milliseconds(at_ms));
  out.state = ProcessState::running;
  out.times = std::move(times);
  out.times.front().ready = true;
  return out;
}

constexpr Duration kEnough = milliseconds(250);

Activity compare(const ThreadsLook& before, const ThreadsLook& now) {
  return monitor::compare(before, now, before, kEnough);
}

TEST(Activity, IsTheShareOfTheTimeBetweenTwoLooks) {
  const auto activity = compare(look(1000, {{7, 500 * kMs, 100 * kMs}, {8, 0, 0}}),
                                look(1200, {{7, 650 * kMs, 120 * kMs}, {8, 0, 190 * kMs}}));
  EXPECT_EQ(activity.cpu_percent, 75);
  EXPECT_EQ(activity.run_delay_percent, 10);
  EXPECT_EQ(activity.worst_run_delay_percent, 95);
  EXPECT_EQ(activity.process_cpu_percent, 75);
  EXPECT_EQ(activity.state, ProcessState::running);
}

// The kernel counts a wait for a CPU when it is over.
TEST(Activity, IsNothingButWaitingWhereAReadyThreadGotNoCpuAtAll) {
  const auto activity = compare(look(1000, {{7, 5 * kMs, kMs}}), look(1100, {{7, 5 * kMs, kMs}}));
  EXPECT_EQ(activity.cpu_percent, 0);
  EXPECT_EQ(activity.run_delay_percent, 100);
  auto asleep = look(1000, {{7, 5 * kMs, kMs}});
  auto still_asleep = look(1100, {{7, 5 * kMs, kMs}});
  asleep.times.front().ready = still_asleep.times.front().ready = false;
  EXPECT_EQ(compare(asleep, still_asleep).run_delay_percent, 0);
}

// The helper that it waits for was starved, and it was called deadlocked, and killed.
TEST(Activity, TellsThatAnotherThreadGotNoCpuAtAll) {
  const auto before = look(1000, {{7, 5 * kMs, kMs}, {8, 9 * kMs, kMs, true}});
  const auto after = look(1100, {{7, 6 * kMs, kMs}, {8, 9 * kMs, kMs, true}});
  EXPECT_EQ(compare(before, after).run_delay_percent, 0);
  EXPECT_EQ(compare(before, after).worst_run_delay_percent, 100);
}

TEST(Activity, IsNotKnownFromLooksTooCloseTogether) {
  const auto activity = compare(look(1000, {{7, 0, 0}}), look(1039, {{7, 39 * kMs, 0}}));
  EXPECT_EQ(activity.cpu_percent, -1);
  EXPECT_EQ(activity.worst_run_delay_percent, -1);
}

TEST(Activity, DoesNotCountAThreadThatWasNotThereBefore) {
  const auto activity = compare(look(1000, {{7, 0, 0}}), look(1100, {{9, 90 * kMs, 90 * kMs}}));
  EXPECT_EQ(activity.cpu_percent, -1);
  EXPECT_EQ(activity.worst_run_delay_percent, -1);
}

// Busy workers on a crowded machine had excused a loop that was deadlocked.
TEST(Activity, LeavesOutWhoHadEnoughInThisTurnThoughItWaitsForMore) {
  const auto began = look(0, {{7, 0, 0}, {8, 0, 0}});
  const auto before = look(2000, {{7, kMs, 0}, {8, 200 * kMs, 1800 * kMs}});
  const auto later = look(2100, {{7, 2 * kMs, 0}, {8, 249 * kMs, 1900 * kMs}});
  EXPECT_EQ(monitor::compare(before, later, began, kEnough).worst_run_delay_percent, 100);
  const auto enough = look(2100, {{7, 2 * kMs, 0}, {8, 250 * kMs, 1900 * kMs}});
  EXPECT_EQ(monitor::compare(before, enough, began, kEnough).worst_run_delay_percent, 0);
}

// A thread that writes to the disk is in state D at many a look, and does its work in between.
TEST(Activity, TellsThatAnotherThreadWaitsForADeviceWhereItDoesNothingElse) {
  const auto before = look(1000, {{7, 0, 0}, {8, 5 * kMs, 0, false, true}});
  EXPECT_TRUE(
      compare(before, look(1100, {{7, 0, 0}, {8, 5 * kMs, 0, false, true}})).another_waits_io);
  EXPECT_FALSE(
      compare(before, look(1100, {{7, 0, 0}, {8, 6 * kMs, 0, false, true}})).another_waits_io);
  EXPECT_FALSE(compare(before, look(1100, {{7, 0, 0}, {8, 5 * kMs, 0}})).another_waits_io);
}

TEST(ActivityWatch, CountsTheCpuTimeOfTheTurnAtHand) {
  ActivityWatch watch;
  watch.add(look(0, {{7, 500 * kMs, 0}}));
  watch.add(look(2000, {{7, 620 * kMs, 0}}));
  EXPECT_EQ(watch.activity(kEnough).cpu_used, milliseconds(120));
  watch.note_turn();
  watch.add(look(2100, {{7, 650 * kMs, 0}}));
  EXPECT_EQ(watch.activity(kEnough).cpu_used, milliseconds(0))
      << "what it had before may be of the last one";
  watch.add(look(2200, {{7, 680 * kMs, 0}}));
  EXPECT_EQ(watch.activity(kEnough).cpu_used, milliseconds(30));
  watch.add(look(2300, {{8, 9000 * kMs, 0}}));
  EXPECT_EQ(watch.activity(kEnough).cpu_used, milliseconds(0)) << "another thread";
}

TEST(ActivityWatch, ComparesWithALookThatIsRecentButNotTooRecent) {
  ActivityWatch watch;
  for (int ms = 0; ms <= 3000; ms += 50) {
    watch.add(look(ms, {{7, ms < 2000 ? 0 : (ms - 2000) * kMs, 0}}));
  }
  EXPECT_EQ(watch.activity(kEnough).cpu_percent, 100) << "it has been spinning for a second";
}

TEST(ActivityWatch, KeepsItsLooksWhenAnotherThreadIsInQuestionThatWasSeenInThem) {
  ActivityWatch watch;
  watch.add(look(0, {{7, 0, 0}, {8, 0, 0}}));
  watch.add(look(100, {{8, 100 * kMs, 0}, {7, 0, 0}}));
  EXPECT_EQ(watch.tid(), 8U);
  EXPECT_EQ(watch.activity(kEnough).cpu_percent, 100);
  EXPECT_EQ(watch.activity(kEnough).cpu_used, milliseconds(0))
      << "of its turn nothing is known yet";
  watch.add(look(200, {{9, 0, 0}, {7, 0, 0}}));
  EXPECT_EQ(watch.activity(kEnough).cpu_percent, -1);
}

}  // namespace
}  // namespace latido::monitor
