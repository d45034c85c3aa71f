#include "common/money/rounding.h"

#include <gtest/gtest.h>

namespace latido {
namespace {

constexpr std::int64_t kLargest = std::numeric_limits<std::int64_t>::max();
constexpr std::int64_t kSmallest = std::numeric_limits<std::int64_t>::min();

TEST(DivideHalfUp, RoundsHalvesAwayFromZero) {
  EXPECT_EQ(divide_half_up(1, 2), 1);
  EXPECT_EQ(divide_half_up(-1, 2), -1);
  EXPECT_EQ(divide_half_up(3, 2), 2);
  EXPECT_EQ(divide_half_up(-3, 2), -2);
  EXPECT_EQ(divide_half_up(5, 2), 3);  // half to even would give 2
}

TEST(DivideHalfUp, RoundsTheRestToTheNearer) {
  EXPECT_EQ(divide_half_up(0, 7), 0);
  EXPECT_EQ(divide_half_up(3, 7), 0);
  EXPECT_EQ(divide_half_up(4, 7), 1);
  EXPECT_EQ(divide_half_up(-3, 7), 0);
  EXPECT_EQ(divide_half_up(-4, 7), -1);
  EXPECT_EQ(divide_half_up(499, 1000), 0);
}

TEST(DivideHalfUp, MatchesTheOfficialExampleThatHalfToEvenFails) {
  EXPECT_EQ(divide_half_up(Int128{146050} * 250'000, 1'000'000),
            36513);  // 1460.50 at 25 % is 365.13
}

TEST(DivideHalfUp, ReachesBothEndsOf64BitsAndNoFurther) {
  EXPECT_EQ(divide_half_up(Int128{kLargest} * 2, 2), kLargest);
  EXPECT_EQ(divide_half_up(Int128{kSmallest} * 2, 2), kSmallest);
  EXPECT_EQ(divide_half_up(Int128{kLargest} * 2 + 1, 2), std::nullopt);  // rounds up past the end
  EXPECT_EQ(divide_half_up(Int128{kSmallest} * 2 - 1, 2), std::nullopt);
  EXPECT_EQ(divide_half_up(Int128{kSmallest} * kSmallest, 1), std::nullopt);
}

TEST(CheckedSum, IsNothingWhereItDoesNotFit) {
  EXPECT_EQ(checked_add(kLargest - 1, 1), kLargest);
  EXPECT_EQ(checked_add(kLargest, 1), std::nullopt);
  EXPECT_EQ(checked_add(kSmallest, -1), std::nullopt);
  EXPECT_EQ(checked_subtract(kSmallest + 1, 1), kSmallest);
  EXPECT_EQ(checked_subtract(0, kSmallest), std::nullopt);
}

}  // namespace
}  // namespace latido
