// The way of one request, in both versions and across them.
#include "tests/unit/broker/broker_core.h"

#include <gtest/gtest.h>

namespace latido::broker::test {
namespace {

TEST(Routing, Carries01From01) {
  BrokerCore broker;
  broker.from("w", {"", "MDPW01", "\x01", "echo"});
  broker.from("c", {"", "MDPC01", "echo", "one", "two"});
  const auto work = broker.take("w");
  ASSERT_EQ(work.size(), 1U);
  ASSERT_EQ(work[0].size(), 7U);
  EXPECT_EQ(work[0][1], "MDPW01");
  EXPECT_EQ(work[0][2], "\x02");
  EXPECT_EQ(work[0][4], "");
  EXPECT_EQ(work[0][6], "two");
  broker.from("w", {"", "MDPW01", "\x03", work[0][3], "", "answer"});
  EXPECT_EQ(broker.take("c"), (std::vector<Frames>{{"", "MDPC01", "echo", "answer"}}));
}

TEST(Routing, NeverGivesTheClientsAddressToAWorker) {
  BrokerCore broker;
  broker.ready("w", "echo");
  broker.request("client-address", "echo", "x");
  for (const Frames& frames : broker.take("w")) {
    for (const std::string& frame : frames)
      EXPECT_EQ(frame.find("client-address"), std::string::npos);
  }
}

TEST(Routing, Turns01ReplyIntoFinalFor02Client) {
  BrokerCore broker;
  broker.from("w", {"", "MDPW01", "\x01", "echo"});
  broker.request("c", "echo", "x");
  const std::string token = broker.take("w").at(0).at(3);
  broker.from("w", {"", "MDPW01", "\x03", token, "", "a", "b"});
  EXPECT_EQ(broker.take("c"), (std::vector<Frames>{{"MDPC02", "\x03", "echo", "a", "b"}}));
}

TEST(Routing, PassesPartialsOnTo02Client) {
  BrokerCore broker;
  broker.ready("w", "echo");
  broker.request("c", "echo", "x");
  const std::string token = broker.work("w").at(0).first;
  broker.partial("w", token, "1");
  broker.partial("w", token, "2");
  broker.final("w", token, "3");
  EXPECT_EQ(broker.take("c"),
            (std::vector<Frames>{{"MDPC02", "\x02", "echo", "1"},
                                 {"MDPC02", "\x02", "echo", "2"},
                                 {"MDPC02", "\x03", "echo", "3"}}));
}

TEST(Routing, CollectsPartialsIntoOneReplyFor01Client) {
  BrokerCore broker;
  broker.ready("w", "echo");
  broker.from("c", {"", "MDPC01", "echo", "x"});
  const std::string token = broker.work("w").at(0).first;
  broker.partial("w", token, "1");
  broker.partial("w", token, "2");
  EXPECT_TRUE(broker.take("c").empty());
  broker.final("w", token, "3");
  EXPECT_EQ(broker.take("c"), (std::vector<Frames>{{"", "MDPC01", "echo", "1", "2", "3"}}));
}

TEST(Routing, CapsWhatItCollectsForA01Client) {
  BrokerCore broker;
  broker.ready("w", "echo");
  broker.from("c", {"", "MDPC01", "echo", "x"});
  const std::string token = broker.work("w").at(0).first;
  for (std::size_t i = 0; i <= kCollectedMaxFrames; ++i) broker.partial("w", token, "part");
  const auto answers = broker.answers("c");
  ASSERT_EQ(answers.size(), 1U);
  EXPECT_TRUE(has_code(answers[0], "OUTCOME_UNKNOWN")) << answers[0];
  broker.final("w", token, "end");
  EXPECT_TRUE(broker.take("c").empty());
  EXPECT_EQ(broker.core.depth(), 0U);
}

TEST(Routing, GivesTheHeaderToTheWorkerUntouched) {
  BrokerCore broker;
  broker.ready("w", "echo");
  broker.request_with("c", "echo", "LTD1 trace=t1 attempt=2 new=thing", "payload");
  const auto work = broker.take("w");
  ASSERT_EQ(work.at(0).size(), 6U);
  EXPECT_EQ(work[0][4], "LTD1 trace=t1 attempt=2 new=thing");
  EXPECT_EQ(work[0][5], "payload");
}

TEST(Routing, AnswersOneWorkersRequestsInAnyOrder) {
  BrokerCore broker;
  broker.ready_with("w", "echo", "LTD1 credits=2");
  broker.request("c1", "echo", "one");
  broker.request("c2", "echo", "two");
  const auto work = broker.work("w");
  ASSERT_EQ(work.size(), 2U);
  broker.final("w", work[1].first, "to two");
  broker.final("w", work[0].first, "to one");
  EXPECT_EQ(broker.answers("c1"), std::vector<std::string>{"to one"});
  EXPECT_EQ(broker.answers("c2"), std::vector<std::string>{"to two"});
}

TEST(Refusal, ComesAsCapnpForACapnpPayload) {
  BrokerCore broker;
  const std::string payload = bytes({0, 0, 0, 0, 1, 0, 0, 0}) + std::string(8, '\0');
  broker.request("c", "nobody", payload);
  const auto answers = broker.answers("c");
  ASSERT_EQ(answers.size(), 1U);
  EXPECT_EQ(answers[0].size() % 8, 0U);
  EXPECT_EQ(answers[0].substr(0, 4), std::string(4, '\0'));
  EXPECT_NE(answers[0].find("NO_SERVICE"), std::string::npos);
}

TEST(Refusal, OfAServiceNeverRegisteredComesAtOnce) {
  BrokerCore broker;
  broker.request("c", "nobody", "{}");
  const auto answers = broker.take("c");
  ASSERT_EQ(answers.size(), 1U);
  ASSERT_EQ(answers[0].size(), 4U);
  EXPECT_EQ(answers[0][1], "\x03");
  EXPECT_EQ(answers[0][2], "nobody");
  EXPECT_TRUE(has_code(answers[0][3], "NO_SERVICE")) << answers[0][3];
  EXPECT_EQ(answers[0][3].find("\"error\":{"), answers[0][3].find("\"error\""));
}

TEST(Refusal, OfARequestWithoutBodyAnswersItsClient) {
  BrokerCore broker;
  broker.from("c", {"\x01\x02\x03\x04", "", "MDPC01", "echo"});
  const auto answers = broker.take("c");
  ASSERT_EQ(answers.size(), 1U);
  EXPECT_EQ(Frames(answers[0].begin(), answers[0].end() - 1),
            (Frames{"\x01\x02\x03\x04", "", "MDPC01", "echo"}));
  EXPECT_TRUE(has_code(answers[0].back(), "MALFORMED_REQUEST"));
}

TEST(Refusal, OfAMalformedHeaderSaysSoAndHandsNothingOver) {
  BrokerCore broker;
  broker.ready("w", "echo");
  broker.request_with("c", "echo", "LTD1 deadline=soon", "payload");
  EXPECT_TRUE(has_code(broker.answers("c").at(0), "MALFORMED_REQUEST"));
  EXPECT_TRUE(broker.work("w").empty());
}

TEST(Refusal, IsNotForABodyThatOnlyLooksLikeAHeaderElsewhere) {
  BrokerCore broker;
  broker.ready_with("w", "echo", "LTD1 credits=9");
  broker.request("c", "echo", "LTD1 deadline=soon");  // one frame: a payload
  broker.from("c",
              {"MDPC02", "\x01", "echo", "LTD1 deadline=soon", "two", "three"});  // three frames
  broker.request_with("c", "echo", "LTD1deadline=soon", "payload");               // no blank
  EXPECT_EQ(broker.work("w").size(), 3U);
}

}  // namespace
}  // namespace latido::broker::test
