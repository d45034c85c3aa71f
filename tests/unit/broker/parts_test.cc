// The small parts on their own.
#include "broker/deadline_heap.h"
#include "broker/token.h"

#include <gtest/gtest.h>

namespace latido::broker {
namespace {

using namespace std::chrono_literals;

TEST(Token, IsReadBackByItsOwnMint) {
  const TokenMint mint(0x0102030405060708);
  const std::string bytes = mint.make({0xffeeddccbbaa, 0x89abcdef});
  EXPECT_EQ(bytes.size(), 15U);
  const auto token = mint.read(bytes);
  ASSERT_TRUE(token.has_value());
  EXPECT_EQ(token->request, 0xffeeddccbbaaU);
  EXPECT_EQ(token->handover, 0x89abcdefU);
}

TEST(Token, OfAnotherRunIsRefused) {
  const TokenMint earlier(1);
  const TokenMint now(2);
  EXPECT_FALSE(now.read(earlier.make({1, 1})).has_value());
}

TEST(Token, OfAnotherLengthIsRefused) {
  const TokenMint mint(1);
  const std::string bytes = mint.make({1, 1});
  EXPECT_FALSE(mint.read(bytes + "x").has_value());
  EXPECT_FALSE(mint.read(bytes.substr(0, 14)).has_value());
  EXPECT_FALSE(mint.read("").has_value());
}

TEST(Token, OfThe256thHandOverIsNotThatOfTheFirst) {
  const TokenMint mint(1);
  EXPECT_NE(mint.make({1, 1}), mint.make({1, 257}));
}

TEST(DeadlineHeap, GivesTheEarliestFirstAndNothingEarly) {
  DeadlineHeap<int> heap;
  const MonotonicTime start{};
  heap.push(start + 3ms, 3);
  heap.push(start + 1ms, 1);
  heap.push(start + 2ms, 2);
  EXPECT_EQ(heap.earliest(), start + 1ms);
  EXPECT_FALSE(heap.pop_due(start).has_value());
  EXPECT_EQ(heap.pop_due(start + 2ms), 1);
  EXPECT_EQ(heap.pop_due(start + 2ms), 2);
  EXPECT_FALSE(heap.pop_due(start + 2ms).has_value());
}

TEST(DeadlineHeap, DropsTheDeadBeforeTheyPileUp) {
  DeadlineHeap<int> heap;
  const MonotonicTime start{};
  for (int i = 0; i < 100'000; ++i) {
    heap.push(start + std::chrono::milliseconds(i), i);
    heap.compact(1, [](int key) { return key == 0; });
    ASSERT_LE(heap.size(), 1'100U);
  }
  EXPECT_EQ(heap.pop_due(start), 0);
}

}  // namespace
}  // namespace latido::broker
