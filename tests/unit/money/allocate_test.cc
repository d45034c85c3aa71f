#include "common/money/allocate.h"

#include <cstdint>
#include <limits>
#include <numeric>

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

namespace latido {
namespace {

using Parts = std::vector<std::int64_t>;

TEST(Allocate, GivesTheOddOnesToTheLargestRemainders) {
  EXPECT_EQ(allocate(5, {3, 7}), (Parts{2, 3}));  // 1.5, 3.5: alike, the earlier gets it
  EXPECT_EQ(allocate(100, {1, 1, 1}), (Parts{34, 33, 33}));
  EXPECT_EQ(allocate(10, {1, 2, 3}), (Parts{2, 3, 5}));  // 1.67, 3.33, 5
  EXPECT_EQ(allocate(1, {5, 6}), (Parts{0, 1}));
}

TEST(Allocate, GivesNothingToAWeightOfNothing) {
  EXPECT_EQ(allocate(7, {0, 2, 0}), (Parts{0, 7, 0}));
  EXPECT_EQ(allocate(0, {3, 7}), (Parts{0, 0}));
}

TEST(Allocate, TakesWeightsThatAreAllNothingForEqual) {
  EXPECT_EQ(allocate(5, {0, 0}), (Parts{3, 2}));
}

TEST(Allocate, TakesBackWhatItGave) { EXPECT_EQ(allocate(-5, {3, 7}), (Parts{-2, -3})); }

TEST(Allocate, HoldsAtTheEndsOf64Bits) {
  constexpr auto kLeast = std::numeric_limits<std::int64_t>::min();
  constexpr auto kMost = std::numeric_limits<std::int64_t>::max();
  EXPECT_EQ(allocate(kLeast, {1}), Parts{kLeast});
  EXPECT_EQ(allocate(kMost, {kMost, 0}), (Parts{kMost, 0}));
  EXPECT_EQ(allocate(kMost, {kMost, kMost}), (Parts{kMost / 2 + 1, kMost / 2}));
}

TEST(RoundToTotal, RoundsEachDownOrUpAsTheTotalNeedsIt) {
  // 0.4, 0.4, 0.4 of a total of 1.2, rounded 1.
  EXPECT_EQ(round_to_total({4, 4, 4}, 10, 1), (Parts{1, 0, 0}));
  // -0.5, 1.7: 1.2, rounded 1. Down they are -1 and 1; 0.7 is more than 0.5.
  EXPECT_EQ(round_to_total({-5, 17}, 10, 1), (Parts{-1, 2}));
  EXPECT_EQ(round_to_total({}, 10, 0), Parts{});
}

RC_GTEST_PROP(Allocate, SumsToTheWholeAndIsWithinOneOfEachShare, ()) {
  const auto whole = *rc::gen::inRange<std::int64_t>(-1'000'000, 1'000'000);
  const auto weights =
      *rc::gen::nonEmpty(rc::gen::container<Parts>(rc::gen::inRange<std::int64_t>(0, 1'000)));
  const auto parts = allocate(whole, weights);
  RC_ASSERT(parts.size() == weights.size());
  RC_ASSERT(std::accumulate(parts.begin(), parts.end(), std::int64_t{0}) == whole);
  const auto sum = std::accumulate(weights.begin(), weights.end(), std::int64_t{0});
  for (std::size_t i = 0; sum > 0 && i < parts.size(); ++i) {
    const auto off = parts[i] * sum - whole * weights[i];
    RC_ASSERT(off < sum);
    RC_ASSERT(off > -sum);
  }
}

RC_GTEST_PROP(RoundToTotal, AddsUpAndIsWithinOneOfEachValue, ()) {
  const auto values = *rc::gen::container<Parts>(rc::gen::inRange<std::int64_t>(-9'999, 10'000));
  const auto sum = std::accumulate(values.begin(), values.end(), std::int64_t{0});
  const auto total = divide_half_up(sum, 100).value();
  const auto parts = round_to_total({values.begin(), values.end()}, 100, total);
  RC_ASSERT(std::accumulate(parts.begin(), parts.end(), std::int64_t{0}) == total);
  for (std::size_t i = 0; i < parts.size(); ++i) {
    RC_ASSERT(parts[i] * 100 - values[i] < 100);
    RC_ASSERT(parts[i] * 100 - values[i] > -100);
  }
}

}  // namespace
}  // namespace latido
