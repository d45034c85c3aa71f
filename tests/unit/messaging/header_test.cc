#include "common/messaging/header.h"

#include <gtest/gtest.h>

namespace latido::messaging {
namespace {

TEST(Header, IsReadWithKeysInAnyOrder) {
  const auto header = parse_header("LTD1 trace=abc-1 deadline=1700000000123 attempt=2");
  ASSERT_TRUE(header.has_value());
  EXPECT_EQ(header->deadline_unix_ms, 1'700'000'000'123);
  EXPECT_EQ(header->attempt, 2U);
  EXPECT_EQ(header->trace, "abc-1");
}

TEST(Header, MayBeWithoutAnyKey) { EXPECT_EQ(parse_header("LTD1 "), Header{}); }

TEST(Header, IgnoresKeysThatItDoesNotKnow) {
  EXPECT_EQ(parse_header("LTD1 tenant=x a.b=c=d trace=t")->trace, "t");
}

TEST(Header, IsRefusedWhenMalformed) {
  const std::string long_line = "LTD1 trace=" + std::string(246, 'x');
  for (const std::string& text : {std::string("LTD1"),
                                  std::string("ltd1 "),
                                  std::string("LTD2 "),
                                  std::string("LTD1 deadline"),
                                  std::string("LTD1 =1"),
                                  std::string("LTD1 deadline="),
                                  std::string("LTD1 deadline=-1"),
                                  std::string("LTD1 deadline=1x"),
                                  std::string("LTD1 deadline= 1"),
                                  std::string("LTD1 deadline=0x10"),
                                  std::string("LTD1 deadline=9223372036854775808"),
                                  std::string("LTD1 attempt=0"),
                                  std::string("LTD1 attempt=4294967296"),
                                  std::string("LTD1 attempt=1 attempt=2"),
                                  std::string("LTD1 trace=a\tb"),
                                  std::string("LTD1 trace=a\n"),
                                  std::string("LTD1 trace=\xc3\xa9"),
                                  std::string("LTD1 trace=a\0b", 14),
                                  "LTD1 trace=" + std::string(65, 'x'),
                                  long_line}) {
    const auto header = parse_header(text);
    ASSERT_FALSE(header.has_value()) << text;
    EXPECT_EQ(header.error().code, Code::malformed_request) << text;
  }
}

TEST(Header, NamesTheFieldAtFault) {
  EXPECT_EQ(parse_header("LTD1 deadline=soon").error().field, "header.deadline");
}

TEST(Header, MayBe256BytesAndNoMore) {
  const std::string base = "LTD1 x=";
  EXPECT_TRUE(parse_header(base + std::string(256 - base.size(), 'y')).has_value());
  EXPECT_FALSE(parse_header(base + std::string(257 - base.size(), 'y')).has_value());
}

TEST(Header, MayHaveSixteenFieldsAndNoMore) {
  std::string line = "LTD1";
  for (char c = 'a'; c < 'a' + 16; ++c) line += std::string(" ") + c + "=1";
  EXPECT_TRUE(parse_header(line).has_value());
  EXPECT_FALSE(parse_header(line + " z=1").has_value());
}

TEST(Header, IsWrittenAsItIsRead) {
  EXPECT_EQ(format_header({.deadline_unix_ms = 5, .attempt = 1, .trace = "t"}),
            "LTD1 deadline=5 attempt=1 trace=t");
  EXPECT_EQ(format_header({}), "LTD1 ");
  const Header full{.deadline_unix_ms = 1'700'000'000'000,
                    .attempt = 4'294'967'295,
                    .trace = std::string(64, '~')};
  EXPECT_EQ(parse_header(format_header(full)), full);
}

}  // namespace
}  // namespace latido::messaging
