#include "common/wire/opened.h"

#include <gtest/gtest.h>

namespace latido::wire {
namespace {

constexpr std::int64_t kNow = 1'000'000;

messaging::Request request(std::vector<std::string> body) { return {"token", std::move(body)}; }

TEST(OpenRequest, TakesAPayloadAlone) {
  const auto request_ = request({R"({"a":1})"});
  const auto opened = open_request(request_, kNow);
  EXPECT_FALSE(opened.refused);
  EXPECT_FALSE(opened.header);
  EXPECT_EQ(opened.payload, R"({"a":1})");
  EXPECT_EQ(opened.form, Form::json);
}

TEST(OpenRequest, ReadsTheHeaderBeforeThePayload) {
  const auto request_ = request({"LTD1 deadline=1000001 attempt=2 trace=t-1", "{}"});
  const auto opened = open_request(request_, kNow);
  EXPECT_FALSE(opened.refused);
  ASSERT_TRUE(opened.header);
  EXPECT_EQ(opened.header->trace, "t-1");
  EXPECT_EQ(opened.payload, "{}");
}

TEST(OpenRequest, RefusesWorkWhoseDeadlineHasPassed) {
  const auto request_ = request({"LTD1 deadline=1000000", "{}"});
  const auto opened = open_request(request_, kNow);
  ASSERT_TRUE(opened.refused);
  EXPECT_EQ(opened.refused->code, Code::expired);
}

TEST(OpenRequest, RefusesFramesThatAreNoHeaderAndPayload) {
  for (const auto& body : std::vector<std::vector<std::string>>{
           {}, {"{}", "{}"}, {"LTD1 deadline=x", "{}"}, {"LTD1 attempt=1", "{}", "{}"}}) {
    const auto request_ = request(body);
    const auto opened = open_request(request_, kNow);
    ASSERT_TRUE(opened.refused);
    EXPECT_EQ(opened.refused->code, Code::malformed_request);
  }
}

TEST(ReplyBody, RepeatsTheHeaderWithoutItsDeadlineAndSaysWhetherItIsAReplay) {
  const auto request_ = request({"LTD1 deadline=1000001 attempt=2 trace=t-1", "{}"});
  const auto opened = open_request(request_, kNow);
  EXPECT_EQ(reply_body(opened, "R", true),
            (std::vector<std::string>{"LTD1 attempt=2 trace=t-1 replayed=1", "R"}));
  EXPECT_EQ(reply_body(opened, "R"),
            (std::vector<std::string>{"LTD1 attempt=2 trace=t-1 replayed=0", "R"}));
}

TEST(ReplyBody, IsThePayloadAloneForAPlainClient) {
  const auto request_ = request({"{}"});
  EXPECT_EQ(reply_body(open_request(request_, kNow), "R"), (std::vector<std::string>{"R"}));
}

}  // namespace
}  // namespace latido::wire
