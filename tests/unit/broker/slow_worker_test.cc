// A worker that is slow is not dead, whatever its silence looks like.
#include "tests/unit/broker/broker_core.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace latido::broker::test {
namespace {

using testing::ElementsAre;

constexpr const char* kSole = "LTD1 retry=safe sole=1 beat=200 credits=8 run=one";
constexpr const char* kOtherSole = "LTD1 retry=safe sole=1 beat=200 credits=8 run=two";
constexpr const char* kNameless = "LTD1 retry=safe sole=1 beat=200 credits=8";

TEST(SlowWorker, CommandsOfASlowWriterAreNeverQuarantined) {
  BrokerCore broker;
  broker.ready_with("w0", "echo", kSole);
  broker.request("c", "echo", "x");
  for (int i = 0; i < 10; ++i) {
    const std::string name = "w" + std::to_string(i);
    ASSERT_EQ(broker.work(name).size(), 1U) << name;
    broker.pass(800ms);  // its disk is slow
    broker.ready_with("w" + std::to_string(i + 1), "echo", kSole);
  }
  broker.final("w10", broker.work("w10").at(0).first, "done");
  EXPECT_THAT(broker.answers("c"), ElementsAre("done"));
  EXPECT_TRUE(broker.journal.quarantined.empty());
}

TEST(SlowWorker, ThatComesBackBeforeItIsMissedHasNotDied) {
  BrokerCore broker;
  broker.ready_with("w0", "echo", kSole);
  broker.request("c", "echo", "x");
  for (int i = 1; i <= 5; ++i) broker.ready_with("w" + std::to_string(i), "echo", kSole);
  EXPECT_EQ(broker.work("w5").size(), 1U);
  EXPECT_TRUE(broker.journal.quarantined.empty());
  EXPECT_THAT(broker.journal.losses, testing::Each(Loss::returned));
}

TEST(SlowWorker, RequestThatHangsItsWorkersEndsAtItsDeadline) {
  BrokerCore broker;
  broker.ready_with("w0", "echo", kSafe);
  broker.request("c", "echo", "hangs");
  for (int i = 1; i <= 40; ++i) {
    broker.pass(800ms);
    broker.ready_with("w" + std::to_string(i), "echo", kSafe);
  }
  EXPECT_TRUE(has_code(broker.answers("c").at(0), "OUTCOME_UNKNOWN"));
  EXPECT_TRUE(broker.journal.quarantined.empty());
}

// One process after the other takes over as the only worker.
void replace_three_times(BrokerCore& broker, const char* even, const char* odd) {
  broker.ready_with("w0", "echo", even);
  broker.request("c", "echo", "poison");
  for (int i = 1; i <= 3; ++i) {
    broker.ready_with("w" + std::to_string(i), "echo", i % 2 == 0 ? even : odd);
  }
}

TEST(Takeover, ByAnotherProcessIsADeathOfTheEarlierOne) {
  BrokerCore broker;
  replace_three_times(broker, kSole, kOtherSole);
  EXPECT_TRUE(has_code(broker.answers("c").at(0), "QUARANTINED"));
}

TEST(Takeover, ByOneThatDoesNotSayItsRunIsADeathToo) {
  BrokerCore broker;
  replace_three_times(broker, kNameless, kNameless);
  EXPECT_TRUE(has_code(broker.answers("c").at(0), "QUARANTINED"));
}

TEST(LateAnswer, OfASilentWorkerIsTakenWhileNobodyElseHasTheRequest) {
  BrokerCore broker;
  broker.ready_with("w", "echo", kSafe);
  broker.request("c", "echo", "x");
  const std::string token = broker.work("w").at(0).first;
  broker.pass(800ms);
  broker.final("w", token, "late");
  EXPECT_THAT(broker.answers("c"), ElementsAre("late"));
  EXPECT_EQ(broker.core.depth(), 0U);
  broker.final("w", token, "again");
  EXPECT_TRUE(broker.take("c").empty());
  broker.ready_with("other", "echo", kSafe);
  EXPECT_TRUE(broker.work("other").empty()) << "it is done";
}

TEST(LateAnswer, IsDroppedOnceAnotherHasTheRequest) {
  BrokerCore broker;
  broker.ready_with("w", "echo", kSafe);
  broker.request("c", "echo", "x");
  const std::string token = broker.work("w").at(0).first;
  broker.pass(800ms);
  broker.ready_with("other", "echo", kSafe);
  broker.final("w", token, "late");
  EXPECT_TRUE(broker.take("c").empty());
  broker.final("other", broker.work("other").at(0).first, "real");
  EXPECT_THAT(broker.answers("c"), ElementsAre("real"));
}

TEST(LateAnswer, IsNotTakenFromAnybodyElse) {
  BrokerCore broker;
  broker.ready_with("w", "echo", kSafe);
  broker.request("c", "echo", "x");
  const std::string token = broker.work("w").at(0).first;
  broker.pass(800ms);
  broker.final("forger", token, "forged");
  EXPECT_TRUE(broker.take("c").empty());
}

TEST(LateAnswer, WhoseFirstPartsAreLostIsNotTakenForTheWhole) {
  BrokerCore broker;
  broker.ready_with("w", "echo", kSafe);
  broker.from("c", {"", "MDPC01", "echo", "x"});
  const std::string token = broker.work("w").at(0).first;
  broker.partial("w", token, "1");
  broker.pass(800ms);
  broker.final("w", token, "2");
  EXPECT_TRUE(broker.take("c").empty());
}

TEST(LateAnswer, WhoseLaterPartsWereDroppedIsNotTakenForTheWhole) {
  BrokerCore broker;
  broker.ready_with("w", "echo", kSafe);
  broker.request("c", "echo", "x");
  const std::string token = broker.work("w").at(0).first;
  broker.pass(800ms);
  broker.partial("w", token, "1");
  broker.final("w", token, "2");
  EXPECT_TRUE(broker.take("c").empty());
}

}  // namespace
}  // namespace latido::broker::test
