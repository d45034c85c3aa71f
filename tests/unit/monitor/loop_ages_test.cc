#include "monitor/loop_ages.h"

#include <gtest/gtest.h>

namespace latido::monitor {
namespace {

using std::chrono::milliseconds;

health::Beat beat(std::int64_t sent_ms, std::uint64_t turns, std::uint32_t age_ms) {
  health::Beat beat;
  beat.interval_ms = 50;
  beat.sent_monotonic_ns = sent_ms * 1'000'000;
  beat.loops = {{.name = "work",
                 .turns = turns,
                 .age_ms = age_ms,
                 .operation = "",
                 .budget_ms = 0,
                 .tid = 0}};
  return beat;
}

class LoopAgesTest : public ::testing::Test {
 protected:
  Duration after(health::Beat beat, std::uint64_t lost = 0) {
    beat.sequence = sequence_ += 1 + lost;
    ages_.note(beat);
    return ages_.age(beat.loops[0]);
  }

  LoopAges ages_;
  std::uint64_t sequence_ = 0;
};

TEST_F(LoopAgesTest, AreThoseThatAreToldWhereBeatsAreSentInTime) {
  EXPECT_EQ(after(beat(1000, 1, 10)), milliseconds(10));
  EXPECT_EQ(after(beat(1050, 1, 60)), milliseconds(60));
  EXPECT_EQ(after(beat(1150, 1, 160)), milliseconds(160)) << "late by 50 ms, as may be";
  EXPECT_EQ(ages_.gap(), Duration::zero());
}

TEST_F(LoopAgesTest, LeaveOutTheTimeInWhichNoBeatWasSent) {
  after(beat(1000, 1, 10));
  EXPECT_EQ(after(beat(3000, 1, 2010)), milliseconds(60));
  EXPECT_EQ(ages_.gap(), milliseconds(1950));
  EXPECT_EQ(after(beat(3050, 1, 2060)), milliseconds(110));
  EXPECT_EQ(after(beat(3250, 1, 2260)), milliseconds(160)) << "and of each such time";
}

TEST_F(LoopAgesTest, BeginAnewWithEachTurn) {
  after(beat(1000, 1, 10));
  after(beat(3000, 1, 2010));
  EXPECT_EQ(after(beat(3050, 2, 40)), milliseconds(40));
  EXPECT_EQ(after(beat(3350, 3, 100)), milliseconds(0)) << "it cannot have run for less than that";
  EXPECT_EQ(after(beat(3400, 3, 150)), milliseconds(50)) << "no more is left out than it is old";
}

TEST_F(LoopAgesTest, AreThoseThatAreToldByWhoDoesNotSayWhenItSent) {
  after(beat(0, 1, 10));
  EXPECT_EQ(after(beat(0, 1, 2010)), milliseconds(2010));
  after(beat(5000, 1, 10));
  EXPECT_EQ(after(beat(4000, 1, 2010)), milliseconds(2010));
}

TEST_F(LoopAgesTest, AreThoseThatAreToldWhereBeatsWereSentAndLost) {
  after(beat(1000, 1, 10));
  EXPECT_EQ(after(beat(1300, 1, 310), 5), milliseconds(310));
}

TEST_F(LoopAgesTest, OfAnUnknownLoopIsWhatIsToldOfIt) {
  EXPECT_EQ(ages_.age(beat(1000, 1, 700).loops[0]), milliseconds(700));
}

}  // namespace
}  // namespace latido::monitor
