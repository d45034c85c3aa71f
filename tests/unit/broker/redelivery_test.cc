// What becomes of a request whose worker is lost.
#include "tests/unit/broker/broker_core.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace latido::broker::test {
namespace {

using testing::ElementsAre;

TEST(WorkerDeath, OfAnUnsafeServiceIsOutcomeUnknown) {
  BrokerCore broker;
  broker.ready_with("w", "echo", "LTD1 beat=200");
  broker.ready_with("other", "echo", "LTD1 beat=60000");
  broker.request("c", "echo", "x");
  ASSERT_EQ(broker.work("w").size(), 1U);
  broker.pass(800ms);
  EXPECT_TRUE(has_code(broker.answers("c").at(0), "OUTCOME_UNKNOWN"));
  EXPECT_TRUE(broker.work("other").empty());
  EXPECT_EQ(broker.core.depth(), 0U);
}

TEST(WorkerDeath, OfASafeServiceMovesTheRequestToAnother) {
  BrokerCore broker;
  broker.ready_with("w", "echo", kSafe);
  broker.request("c", "echo", "x");
  const std::string old_token = broker.work("w").at(0).first;
  broker.ready_with("other", "echo", kSafe);
  broker.beat("w");
  broker.pass(700ms);
  broker.beat("other");
  broker.pass(100ms);
  const auto moved = broker.work("other");
  ASSERT_EQ(moved.size(), 1U);
  EXPECT_EQ(moved[0].second, "x");
  EXPECT_NE(moved[0].first, old_token);
  broker.final("other", moved[0].first, "done");
  EXPECT_THAT(broker.answers("c"), ElementsAre("done"));
}

TEST(WorkerDeath, IsNoticedWhenABeatCannotBeDelivered) {
  BrokerCore broker;
  broker.ready_with("w", "echo", kSafe);
  broker.request("c", "echo", "x");
  broker.ready_with("other", "echo", kSafe);
  broker.sender.gone.insert("w");
  broker.pass(200ms);
  EXPECT_THAT(broker.journal.losses, ElementsAre(Loss::unreachable));
  EXPECT_EQ(broker.work("other").size(), 1U);
}

TEST(WorkerDeath, AtHandOverCostsTheRequestNothing) {
  BrokerCore broker;
  broker.ready("w", "echo");
  broker.sender.gone.insert("w");
  broker.request("c", "echo", "x");
  EXPECT_TRUE(broker.take("c").empty());
  broker.ready("other", "echo");
  const auto work = broker.work("other");
  ASSERT_EQ(work.size(), 1U)
      << "it never was at a worker, so it may be handed over though the service is not safe";
}

TEST(WorkerDeath, ByNotReadingMovesItsRequests) {
  BrokerCore broker;
  broker.ready_with("w", "echo", "LTD1 retry=safe beat=200 credits=8");
  broker.request("c", "echo", "1");
  broker.sender.choked.insert("w");
  broker.request("c", "echo", "2");
  EXPECT_THAT(broker.journal.losses, ElementsAre(Loss::unreachable));
  broker.ready_with("other", "echo", "LTD1 retry=safe beat=200 credits=8");
  const auto work = broker.work("other");
  ASSERT_EQ(work.size(), 2U);
  EXPECT_EQ(work[0].second, "1");
  EXPECT_EQ(work[1].second, "2");
}

TEST(WorkerDeath, AfterAPartialWasSeenIsOutcomeUnknown) {
  BrokerCore broker;
  broker.ready_with("w", "echo", kSafe);
  broker.request("c", "echo", "x");
  broker.partial("w", broker.work("w").at(0).first, "part");
  broker.take("c");
  broker.pass(800ms);
  EXPECT_TRUE(has_code(broker.answers("c").at(0), "OUTCOME_UNKNOWN"));
}

TEST(PoliteLeave, WithARequestMovesItAndIsNoDeath) {
  BrokerCore broker;
  broker.ready_with("w0", "echo", kSafe);
  broker.request("c", "echo", "x");
  for (int i = 0; i < 5; ++i) {
    const std::string next = "w" + std::to_string(i + 1);
    broker.ready_with(next, "echo", kSafe);
    broker.from("w" + std::to_string(i), {"MDPW02", "\x06"});
    ASSERT_EQ(broker.work(next).size(), 1U) << next;
  }
  EXPECT_TRUE(broker.journal.quarantined.empty());
}

TEST(NoLie, ARequestThatWasAtAWorkerIsNeverCalledUntouched) {
  BrokerCore broker;
  broker.ready_with("w", "echo", kSafe);
  broker.request("c", "echo", "x");
  broker.pass(800ms);  // the worker dies, nobody else is there
  EXPECT_TRUE(broker.take("c").empty());
  broker.pass(5'100ms);  // the grace passes
  EXPECT_TRUE(has_code(broker.answers("c").at(0), "OUTCOME_UNKNOWN"));
}

TEST(StrayAnswer, OfAnotherWorkerIsDropped) {
  BrokerCore broker;
  broker.ready("w", "echo");
  broker.ready("forger", "other");
  broker.request("c", "echo", "x");
  const std::string token = broker.work("w").at(0).first;
  broker.final("forger", token, "forged");
  EXPECT_TRUE(broker.take("c").empty());
  EXPECT_EQ(broker.core.counters().stray_answers, 1U);
  broker.final("w", token, "real");
  EXPECT_THAT(broker.answers("c"), ElementsAre("real"));
}

TEST(StrayAnswer, WithTheClientsRoutingIdIsDropped) {
  BrokerCore broker;
  broker.ready("w", "echo");
  broker.final("w", "c", "forged");
  EXPECT_TRUE(broker.take("c").empty());
  EXPECT_EQ(broker.core.counters().stray_answers, 1U);
}

TEST(StrayAnswer, ForTheSecondTimeIsDropped) {
  BrokerCore broker;
  broker.ready("w", "echo");
  broker.request("c", "echo", "x");
  const std::string token = broker.work("w").at(0).first;
  broker.final("w", token, "one");
  broker.final("w", token, "two");
  EXPECT_THAT(broker.answers("c"), ElementsAre("one"));
  broker.request("c", "echo", "y");
  broker.request("c", "echo", "z");
  EXPECT_EQ(broker.work("w").size(), 1U) << "a second FINAL must not make a second credit";
}

TEST(StrayAnswer, ToAnEarlierHandOverIsDropped) {
  BrokerCore broker;
  broker.ready_with("w", "echo", kSafe);
  broker.request("c", "echo", "x");
  const std::string old_token = broker.work("w").at(0).first;
  broker.from("w", {"MDPW02", "\x06"});
  broker.ready_with("w", "echo", kSafe);  // the same peer, registered again
  const std::string new_token = broker.work("w").at(0).first;
  broker.final("w", old_token, "old");
  EXPECT_TRUE(broker.take("c").empty());
  broker.final("w", new_token, "new");
  EXPECT_THAT(broker.answers("c"), ElementsAre("new"));
}

// Registers a worker, sees that it gets one request, and lets it die.
void kill_a_worker(BrokerCore& broker, const std::string& name) {
  broker.ready_with(name, "echo", kSafe);
  ASSERT_EQ(broker.work(name).size(), 1U) << name;
  broker.die(name);
}

TEST(Quarantine, TakesWhatKillsThreeWorkers) {
  BrokerCore broker;
  broker.ready_with("first", "echo", kSafe);
  broker.from("first", {"MDPW02", "\x06"});
  broker.request_with("c", "echo", "LTD1 trace=t-1", "poison");
  for (const char* name : {"a", "b", "c3"}) kill_a_worker(broker, name);
  EXPECT_TRUE(has_code(broker.answers("c").at(0), "QUARANTINED"));
  ASSERT_EQ(broker.journal.quarantined.size(), 1U);
  const Quarantined& entry = broker.journal.quarantined[0];
  EXPECT_EQ(entry.service, "echo");
  EXPECT_EQ(entry.trace, "t-1");
  EXPECT_EQ(entry.size, 6U);
  EXPECT_EQ(entry.head_hex, "706f69736f6e");
  EXPECT_EQ(entry.deaths, 3U);
  broker.ready_with("d", "echo", kSafe);
  EXPECT_TRUE(broker.work("d").empty());
  EXPECT_EQ(broker.core.depth(), 0U);
}

TEST(Quarantine, SparesWhatOnlyStoodBesideThePoison) {
  const char* const many = "LTD1 retry=safe beat=200 credits=8";
  BrokerCore broker;
  broker.ready_with("a", "echo", many);
  for (const char* payload : {"poison", "good 1", "good 2"})
    broker.request(payload, "echo", payload);
  std::string last = "a";
  for (const char* name : {"b", "c", "d"}) {
    broker.die(last);
    broker.ready_with(name, "echo", many);
    last = name;
  }
  EXPECT_TRUE(has_code(broker.answers("poison").at(0), "QUARANTINED"));
  // From here on the survivors come to the worker one at a time.
  for (const char* payload : {"good 1", "good 2"}) {
    const auto work = broker.work("d");
    ASSERT_EQ(work.size(), 1U);
    EXPECT_EQ(work[0].second, payload);
    broker.final("d", work[0].first, "done");
    EXPECT_THAT(broker.answers(payload), ElementsAre("done"));
  }
}

TEST(Quarantine, LetsNobodyJoinASuspectAtItsWorker) {
  const char* const many = "LTD1 retry=safe beat=200 credits=8";
  BrokerCore broker;
  broker.ready_with("a", "echo", many);
  broker.request("c", "echo", "poison");
  broker.die("a");
  broker.ready_with("b", "echo", many);
  broker.die("b");
  broker.ready_with("d", "echo", many);
  ASSERT_EQ(broker.work("d").size(), 1U);
  broker.request("bystander", "echo", "good");
  EXPECT_TRUE(broker.work("d").empty());
  broker.die("d");
  EXPECT_TRUE(has_code(broker.answers("c").at(0), "QUARANTINED"));
  broker.ready_with("e", "echo", many);
  EXPECT_EQ(broker.work("e").at(0).second, "good");
}

TEST(Quarantine, KeepsTheNewestHundred) {
  BrokerCore broker({.attempts_max = 1});
  for (int i = 0; i < 105; ++i) {
    broker.ready_with("w", "echo", kSafe);
    broker.request_with("c", "echo", "LTD1 trace=t" + std::to_string(i), "x");
    broker.die("w");
  }
  EXPECT_EQ(broker.journal.quarantined.size(), 105U);
  const std::string status = broker.core.status(broker.now.mono);
  EXPECT_EQ(status.find("\"t4\""), std::string::npos);
  EXPECT_NE(status.find("\"t5\""), std::string::npos);
  EXPECT_NE(status.find("\"t104\""), std::string::npos);
}

}  // namespace
}  // namespace latido::broker::test
