#include "tests/unit/broker/broker_core.h"

#include <gtest/gtest.h>

namespace latido::broker::test {
namespace {

std::string deadline_in(std::chrono::milliseconds left) {
  return "LTD1 deadline=" + std::to_string(kStartUnixMs + left.count());
}

TEST(Deadline, AlreadyPastIsRefusedAsExpired) {
  BrokerCore broker;
  broker.ready("w", "echo");
  broker.request_with("c", "echo", deadline_in(0ms), "x");
  EXPECT_TRUE(has_code(broker.answers("c").at(0), "EXPIRED"));
  EXPECT_TRUE(broker.work("w").empty());
}

TEST(Deadline, PassedInTheQueueIsExpiredAndNeverHandedOver) {
  BrokerCore broker;
  broker.ready_with("w", "echo", "LTD1 beat=60000");
  broker.request("busy", "echo", "first");
  broker.request_with("c", "echo", deadline_in(100ms), "second");
  const auto work = broker.work("w");
  ASSERT_EQ(work.size(), 1U);
  broker.pass(99ms);
  EXPECT_TRUE(broker.take("c").empty());
  broker.pass(1ms);
  EXPECT_TRUE(has_code(broker.answers("c").at(0), "EXPIRED"));
  broker.final("w", work[0].first, "done");
  EXPECT_TRUE(broker.work("w").empty());
  EXPECT_EQ(broker.core.depth(), 0U);
}

TEST(Deadline, IsCheckedAgainAtHandOverWithoutATick) {
  BrokerCore broker;
  broker.ready("w", "echo");
  broker.request("busy", "echo", "first");
  broker.request_with("c", "echo", deadline_in(100ms), "second");
  broker.now.mono += 200ms;  // no tick in between
  broker.final("w", broker.work("w").at(0).first, "done");
  EXPECT_TRUE(has_code(broker.answers("c").at(0), "EXPIRED"));
}

TEST(Deadline, PassedAfterHandOverIsOutcomeUnknown) {
  BrokerCore broker;
  broker.ready_with("w", "echo", "LTD1 beat=60000");
  broker.request_with("c", "echo", deadline_in(100ms), "x");
  const std::string token = broker.work("w").at(0).first;
  broker.pass(100ms);
  EXPECT_TRUE(has_code(broker.answers("c").at(0), "OUTCOME_UNKNOWN"));
  broker.final("w", token, "too late");
  EXPECT_TRUE(broker.take("c").empty()) << "one answer only";
}

TEST(Deadline, LateFinalGivesTheCreditBack) {
  BrokerCore broker;
  broker.ready_with("w", "echo", "LTD1 beat=60000");
  broker.request_with("c", "echo", deadline_in(100ms), "x");
  const std::string token = broker.work("w").at(0).first;
  broker.pass(100ms);
  broker.request("d", "echo", "next");
  EXPECT_TRUE(broker.work("w").empty()) << "its one credit is still out";
  broker.final("w", token, "too late");
  EXPECT_EQ(broker.work("w").at(0).second, "next");
}

TEST(Deadline, DefaultsToThirtySeconds) {
  BrokerCore broker;
  broker.ready_with("w", "echo", "LTD1 beat=60000");
  broker.request("c", "echo", "x");
  broker.pass(29'999ms);
  EXPECT_TRUE(broker.take("c").empty());
  broker.pass(1ms);
  EXPECT_TRUE(has_code(broker.answers("c").at(0), "OUTCOME_UNKNOWN"));
}

TEST(Deadline, FurtherThanFiveMinutesAwayIsCut) {
  for (const char* far :
       {"32503680000000", "9223372036854775807"}) {  // the year 3000; the largest there is
    BrokerCore broker;
    broker.ready_with("w", "echo", "LTD1 beat=60000");
    broker.request_with("c", "echo", std::string("LTD1 deadline=") + far, "x");
    for (int minute = 0; minute < 4; ++minute) {
      broker.pass(1min);
      broker.beat("w");
    }
    EXPECT_TRUE(broker.take("c").empty());
    broker.pass(1min);
    EXPECT_TRUE(has_code(broker.answers("c").at(0), "OUTCOME_UNKNOWN"));
  }
}

TEST(ServiceGrace, KeepsARequestForAServiceWhoseWorkersLeft) {
  BrokerCore broker;
  broker.ready("w", "echo");
  broker.from("w", {"MDPW02", "\x06"});
  broker.request("c", "echo", "x");
  broker.pass(4'900ms);
  EXPECT_TRUE(broker.take("c").empty());
  broker.ready("w2", "echo");
  EXPECT_EQ(broker.work("w2").size(), 1U);
}

TEST(ServiceGrace, EndsInNoServiceWithATimeToRetry) {
  BrokerCore broker;
  broker.ready("w", "echo");
  broker.from("w", {"MDPW02", "\x06"});
  broker.request("c", "echo", "x");
  broker.pass(5'000ms);
  const auto answers = broker.answers("c");
  ASSERT_EQ(answers.size(), 1U);
  EXPECT_TRUE(has_code(answers[0], "NO_SERVICE"));
  EXPECT_NE(answers[0].find("\"retryAfterMs\":500"), std::string::npos) << answers[0];
  EXPECT_EQ(broker.core.depth(), 0U);
}

TEST(ServiceGrace, BeginsWhenTheLastWorkerLeaves) {
  BrokerCore broker;
  broker.ready_with("w", "echo", "LTD1 beat=60000");
  broker.request("busy", "echo", "first");
  broker.request("c", "echo", "waits");
  broker.pass(10s);
  EXPECT_TRUE(broker.take("c").empty());
  broker.from("w", {"MDPW02", "\x06"});
  broker.pass(4'900ms);
  EXPECT_TRUE(broker.take("c").empty());
  broker.pass(200ms);
  EXPECT_TRUE(has_code(broker.answers("c").at(0), "NO_SERVICE"));
}

TEST(ServiceGrace, IsCutShortByTheDeadline) {
  BrokerCore broker;
  broker.ready("w", "echo");
  broker.from("w", {"MDPW02", "\x06"});
  broker.request_with("c", "echo", deadline_in(100ms), "x");
  broker.pass(100ms);
  EXPECT_TRUE(has_code(broker.answers("c").at(0), "NO_SERVICE"));
}

TEST(NextDue, IsTheEarliestThingToHappen) {
  BrokerCore broker;
  broker.core.tick(broker.now);
  EXPECT_EQ(broker.core.next_due(), MonotonicTime::max());
  broker.ready_with("w", "echo", "LTD1 beat=400");
  EXPECT_EQ(broker.core.next_due(), broker.now.mono + 400ms);
  broker.request_with("c", "echo", deadline_in(150ms), "x");
  EXPECT_EQ(broker.core.next_due(), broker.now.mono + 150ms);
}

}  // namespace
}  // namespace latido::broker::test
