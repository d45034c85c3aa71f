// Each of these stops, robs or swells some other broker.
#include "tests/unit/broker/broker_core.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace latido::broker::test {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;

bool still_serves(BrokerCore& broker) {
  broker.ready("good worker", "good");
  broker.request("good client", "good", "x");
  broker.final("good worker", broker.work("good worker").at(0).first, "fine");
  return broker.answers("good client") == std::vector<std::string>{"fine"};
}

TEST(FallOver, OneGarbageFrame) {
  BrokerCore broker;
  broker.from("p", {"\xff\xfe garbage"});
  broker.from("p", {});
  broker.from("p", {""});
  broker.from("p", {"", ""});
  EXPECT_THAT(broker.take("p"), IsEmpty());
  EXPECT_EQ(broker.core.counters().invalid, 4U);
  EXPECT_TRUE(still_serves(broker));
}

TEST(FallOver, RequestWithoutBody) {
  BrokerCore broker;
  broker.ready("w", "echo");
  broker.from("c", {"", "MDPC01", "echo"});
  broker.from("c", {"MDPC02", "\x01", "echo"});
  EXPECT_EQ(broker.answers("c").size(), 2U);
  EXPECT_THAT(broker.work("w"), IsEmpty());
  EXPECT_TRUE(still_serves(broker));
}

TEST(FallOver, WorkerHeaderWithoutCommand) {
  BrokerCore broker;
  broker.from("p", {"", "MDPW01"});
  broker.from("p", {"MDPW02"});
  EXPECT_EQ(broker.core.counters().invalid, 2U);
  EXPECT_TRUE(still_serves(broker));
}

TEST(FallOver, PoliteDisconnectOfAnIdleWorker) {
  BrokerCore broker;
  broker.from("w", {"", "MDPW01", "\x01", "echo"});
  broker.from("w", {"", "MDPW01", "\x05"});
  broker.pass(9s);
  broker.pass(1min);
  EXPECT_TRUE(still_serves(broker));
}

TEST(FallOver, WorkerDiesWithARequestAndTheClientIsTold) {
  BrokerCore broker;
  broker.from("w", {"", "MDPW01", "\x01", "echo"});
  broker.request("c", "echo", "x");
  broker.sender.gone.insert("w");
  broker.pass(2'500ms);
  EXPECT_TRUE(has_code(broker.answers("c").at(0), "OUTCOME_UNKNOWN"));
}

TEST(FallOver, IdleWorkerForgesAReplyToAnotherServicesClient) {
  BrokerCore broker;
  broker.ready("w", "echo");
  broker.ready("forger", "other");
  broker.request("c", "echo", "x");
  broker.final("forger", broker.work("w").at(0).first, "forged");
  broker.final("forger", "c", "forged");
  EXPECT_THAT(broker.take("c"), IsEmpty());
}

TEST(FallOver, WorkerRegistersAReservedName) {
  for (const char* name : {"mmi.service", "mmi.anything", "broker"}) {
    BrokerCore broker;
    broker.ready("w", name);
    EXPECT_THAT(broker.take("w"), ElementsAre(Frames{"MDPW02", "\x06"})) << name;
    EXPECT_EQ(broker.journal.joined, 0);
  }
}

TEST(FallOver, DeadWorkerBehindALiveOneIsFound) {
  BrokerCore broker;
  broker.ready_with("live", "echo", "LTD1 beat=200");
  broker.ready_with("dead", "echo", "LTD1 beat=200");
  for (int i = 0; i < 8; ++i) {
    broker.pass(100ms);
    broker.beat("live");
  }
  EXPECT_THAT(broker.journal.losses, ElementsAre(Loss::silent));
  for (int i = 0; i < 3; ++i) {
    broker.request("c", "echo", "x");
    const auto work = broker.work("live");
    ASSERT_EQ(work.size(), 1U);
    broker.final("live", work[0].first, "done");
  }
}

TEST(FallOver, FiftyThousandRequestsToUnknownServicesLeaveNothingBehind) {
  BrokerCore broker;
  const std::string before = broker.core.status(broker.now.mono);
  for (int i = 0; i < 50'000; ++i) {
    broker.request("c", "unknown" + std::to_string(i), "x");
    broker.sender.sent.clear();
  }
  const std::string after = broker.core.status(broker.now.mono);
  EXPECT_EQ(before.substr(0, before.find("\"counters\"")),
            after.substr(0, after.find("\"counters\"")));
  EXPECT_EQ(broker.core.counters().refused_no_service, 50'000U);
}

TEST(FallOver, AnyByteMayBeInAServiceName) {
  BrokerCore broker;
  for (int byte = 0; byte < 256; ++byte) {
    broker.request("c", "topic/" + bytes({byte}), "x");
    broker.ready("w", "topic/" + bytes({byte}));
    broker.from("w", {"MDPW02", "\x06"});
  }
  EXPECT_EQ(broker.answers("c").size(), 256U);
  EXPECT_TRUE(still_serves(broker));
}

TEST(FallOver, LateFinalDoesNotStrandTheWorker) {
  BrokerCore broker;
  broker.ready("w", "echo");
  broker.request_with("c", "echo", "LTD1 deadline=" + std::to_string(kStartUnixMs + 50), "slow");
  const std::string token = broker.work("w").at(0).first;
  broker.pass(60ms);
  broker.final("w", token, "late");
  broker.request("c", "echo", "next");
  EXPECT_EQ(broker.work("w").at(0).second, "next");
}

TEST(FallOver, PartialDoesNotMarkAWorkerIdle) {
  BrokerCore broker;
  broker.ready("w", "echo");
  broker.request("c", "echo", "one");
  broker.partial("w", broker.work("w").at(0).first, "part");
  broker.request("c", "echo", "two");
  EXPECT_THAT(broker.work("w"), IsEmpty());
}

TEST(FallOver, OneBadHeaderHarmsNobodyElse) {
  BrokerCore broker;
  broker.ready("w", "echo");
  broker.request("c", "echo", "x");
  broker.from("p", {"", "MDPX01", "echo", "x"});
  broker.final("w", broker.work("w").at(0).first, "done");
  EXPECT_THAT(broker.answers("c"), ElementsAre("done"));
  EXPECT_THAT(broker.journal.losses, IsEmpty());
}

TEST(FallOver, AWorkerThatSendsGarbageIsDroppedAndItsRequestSettled) {
  BrokerCore broker;
  broker.ready("w", "echo");
  broker.request("c", "echo", "x");
  broker.from("w", {"garbage"});
  EXPECT_THAT(broker.journal.losses, ElementsAre(Loss::misbehaved));
  EXPECT_TRUE(has_code(broker.answers("c").at(0), "OUTCOME_UNKNOWN"));
}

TEST(FallOver, AServiceThatBeginsLikeMmiWithoutThePointIsAnOrdinaryOne) {
  BrokerCore broker;
  for (const char* name : {"invoice.create", "mmi", "mmiservice", "brokers"}) {
    broker.ready(std::string("w-") + name, name);
    broker.request("c", name, "x");
    EXPECT_EQ(broker.work(std::string("w-") + name).size(), 1U) << name;
  }
}

TEST(FallOver, AClientThatIsGoneOrDoesNotReadCostsOnlyItsOwnAnswer) {
  BrokerCore broker;
  broker.ready("w", "echo");
  for (const char* client : {"gone", "choked"}) {
    broker.request(client, "echo", "x");
    (broker.sender.gone).insert("gone");
    (broker.sender.choked).insert("choked");
    broker.final("w", broker.work("w").at(0).first, "lost");
  }
  EXPECT_EQ(broker.core.counters().undeliverable, 2U);
  EXPECT_EQ(broker.core.depth(), 0U);
  EXPECT_TRUE(still_serves(broker));
}

}  // namespace
}  // namespace latido::broker::test
