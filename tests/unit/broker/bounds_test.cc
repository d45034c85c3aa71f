#include "tests/unit/broker/broker_core.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace latido::broker::test {
namespace {

std::size_t count_code(const std::vector<std::string>& answers, const std::string& code) {
  return static_cast<std::size_t>(std::count_if(
      answers.begin(), answers.end(), [&](const auto& a) { return has_code(a, code); }));
}

TEST(Bounds, AFullQueueIsBusyWithATimeToRetry) {
  BrokerCore broker({.queue_max = 8});
  broker.ready("w", "echo");
  for (int i = 0; i < 8; ++i)
    broker.request("c", "echo", "x");  // one at the worker, six wait: 75 % of 8
  const auto answers = broker.answers("c");
  ASSERT_EQ(answers.size(), 1U);
  EXPECT_TRUE(has_code(answers[0], "BUSY"));
  EXPECT_NE(answers[0].find("\"retryAfterMs\":250"), std::string::npos);
}

TEST(Bounds, OneServiceLeavesRoomForAnother) {
  BrokerCore broker({.queue_max = 8});
  broker.ready("w1", "flooded");
  broker.ready("w2", "calm");
  for (int i = 0; i < 100; ++i) broker.request("c", "flooded", "x");
  EXPECT_EQ(count_code(broker.answers("c"), "BUSY"), 93U);
  broker.request("d", "calm", "at the worker");
  broker.request("d", "calm", "waits");
  EXPECT_TRUE(broker.take("d").empty());
}

TEST(Bounds, AllServicesTogetherKeepToTheWhole) {
  BrokerCore broker({.queue_max = 8});
  for (const char* service : {"a", "b"}) broker.ready(std::string("w") + service, service);
  for (const char* service : {"a", "b"}) {
    for (int i = 0; i < 20; ++i) broker.request("c", service, "x");
  }
  EXPECT_EQ(broker.core.depth(), 10U) << "one at each worker and eight that wait";
}

TEST(Bounds, AFullQueueDoesNotKeepAnIdleWorkerOfAnotherServiceFromWork) {
  BrokerCore broker({.queue_max = 8});
  for (const char* service : {"a", "b", "idle"}) broker.ready(std::string("w") + service, service);
  for (const char* service : {"a", "b"}) {
    for (int i = 0; i < 20; ++i) broker.request("c", service, "x");
  }
  broker.request("d", "idle", "x");
  EXPECT_EQ(broker.work("widle").size(), 1U);
}

TEST(Bounds, BytesAreCountedToo) {
  BrokerCore broker({.queue_bytes_max = 100'000});
  broker.ready("w", "echo");
  for (int i = 0; i < 4; ++i) broker.request("c", "echo", std::string(30'000, 'x'));
  // One is at the worker; two more wait within 75 %; the fourth would pass the whole.
  EXPECT_EQ(count_code(broker.answers("c"), "BUSY"), 1U);
  EXPECT_EQ(broker.core.depth(), 3U);
}

TEST(Bounds, AnsweredRequestsGiveTheirBytesBack) {
  BrokerCore broker({.queue_bytes_max = 100'000});
  broker.ready("w", "echo");
  for (int i = 0; i < 50; ++i) {
    broker.request("c", "echo", std::string(60'000, 'x'));
    broker.final("w", broker.work("w").at(0).first, "done");
  }
  EXPECT_EQ(count_code(broker.answers("c"), "BUSY"), 0U);
  EXPECT_NE(broker.core.status(broker.now.mono).find("\"keptBytes\":0,"), std::string::npos);
}

TEST(Bounds, ServicesWithoutWorkersGiveWayToNewOnes) {
  BrokerCore broker({.services_max = 3});
  for (int i = 0; i < 50; ++i) {
    broker.ready("w", "service" + std::to_string(i));
    broker.from("w", {"MDPW02", "\x06"});
  }
  EXPECT_EQ(broker.journal.joined, 50);
  EXPECT_NE(broker.core.status(broker.now.mono).find("\"services\":3,"), std::string::npos);
}

TEST(Bounds, OneServiceTooManyIsDisconnected) {
  BrokerCore broker({.services_max = 3});
  for (int i = 0; i < 4; ++i) broker.ready("w" + std::to_string(i), "service" + std::to_string(i));
  EXPECT_EQ(broker.journal.joined, 3);
  EXPECT_THAT(broker.take("w3"), testing::ElementsAre(Frames{"MDPW02", "\x06"}));
}

TEST(Bounds, OneWorkerTooManyIsDisconnected) {
  BrokerCore broker({.workers_max = 2});
  for (int i = 0; i < 3; ++i) broker.ready("w" + std::to_string(i), "echo");
  EXPECT_EQ(broker.journal.joined, 2);
  EXPECT_THAT(broker.take("w2"), testing::ElementsAre(Frames{"MDPW02", "\x06"}));
}

TEST(Bounds, DeadlinesOfAnsweredRequestsDoNotPileUp) {
  BrokerCore broker;
  broker.ready("w", "echo");
  for (int i = 0; i < 50'000; ++i) {
    broker.request("c", "echo", "x");
    broker.final("w", broker.work("w").at(0).first, "done");
    broker.sender.sent.clear();
  }
  const std::string status = broker.core.status(broker.now.mono);
  const auto at = status.find("\"timers\":");
  ASSERT_NE(at, std::string::npos);
  EXPECT_LT(std::stoul(status.substr(at + 9)), 3'000U);
}

}  // namespace
}  // namespace latido::broker::test
