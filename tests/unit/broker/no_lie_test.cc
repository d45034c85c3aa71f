// A request that was at a worker may have taken effect: no answer may say that nothing was done.
#include "tests/unit/broker/broker_core.h"

#include <gtest/gtest.h>

namespace latido::broker::test {
namespace {

void hand_over_and_return(BrokerCore& broker, int times) {
  for (int i = 0; i < times; ++i) {
    broker.ready_with("w", "echo", kSafe);
    broker.from("w", {"MDPW02", "\x06"});
  }
}

class NoLieAfter : public testing::TestWithParam<int> {
 protected:
  void SetUp() override {
    broker_.ready_with("w", "echo", kSafe);
    broker_.request("c", "echo", "x");
    broker_.from("w", {"MDPW02", "\x06"});
    hand_over_and_return(broker_, GetParam() - 1);
    ASSERT_EQ(broker_.work("w").size(), static_cast<std::size_t>(GetParam()));
    ASSERT_TRUE(broker_.take("c").empty());
  }

  void expect_unknown() {
    const auto answers = broker_.answers("c");
    ASSERT_EQ(answers.size(), 1U);
    EXPECT_TRUE(has_code(answers[0], "OUTCOME_UNKNOWN")) << answers[0];
    EXPECT_EQ(answers[0].find("nothing was done"), std::string::npos);
  }

  BrokerCore broker_;
};

TEST_P(NoLieAfter, ThatManyHandOversWhenNoWorkerComesBack) {
  broker_.pass(5'200ms);
  expect_unknown();
}

TEST_P(NoLieAfter, ThatManyHandOversWhenTheBrokerStops) {
  broker_.core.close();
  expect_unknown();
}

INSTANTIATE_TEST_SUITE_P(HandOvers, NoLieAfter, testing::Values(1, 2, 255, 256, 257, 512));

TEST(NoLie, WhenTheDeadlinePassesInTheQueueAfterARedelivery) {
  BrokerCore broker;
  broker.ready_with("w", "echo", kSafe);
  broker.request_with("c", "echo", "LTD1 deadline=" + std::to_string(kStartUnixMs + 3'000), "x");
  broker.request("d", "echo", "y");
  broker.from("w", {"MDPW02", "\x06"});
  broker.pass(3'100ms);
  EXPECT_TRUE(has_code(broker.answers("c").at(0), "OUTCOME_UNKNOWN"));
}

TEST(NoLie, AFullQueueRefusesOnlyNewcomers) {
  BrokerCore broker({.queue_max = 4});
  const char* const many = "LTD1 retry=safe beat=200 credits=8";
  broker.ready_with("w", "echo", many);
  for (int i = 0; i < 8; ++i) broker.request("c", "echo", std::to_string(i));
  broker.from("w", {"MDPW02", "\x06"});
  EXPECT_TRUE(broker.take("c").empty()) << "what a worker had goes back, even over the limit";
  broker.request("late", "echo", "x");
  EXPECT_TRUE(has_code(broker.answers("late").at(0), "BUSY"));
  broker.ready_with("other", "echo", many);
  EXPECT_EQ(broker.work("other").size(), 8U);
}

}  // namespace
}  // namespace latido::broker::test
