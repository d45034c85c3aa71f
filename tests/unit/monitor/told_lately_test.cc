#include "monitor/told_lately.h"

#include <gtest/gtest.h>

namespace latido::monitor {
namespace {

using std::chrono::milliseconds;

class ToldLatelyUnderTest : public ::testing::Test {
 protected:
  bool is_news(const std::string& trouble, milliseconds later) {
    now_ += later;
    return told_.is_news(trouble, now_);
  }

  MonotonicTime now_{milliseconds(1)};
  ToldLately told_;
};

TEST_F(ToldLatelyUnderTest, IsNewsOnceHoweverLongItGoesOn) {
  EXPECT_TRUE(is_news("no descriptors", milliseconds(0)));
  for (int turn = 0; turn < 3000; ++turn) EXPECT_FALSE(is_news("no descriptors", milliseconds(10)));
}

TEST_F(ToldLatelyUnderTest, IsNewsWhereItIsAnotherTrouble) {
  EXPECT_TRUE(is_news("no descriptors", milliseconds(0)));
  EXPECT_TRUE(is_news("no memory", milliseconds(10)));
  EXPECT_FALSE(is_news("no memory", milliseconds(10)));
}

TEST_F(ToldLatelyUnderTest, IsNewsAgainOnceItHasBeenAwayForAWhile) {
  EXPECT_TRUE(is_news("no descriptors", milliseconds(0)));
  EXPECT_FALSE(is_news("no descriptors", milliseconds(9999)));
  EXPECT_TRUE(is_news("no descriptors", milliseconds(10'000)));
}

}  // namespace
}  // namespace latido::monitor
