#include "monitor/hung_policy.h"

#include <gtest/gtest.h>

namespace latido::monitor {
namespace {

using std::chrono::milliseconds;

MonotonicTime at(int ms) { return MonotonicTime(milliseconds(ms)); }

// One that is due for its first time at 1000 ms, and whose stacks are ordered then.
HungPolicy at_work() {
  HungPolicy policy;
  policy.observe(true, "a", at(0));
  policy.observe(true, "a", at(1000));
  EXPECT_TRUE(policy.due(at(1000)));
  policy.stacks_ordered(at(1000));
  return policy;
}

TEST(HungPolicy, HasTheStacksWrittenOnceAfterASecondOfHanging) {
  HungPolicy policy;
  policy.observe(true, "a", at(0));
  EXPECT_FALSE(policy.due(at(999)));
  EXPECT_TRUE(policy.due(at(1000)));
  policy.stacks_ordered(at(1000));
  policy.observe(true, "a", at(5000));
  EXPECT_FALSE(policy.due(at(5000))) << "they are being written";
}

TEST(HungPolicy, CountsAnewWhenItCameRoundInBetween) {
  HungPolicy policy;
  policy.observe(true, "a", at(0));
  policy.observe(false, "a", at(900));
  policy.observe(true, "a", at(950));
  EXPECT_FALSE(policy.due(at(1949)));
  EXPECT_TRUE(policy.due(at(1950)));
}

TEST(HungPolicy, DecidesHalfASecondAfterTheStacksAreWritten) {
  auto policy = at_work();
  EXPECT_FALSE(policy.decides(at(3000)));
  policy.stacks_written(at(3000));
  EXPECT_FALSE(policy.decides(at(3499)));
  EXPECT_TRUE(policy.decides(at(3500)));
}

TEST(HungPolicy, DoesNotWaitForEverForTheToolThatWritesTheStacks) {
  auto policy = at_work();
  EXPECT_FALSE(policy.decides(at(10'999)));
  EXPECT_TRUE(policy.decides(at(11'000)));
  policy.killed();
  policy.stacks_written(at(12'000));
  EXPECT_FALSE(policy.decides(at(20'000))) << "it was decided long ago";
}

// Many that hung at once were ended one by one, and none any more where the tool never ended.
TEST(HungPolicy, IsOverdueWhereItHasWaitedTenSecondsForWhoeverWritesTheStacks) {
  HungPolicy policy;
  policy.observe(true, "a", at(0));
  EXPECT_FALSE(policy.overdue(at(10'999)));
  EXPECT_TRUE(policy.overdue(at(11'000)));
  policy.lives_on(at(30'000));
  policy.observe(true, "a", at(12'000));
  EXPECT_FALSE(policy.overdue(at(39'999))) << "it was not due before 30 s";
  EXPECT_TRUE(policy.overdue(at(40'000)));
  policy.stacks_ordered(at(40'000));
  EXPECT_FALSE(policy.overdue(at(60'000)));
}

TEST(HungPolicy, TakesTheStacksAsWrittenOnce) {
  auto policy = at_work();
  EXPECT_TRUE(policy.awaits_stacks());
  policy.stacks_written(at(2000));
  EXPECT_FALSE(policy.awaits_stacks());
  policy.stacks_written(at(2400));
  EXPECT_TRUE(policy.decides(at(2500)));
}

TEST(HungPolicy, KillsAProcessOnceAndTheNextOneTooWhenThatHangs) {
  auto policy = at_work();
  policy.killed();
  policy.observe(true, "a", at(5000));
  policy.observe(true, "a", at(9000));
  EXPECT_FALSE(policy.due(at(9000)));
  policy.observe(true, "b", at(10'000));
  EXPECT_FALSE(policy.due(at(10'999)));
  EXPECT_TRUE(policy.due(at(11'000)));
}

// It had counted as ended from the order of its stacks on, and was never due again.
TEST(HungPolicy, IsDueAgainWhenOneThatWasSparedHangsAgain) {
  auto policy = at_work();
  policy.stacks_written(at(2000));
  policy.lives_on(at(2500));
  EXPECT_FALSE(policy.due(at(2500)));
  policy.observe(true, "a", at(2600));
  EXPECT_FALSE(policy.due(at(3599)));
  EXPECT_TRUE(policy.due(at(3600)));
}

TEST(HungPolicy, IsNotDueBeforeItsTimeWhereTheKillFailed) {
  auto policy = at_work();
  policy.lives_on(at(30'000));
  policy.observe(true, "a", at(2000));
  EXPECT_FALSE(policy.due(at(29'999)));
  EXPECT_TRUE(policy.due(at(30'000)));
}

}  // namespace
}  // namespace latido::monitor
