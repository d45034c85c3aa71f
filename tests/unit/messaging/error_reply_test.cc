#include "common/wire/error_reply.h"

#include <cstring>

#include <capnp/serialize.h>
#include <gtest/gtest.h>

#include "schema/envelope.capnp.h"

namespace latido::wire {
namespace {

const Rejection kBusy{Code::busy, "", "The queue is full.", 250};

TEST(ErrorReply, IsJsonWithTheStableCode) {
  EXPECT_EQ(
      encode_error(kBusy, Form::json),
      R"({"asOfPosition":"0","error":{"code":"BUSY","field":"","message":"The queue is full.","retryAfterMs":250}})");
}

TEST(ErrorReply, EscapesWhatJsonMustEscape) {
  const std::string text = encode_error({Code::bad_value, "a\"b", "x\\y"}, Form::json);
  EXPECT_NE(text.find(R"("field":"a\"b")"), std::string::npos) << text;
  EXPECT_NE(text.find(R"("message":"x\\y")"), std::string::npos) << text;
}

TEST(ErrorReply, IsACapnpReplyThatReadsBack) {
  const std::string bytes = encode_error(kBusy, Form::capnp);
  ASSERT_EQ(bytes.size() % sizeof(capnp::word), 0U);
  EXPECT_EQ(form_of(bytes), Form::capnp);
  auto words = kj::heapArray<capnp::word>(bytes.size() / sizeof(capnp::word));
  std::memcpy(words.begin(), bytes.data(), bytes.size());
  capnp::FlatArrayMessageReader reader(words);
  const auto reply = reader.getRoot<schema::Reply>();
  ASSERT_TRUE(reply.isError());
  EXPECT_STREQ(reply.getError().getCode().cStr(), "BUSY");
  EXPECT_STREQ(reply.getError().getMessage().cStr(), "The queue is full.");
  EXPECT_EQ(reply.getError().getRetryAfterMs(), 250U);
}

}  // namespace
}  // namespace latido::wire
