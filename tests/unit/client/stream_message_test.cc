#include "clients/cpp/command/stream_message.h"

#include <gtest/gtest.h>

namespace latido::command {

using Kind = StreamHead::Kind;

TEST(StreamMessage, ReadsTopicAndJson) {
  const auto message =
      StreamMessage::read(R"(D {"epoch":"e1","sequence":"7","unixMs":"5","tick":null})");
  ASSERT_TRUE(message);
  EXPECT_EQ(message->head().epoch, "e1");
  EXPECT_EQ(message->head().sequence, 7U);
  EXPECT_EQ(message->head().kind, Kind::tick);
  EXPECT_EQ(message->json(), R"({"epoch":"e1","sequence":"7","unixMs":"5","tick":null})");
}

TEST(StreamMessage, TellsItsKinds) {
  EXPECT_EQ(StreamMessage::read(R"(S1 {"epoch":"e","snapshot":[]})")->head().kind, Kind::snapshot);
  EXPECT_EQ(StreamMessage::read(R"(D {"epoch":"e","change":{}})")->head().kind, Kind::change);
  EXPECT_EQ(StreamMessage::read(R"(D {"epoch":"e","blindness":null})")->head().kind,
            Kind::blindness);
}

TEST(StreamMessage, SkipsFieldsOfANewerMonitor) {
  EXPECT_TRUE(StreamMessage::read(R"(D {"epoch":"e","tick":null,"weather":"fine"})"));
}

TEST(StreamMessage, IsNothingWhereTheFrameIsNone) {
  EXPECT_FALSE(StreamMessage::read(""));
  EXPECT_FALSE(StreamMessage::read("D"));
  EXPECT_FALSE(StreamMessage::read("D {"));
  EXPECT_FALSE(StreamMessage::read("D {}"));
  EXPECT_FALSE(StreamMessage::read(R"(D {"epoch":7})"));
}

}  // namespace latido::command
