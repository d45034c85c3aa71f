// MMI (RFC 8) and the broker's own service.
#include "tests/unit/broker/broker_core.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace latido::broker::test {
namespace {

using testing::ElementsAre;

TEST(Mmi, SaysWhetherAServiceHasALiveWorker) {
  BrokerCore broker;
  broker.request("c", "mmi.service", "echo");
  broker.ready("w", "echo");
  broker.request("c", "mmi.service", "echo");
  broker.from("w", {"MDPW02", "\x06"});
  broker.request("c", "mmi.service", "echo");
  broker.request("c", "mmi.service", "broker");
  broker.request("c", "mmi.service", "mmi.service");
  EXPECT_THAT(broker.answers("c"), ElementsAre("404", "200", "404", "200", "200"));
}

TEST(Mmi, IsFramedAsANormalReply) {
  BrokerCore broker;
  broker.from("c", {"", "MDPC01", "mmi.service", "echo"});
  EXPECT_THAT(broker.take("c"), ElementsAre(Frames{"", "MDPC01", "mmi.service", "404"}));
  broker.request("d", "mmi.service", "echo");
  EXPECT_THAT(broker.take("d"), ElementsAre(Frames{"MDPC02", "\x03", "mmi.service", "404"}));
}

TEST(Mmi, AnswersAnythingElseWith501) {
  BrokerCore broker;
  broker.request("c", "mmi.workers", "x");
  broker.request("c", "mmi.", "x");
  EXPECT_THAT(broker.answers("c"), ElementsAre("501", "501"));
}

TEST(Mmi, TakesHostileNamesCalmly) {
  BrokerCore broker;
  broker.request("c", "mmi.service", std::string(60'000, 'x'));
  broker.request("c", "mmi.service", "");
  EXPECT_THAT(broker.answers("c"), ElementsAre("404", "404"));
}

TEST(Status, TellsWorkersQueuesAndCounters) {
  BrokerCore broker;
  broker.ready_with("w", "echo", "LTD1 credits=1 retry=safe beat=200");
  broker.request("c", "echo", "1");
  broker.request("c", "echo", "2");
  broker.pass(50ms);
  broker.request("c", "broker", "{}");
  EXPECT_EQ(
      broker.answers("c").at(0),
      R"({"services":1,"workers":1,"waiting":1,"inFlight":1,"keptBytes":24,"timers":2,"counters":{"requests":3,)"
      R"("answers":0,"noService":0,"busy":0,"expired":0,"outcomeUnknown":0,"quarantined":0,"redelivered":0,)"
      R"("badRequests":0,"invalid":0,"unexpected":0,"strayAnswers":0,"undeliverable":0},)"
      R"("serviceList":[{"name":"echo","workers":1,"waiting":1,"waitingBytes":12,"requests":2,"answers":0}],)"
      R"("workerList":[{"service":"echo","protocol":"MDP/0.2","credits":1,"inFlight":1,"retrySafe":true,)"
      R"("sole":false,"beatMs":200,"silentMs":50}],"quarantine":[]})");
}

TEST(Status, StaysUnder64KiBWhateverTheBrokerHolds) {
  BrokerCore broker({.attempts_max = 1});
  const std::string longest(61, '"');
  for (int i = 0; i < 100; ++i) {
    broker.ready_with("w", longest, kSafe);
    broker.request_with("c", longest, "LTD1 trace=" + std::string(64, '\\'), std::string(100, 'x'));
    broker.pass(800ms);
  }
  for (int i = 100; i < 900; ++i)
    broker.ready("w" + std::to_string(i), longest + std::to_string(i));
  const std::string status = broker.core.status(broker.now.mono);
  EXPECT_LT(status.size(), 65'536U);
  EXPECT_NE(status.find("\"workers\":800,"), std::string::npos);
  EXPECT_EQ(status.substr(status.size() - 2), "]}");
}

}  // namespace
}  // namespace latido::broker::test
