#include "tests/unit/broker/broker_core.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace latido::broker::test {
namespace {

using testing::ElementsAre;

const Frames kDisconnect02 = {"MDPW02", "\x06"};
const Frames kDisconnect01 = {"", "MDPW01", "\x05"};
const Frames kHeartbeat02 = {"MDPW02", "\x05"};

TEST(Credits, DefaultToOneAndAreRespected) {
  BrokerCore broker;
  broker.ready("w", "echo");
  broker.request("c", "echo", "one");
  broker.request("c", "echo", "two");
  const auto first = broker.work("w");
  ASSERT_EQ(first.size(), 1U);
  broker.final("w", first[0].first, "a");
  EXPECT_EQ(broker.work("w").at(0).second, "two");
}

TEST(Credits, ArePartOfTheAnnouncement) {
  BrokerCore broker;
  broker.ready_with("w", "echo", "LTD1 credits=3");
  for (int i = 0; i < 5; ++i) broker.request("c", "echo", "x");
  EXPECT_EQ(broker.work("w").size(), 3U);
}

TEST(Credits, AreNotGivenBackByAPartial) {
  BrokerCore broker;
  broker.ready("w", "echo");
  broker.request("c", "echo", "one");
  broker.request("c", "echo", "two");
  const std::string token = broker.work("w").at(0).first;
  broker.partial("w", token, "part");
  EXPECT_TRUE(broker.work("w").empty());
}

TEST(Balance, PrefersTheSmallestPartOfCreditsUsed) {
  BrokerCore broker;
  broker.ready_with("small", "echo", "LTD1 credits=2");
  broker.ready_with("large", "echo", "LTD1 credits=8");
  for (int i = 0; i < 5; ++i) broker.request("c", "echo", "x");
  // 0/2 and 0/8 tie, small came first; then large until it would pass 1/2.
  EXPECT_EQ(broker.work("small").size(), 1U);
  EXPECT_EQ(broker.work("large").size(), 4U);
}

TEST(Balance, TakesTheLeastRecentlyUsedOfEquals) {
  BrokerCore broker;
  broker.ready("a", "echo");
  broker.ready("b", "echo");
  std::vector<std::string> order;
  for (int i = 0; i < 4; ++i) {
    broker.request("c", "echo", "x");
    for (const std::string worker : {"a", "b"}) {
      for (const auto& [token, payload] : broker.work(worker)) {
        order.push_back(worker);
        broker.final(worker, token, "done");
      }
    }
  }
  EXPECT_THAT(order, ElementsAre("a", "b", "a", "b"));
}

TEST(Queue, IsFirstInFirstOut) {
  BrokerCore broker;
  broker.ready("w", "echo");
  for (const char* payload : {"1", "2", "3", "4"}) broker.request("c", "echo", payload);
  std::vector<std::string> order;
  for (auto work = broker.work("w"); !work.empty(); work = broker.work("w")) {
    order.push_back(work.at(0).second);
    broker.final("w", work.at(0).first, "done");
  }
  EXPECT_THAT(order, ElementsAre("1", "2", "3", "4"));
}

TEST(Sole, DropsTheEarlierWorkerAtOnceAndMovesItsRequests) {
  BrokerCore broker;
  broker.ready_with("old", "echo", "LTD1 retry=safe sole=1 beat=200 credits=4");
  broker.request("c", "echo", "one");
  broker.request("c", "echo", "two");
  EXPECT_EQ(broker.work("old").size(), 2U);
  broker.ready_with("new", "echo", "LTD1 retry=safe sole=1 beat=200 credits=4");
  EXPECT_THAT(broker.take("old"), ElementsAre(kDisconnect02));
  const auto moved = broker.work("new");
  ASSERT_EQ(moved.size(), 2U);
  EXPECT_EQ(moved[0].second, "one");
  EXPECT_EQ(moved[1].second, "two");
  EXPECT_THAT(broker.journal.losses, ElementsAre(Loss::replaced));
}

TEST(Liveness, BeatsGoToTheWorkerAtItsOwnInterval) {
  BrokerCore broker;
  broker.ready_with("w", "echo", "LTD1 beat=200");
  broker.pass(199ms);
  EXPECT_TRUE(broker.take("w").empty());
  broker.pass(1ms);
  EXPECT_THAT(broker.take("w"), ElementsAre(kHeartbeat02));
  broker.beat("w");
  broker.pass(200ms);
  EXPECT_THAT(broker.take("w"), ElementsAre(kHeartbeat02));
}

TEST(Liveness, FourIntervalsOfSilenceAreDeath) {
  BrokerCore broker;
  broker.ready_with("w", "echo", "LTD1 beat=200");
  broker.pass(799ms);
  EXPECT_TRUE(broker.journal.losses.empty());
  broker.pass(1ms);
  EXPECT_THAT(broker.journal.losses, ElementsAre(Loss::silent));
  EXPECT_EQ(broker.take("w").back(), kDisconnect02);
}

TEST(Liveness, AnythingFromTheWorkerCountsAsLife) {
  BrokerCore broker;
  broker.ready_with("w", "echo", "LTD1 beat=200");
  broker.request("c", "echo", "x");
  const std::string token = broker.work("w").at(0).first;
  broker.pass(700ms);
  broker.partial("w", token, "part");
  broker.pass(700ms);
  EXPECT_TRUE(broker.journal.losses.empty());
}

TEST(Liveness, APlainIdleWorkerHasTenSeconds) {
  BrokerCore broker;
  broker.from("w", {"", "MDPW01", "\x01", "echo"});
  broker.pass(9'999ms);
  EXPECT_TRUE(broker.journal.losses.empty());
  broker.pass(1ms);
  EXPECT_THAT(broker.journal.losses, ElementsAre(Loss::silent));
}

TEST(Liveness, APlainBusyWorkerIsJudgedByItsRequestsDeadline) {
  BrokerCore broker;
  broker.from("w", {"", "MDPW01", "\x01", "echo"});
  broker.request("c", "echo", "slow");
  const std::string token = broker.take("w").at(0).at(3);
  for (int i = 0; i < 29; ++i) broker.pass(1s);
  EXPECT_TRUE(broker.journal.losses.empty()) << "silent while it works";
  broker.from("w", {"", "MDPW01", "\x03", token, "", "done"});
  EXPECT_THAT(broker.answers("c"), ElementsAre("done"));

  broker.request("c", "echo", "hangs");
  for (int i = 0; i < 33; ++i) broker.pass(1s);
  EXPECT_TRUE(has_code(broker.answers("c").at(0), "OUTCOME_UNKNOWN"));
  EXPECT_THAT(broker.journal.losses, ElementsAre(Loss::silent));
}

TEST(Liveness, TimeThatTheBrokerItselfSleptDoesNotCount) {
  BrokerCore broker;
  broker.ready_with("w", "echo", "LTD1 beat=200");
  broker.pass(500ms);
  broker.stall(30s);
  EXPECT_TRUE(broker.journal.losses.empty());
  broker.pass(200ms);
  EXPECT_TRUE(broker.journal.losses.empty());
  broker.pass(100ms);
  EXPECT_THAT(broker.journal.losses, ElementsAre(Loss::silent)) << "800 ms of its own silence";
}

TEST(Unexpected, HeartbeatBeforeReadyIsAnsweredWithDisconnect) {
  BrokerCore broker;
  broker.beat("w");
  broker.from("v", {"", "MDPW01", "\x04"});
  EXPECT_THAT(broker.take("w"), ElementsAre(kDisconnect02));
  EXPECT_THAT(broker.take("v"), ElementsAre(kDisconnect01));
}

TEST(Unexpected, SecondReadyIsAnsweredWithDisconnectAndThenSilence) {
  BrokerCore broker;
  broker.ready("w", "echo");
  broker.ready("w", "echo");
  EXPECT_THAT(broker.take("w"), ElementsAre(kDisconnect02));
  broker.pass(1min);
  EXPECT_TRUE(broker.take("w").empty());
}

TEST(Unexpected, ReplyBeforeReadyIsAnsweredWithDisconnect) {
  BrokerCore broker;
  broker.final("w", "token", "x");
  EXPECT_THAT(broker.take("w"), ElementsAre(kDisconnect02));
}

TEST(Unexpected, DisconnectFromAStrangerIsIgnored) {
  BrokerCore broker;
  broker.from("w", kDisconnect02);
  EXPECT_TRUE(broker.take("w").empty());
}

TEST(Registration, WithAMalformedAnnouncementIsAnsweredWithDisconnect) {
  for (const char* text :
       {"credits=1", "LTD1 credits=0", "LTD1 credits=1025", "LTD1 retry=maybe", "LTD1 beat=1"}) {
    BrokerCore broker;
    broker.ready_with("w", "echo", text);
    EXPECT_THAT(broker.take("w"), ElementsAre(kDisconnect02)) << text;
    EXPECT_EQ(broker.journal.joined, 0);
  }
}

TEST(Registration, AgainAfterDisconnectWorks) {
  BrokerCore broker;
  broker.ready("w", "echo");
  broker.from("w", kDisconnect02);
  broker.ready("w", "echo");
  broker.request("c", "echo", "x");
  EXPECT_EQ(broker.work("w").size(), 1U);
}

TEST(Close, TellsWorkersAndAnswersEverybody) {
  BrokerCore broker;
  broker.ready_with("w", "echo", "LTD1 beat=60000");
  broker.request("had", "echo", "1");
  broker.request("waits", "echo", "2");
  broker.take("w");
  broker.core.close();
  EXPECT_THAT(broker.take("w"), ElementsAre(kDisconnect02));
  EXPECT_TRUE(has_code(broker.answers("had").at(0), "OUTCOME_UNKNOWN"));
  EXPECT_TRUE(has_code(broker.answers("waits").at(0), "BUSY"));
}

}  // namespace
}  // namespace latido::broker::test
