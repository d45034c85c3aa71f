#include "monitor/hung_policy.h"

#include <gtest/gtest.h>

namespace latido::monitor {
namespace {

MonotonicTime at(int ms) { return MonotonicTime(std::chrono::milliseconds(ms)); }

TEST(HungPolicy, EndsAProcessOnceAfterASecondOfHanging) {
  HungPolicy policy;
  EXPECT_FALSE(policy.due(true, "a", at(0)));
  EXPECT_FALSE(policy.due(true, "a", at(999)));
  EXPECT_TRUE(policy.due(true, "a", at(1000)));
  EXPECT_FALSE(policy.due(true, "a", at(5000))) << "it is being ended already";
}

TEST(HungPolicy, CountsAnewWhenItCameRoundInBetween) {
  HungPolicy policy;
  policy.due(true, "a", at(0));
  EXPECT_FALSE(policy.due(false, "a", at(900)));
  EXPECT_FALSE(policy.due(true, "a", at(950)));
  EXPECT_FALSE(policy.due(true, "a", at(1900)));
  EXPECT_TRUE(policy.due(true, "a", at(1950)));
}

TEST(HungPolicy, EndsTheNextOneTooWhenThatHangs) {
  HungPolicy policy;
  policy.due(true, "a", at(0));
  policy.due(true, "a", at(1000));
  EXPECT_FALSE(policy.due(true, "b", at(2000)));
  EXPECT_TRUE(policy.due(true, "b", at(3000)));
}

}  // namespace
}  // namespace latido::monitor
