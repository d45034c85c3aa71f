#include "monitor/death_watch.h"

#include "tests/unit/monitor/child.h"

#include <gtest/gtest.h>

namespace latido::monitor {
namespace {

using std::chrono::milliseconds;
constexpr MonotonicTime kNow{milliseconds(1000)};

Identity identity_of(const Child& child, const std::string& incarnation) {
  return {
      .incarnation = incarnation, .pid = child.pid(), .start_ticks = child.ticks(), .local = true};
}

TEST(DeathWatch, TellsOnceThatTheWatchedProcessEnded) {
  const Child child;
  const auto identity = identity_of(child, "aaaa");
  DeathWatch watch;
  ASSERT_TRUE(watch.begin(identity));
  EXPECT_FALSE(watch.saw_end_of(identity));
  child.send_and_wait(SIGKILL, WEXITED);
  EXPECT_TRUE(watch.saw_end_of(identity));
  EXPECT_FALSE(watch.saw_end_of(identity));
}

TEST(DeathWatch, DoesNotLayTheDeathOfAPredecessorOnItsSuccessor) {
  const Child first;
  const Child second;
  DeathWatch watch;
  ASSERT_TRUE(watch.begin(identity_of(first, "aaaa")));
  first.send_and_wait(SIGKILL, WEXITED);
  EXPECT_FALSE(watch.saw_end_of(identity_of(second, "bbbb")));
  EXPECT_EQ(watch.fd(), -1) << "a watch that is over must not wake the loop for ever";
}

TEST(DeathWatch, TellsTheEndOfTheOneThatItWatchesNow) {
  const Child first;
  const Child second;
  DeathWatch watch;
  ASSERT_TRUE(watch.begin(identity_of(first, "aaaa")));
  ASSERT_TRUE(watch.begin(identity_of(second, "bbbb")));
  second.send_and_wait(SIGKILL, WEXITED);
  EXPECT_TRUE(watch.saw_end_of(identity_of(second, "bbbb")));
}

TEST(DeathWatch, LearnsFromTheZombieHowItEnded) {
  const Child child;
  const auto identity = identity_of(child, "aaaa");
  DeathWatch watch;
  ASSERT_TRUE(watch.begin(identity));
  EXPECT_EQ(watch.explain(), "") << "it lives";
  child.send_and_wait(SIGTERM, WEXITED);
  ASSERT_TRUE(watch.saw_end_of(identity));
  EXPECT_EQ(watch.explain(), "killed by signal 15");
  EXPECT_EQ(watch.explain(), "") << "told once";
}

TEST(DeathWatch, TellsOnceThatNobodyReapsTheZombieButGivesItsParentASecond) {
  const Child child;
  const auto identity = identity_of(child, "aaaa");
  DeathWatch watch;
  ASSERT_TRUE(watch.begin(identity));
  child.send_and_wait(SIGKILL, WEXITED);
  EXPECT_FALSE(watch.left_unreaped(kNow - milliseconds(5000))) << "its end was not seen yet";
  ASSERT_TRUE(watch.saw_end_of(identity));
  EXPECT_FALSE(watch.left_unreaped(kNow));
  EXPECT_FALSE(watch.left_unreaped(kNow + milliseconds(999)));
  EXPECT_TRUE(watch.left_unreaped(kNow + milliseconds(1000)));
  EXPECT_FALSE(watch.left_unreaped(kNow + milliseconds(2000)));
}

TEST(DeathWatch, SaysNothingOfOneThatWasReaped) {
  DeathWatch watch;
  {
    const Child child;
    const auto identity = identity_of(child, "aaaa");
    ASSERT_TRUE(watch.begin(identity));
    child.send_and_wait(SIGKILL, WEXITED);
    ASSERT_TRUE(watch.saw_end_of(identity));
  }
  EXPECT_FALSE(watch.left_unreaped(kNow));
  EXPECT_FALSE(watch.left_unreaped(kNow + milliseconds(1000)));
}

TEST(DeathWatch, StillLearnsHowItEndedWhereALookToldOfItsEndBefore) {
  const Child child;
  DeathWatch watch;
  ASSERT_TRUE(watch.begin(identity_of(child, "aaaa")));
  child.send_and_wait(SIGKILL, WEXITED);
  EXPECT_FALSE(watch.saw_end_of(std::nullopt)) << "it has been told";
  EXPECT_EQ(watch.explain(), "killed by signal 9");
}

TEST(DeathWatch, IsGivenUpWhereNobodyIsPresent) {
  const Child child;
  DeathWatch watch;
  ASSERT_TRUE(watch.begin(identity_of(child, "aaaa")));
  EXPECT_FALSE(watch.saw_end_of(std::nullopt));
  EXPECT_EQ(watch.fd(), -1);
}

TEST(DeathWatch, DoesNotBeginForAProcessThatIsNotThere) {
  DeathWatch watch;
  EXPECT_FALSE(
      watch.begin({.incarnation = "aaaa", .pid = 0x7FFFFFFF, .start_ticks = 1, .local = true}));
}

}  // namespace
}  // namespace latido::monitor
