#include "clients/cpp/reply_message.h"

#include "common/wire/message.h"

#include <gtest/gtest.h>

namespace latido::client {

TEST(ReplyMessage, ReadsARefusalInJson) {
  const auto reply = ReplyMessage::read(
      R"({"asOfPosition":"0","error":{"code":"BUSY","field":"","message":"Later.","retryAfterMs":40}})");
  ASSERT_TRUE(reply);
  EXPECT_EQ(reply->refusal(), (Refusal{"BUSY", "", "Later.", 40}));
}

TEST(ReplyMessage, ReadsARefusalInCapnp) {
  capnp::MallocMessageBuilder message;
  auto error = message.initRoot<schema::Reply>().initError();
  error.setCode("SERIES_EXHAUSTED");
  error.setField("series");
  const auto reply = ReplyMessage::read(wire::to_bytes(message));
  ASSERT_TRUE(reply);
  EXPECT_EQ(reply->refusal(), (Refusal{"SERIES_EXHAUSTED", "series", "", 0}));
}

TEST(ReplyMessage, SkipsFieldsOfANewerService) {
  const auto reply = ReplyMessage::read(R"({"done":{"id":"inv-7","colour":"red"},"extra":[1]})");
  ASSERT_TRUE(reply);
  EXPECT_FALSE(reply->refusal());
  EXPECT_EQ(reply->root().getDone().getId(), "inv-7");
}

TEST(ReplyMessage, KeepsTheBytesAsTheyCame) {
  const std::string text = R"({ "done": {"id": "inv-7"} })";
  EXPECT_EQ(ReplyMessage::read(text)->bytes(), text);
}

TEST(ReplyMessage, IsNothingWhereTheBytesAreNoReply) {
  EXPECT_FALSE(ReplyMessage::read(""));
  EXPECT_FALSE(ReplyMessage::read("200"));
  EXPECT_FALSE(ReplyMessage::read("{"));
  EXPECT_FALSE(ReplyMessage::read("{}"));
  EXPECT_FALSE(ReplyMessage::read(R"({"asOfPosition":"one"})"));
  EXPECT_FALSE(ReplyMessage::read(std::string(8, '\0')));
  EXPECT_FALSE(ReplyMessage::read(std::string("\0\0\0\0\xff\0\0\0", 8)));
}

}  // namespace latido::client
