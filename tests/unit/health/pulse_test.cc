#include "common/health/heart.h"

#include <gtest/gtest.h>

namespace latido::health {
namespace {

TEST(LoopPulse, CountsTurnsAndKeepsWhatTheLoopSaidLast) {
  LoopPulse pulse("writer");
  EXPECT_EQ(pulse.name(), "writer");
  EXPECT_EQ(pulse.turns(), 0U);
  EXPECT_STREQ(pulse.operation(), "");
  const auto born = pulse.last_turn_ns();
  pulse.turn("drain", std::chrono::milliseconds(10));
  pulse.turn("commit", std::chrono::milliseconds(900));
  EXPECT_EQ(pulse.turns(), 2U);
  EXPECT_STREQ(pulse.operation(), "commit");
  EXPECT_EQ(pulse.budget(), std::chrono::milliseconds(900));
  EXPECT_GE(pulse.last_turn_ns(), born);
}

}  // namespace
}  // namespace latido::health
