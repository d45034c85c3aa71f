#include "common/wire/message.h"

#include "common/wire/text.h"

#include <string>

#include <capnp/message.h>
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "schema/commands.capnp.h"
#include "schema/queries.capnp.h"

namespace latido::wire {
namespace {

using testing::HasSubstr;

Result<Message> read(const std::string& payload) {
  return Message::read(payload, capnp::Schema::from<schema::Command>());
}

Rejection refusal(const std::string& payload) {
  const auto message = read(payload);
  if (message) {
    ADD_FAILURE() << "was taken: " << payload;
    return {};
  }
  return message.error();
}

TEST(Form, IsCapnpOnlyWhereTheSegmentCountIsSmall) {
  EXPECT_EQ(form_of(R"({"tenant":"a"})"), Form::json);
  EXPECT_EQ(form_of(""), Form::json);
  EXPECT_EQ(form_of("hello, world"), Form::json);
  EXPECT_EQ(form_of(std::string("\0\0\0\0\1\0\0\0", 8)), Form::capnp);
  EXPECT_EQ(form_of(std::string("\xFF\xFF\xFF\xFF\1\0\0\0", 8)), Form::json);
}

TEST(Json, IsReadIntoTheSameFieldsAsCapnp) {
  const auto message = read(
      R"({"tenant":"acme","key":"k","createSeries":{"series":"A","firstNumber":"7","digits":6}})");
  ASSERT_TRUE(message);
  const auto command = message->root<schema::Command>();
  EXPECT_STREQ(command.getTenant().cStr(), "acme");
  ASSERT_TRUE(command.isCreateSeries());
  EXPECT_EQ(command.getCreateSeries().getFirstNumber(), 7U);
  EXPECT_EQ(command.getCreateSeries().getDigits(), 6);
}

struct Refused {
  const char* payload;
  Code code;
  const char* field;
};

TEST(Json, ThatDoesNotFitIsRefusedWithTheFieldNamed) {
  const Refused table[] = {
      {"", Code::malformed_json, ""},
      {"hello", Code::malformed_json, ""},
      {R"({"tenant":)", Code::malformed_json, ""},
      {"[1,2]", Code::bad_value, ""},
      {R"({"tenant":"a","key":"k"})", Code::unknown_command, ""},
      {R"({"tenant":"a","key":"k","isueInvoice":{}})", Code::unknown_command, "isueInvoice"},
      {R"({"tenannt":"a","issueInvoice":{}})", Code::unknown_field, "tenannt"},
      {R"({"issueInvoice":{"lines":[{},{"quantitty":"1"}]}})",
       Code::unknown_field,
       "lines[1].quantitty"},
      {R"({"issueInvoice":{"prepaid":10.5}})", Code::bad_value, "prepaid"},
      {R"({"issueInvoice":{"lines":{}}})", Code::bad_value, "lines"},
      {R"({"issueInvoice":[]})", Code::bad_value, "issueInvoice"},
      {R"({"issueInvoice":{"termsDays":-1}})", Code::bad_value, "termsDays"},
      {R"({"issueInvoice":{"termsDays":65536}})", Code::bad_value, "termsDays"},
      {R"({"issueInvoice":{"termsDays":1.5}})", Code::bad_value, "termsDays"},
      {R"({"issueInvoice":{"termsDays":"x"}})", Code::bad_value, "termsDays"},
      {R"({"createSeries":{"firstNumber":18446744073709551615}})", Code::bad_value, "firstNumber"},
      {R"({"createSeries":{},"issueInvoice":{}})", Code::bad_value, "issueInvoice"},
      {R"({"key":"a","key":"b","createSeries":{}})", Code::bad_value, "key"},
      {R"({"issueInvoice":{"allowancesCharges":[{"charge":"yes"}]}})",
       Code::bad_value,
       "allowancesCharges[0].charge"},
      {R"({"commandStatus":1})", Code::bad_value, "commandStatus"},
      {R"({"setPolicy":{"roundingProfile":"bankers"}})", Code::bad_value, "roundingProfile"},
      {R"({"setPolicy":{"roundingProfile":2}})", Code::bad_value, "roundingProfile"},
      {R"({"issueInvoice":{"note":null}})", Code::bad_value, "note"},
  };
  for (const auto& row : table) {
    const auto refused = refusal(row.payload);
    EXPECT_EQ(code_name(refused.code), code_name(row.code)) << row.payload;
    EXPECT_EQ(refused.field, row.field) << row.payload;
    EXPECT_FALSE(refused.message.empty()) << row.payload;
  }
}

TEST(Json, ThatIsNestedTooDeepOrTooLongIsRefused) {
  EXPECT_EQ(refusal(std::string(10'000, '[')).code, Code::malformed_json);
  EXPECT_EQ(refusal(R"({"tenant":")" + std::string(kMaxPayloadBytes, 'a') + R"("})").code,
            Code::too_large);
}

TEST(Json, ThatIsNotUtf8IsRefusedAsAWhole) {
  for (const std::string payload : {"{\"\xFF\xFE\":1}",
                                    "{\"tenant\":\"\xC3\",\"createSeries\":{}}",
                                    "{\"tenant\":tru\xFF}",
                                    "\xED\xA0\x80"}) {
    EXPECT_EQ(refusal(payload).code, Code::malformed_json) << payload;
    EXPECT_TRUE(is_utf8(refusal(payload).message)) << payload;
  }
}

TEST(Json, OfAnyOtherFaultIsRefusedInUtf8) {
  const std::string name(63, 'a');
  for (const std::string character : {"\u00E9", "\u20AC", "\U0001F600"}) {
    EXPECT_EQ(refusal("{\"" + name + character + "\":1}").field, name);
    EXPECT_EQ(refusal("{\"createSeries\":{\"" + name + character + "\":1}}").field, name);
    EXPECT_TRUE(is_utf8(refusal("{\"tenant\":" + character + "}").message));
  }
}

TEST(Query, WithoutAKnownMemberIsAnUnknownQuery) {
  const auto message =
      Message::read(R"({"tenant":"a","getInvoic":{}})", capnp::Schema::from<schema::Query>());
  ASSERT_FALSE(message);
  EXPECT_EQ(message.error().code, Code::unknown_query);
}

Result<Message> read_query(const std::string& payload) {
  return Message::read(payload, capnp::Schema::from<schema::Query>());
}

// `asOf` is a union with a name: an object with one member.
TEST(Query, MayAskForAPastPositionOrTime) {
  const auto now = read_query(R"({"tenant":"a","getInvoice":{"id":"inv-7"}})");
  ASSERT_TRUE(now);
  EXPECT_TRUE(now->root<schema::Query>().getAsOf().isNow());
  const auto past = read_query(R"({"asOf":{"position":"7"},"getInvoice":{"id":"inv-7"}})");
  ASSERT_TRUE(past) << past.error().message;
  EXPECT_EQ(past->root<schema::Query>().getAsOf().getPosition(), 7U);
  EXPECT_TRUE(past->root<schema::Query>().isGetInvoice());
  const auto time = read_query(R"({"getInvoice":{"id":"inv-7"},"asOf":{"unixMs":"-1"}})");
  ASSERT_TRUE(time) << time.error().message;
  EXPECT_EQ(time->root<schema::Query>().getAsOf().getUnixMs(), -1);
  ASSERT_TRUE(read_query(R"({"asOf":{"now":null},"getBooks":null})"));
}

TEST(Query, WithABadPastIsRefusedWithTheFieldNamed) {
  const Refused table[] = {
      {R"({"getBooks":null,"asOf":{"positon":"7"}})", Code::unknown_field, "asOf.positon"},
      {R"({"getBooks":null,"asOf":{"position":"7","unixMs":"7"}})", Code::bad_value, "asOf.unixMs"},
      {R"({"getBooks":null,"asOf":{"position":"7","position":"8"}})",
       Code::bad_value,
       "asOf.position"},
      {R"({"getBooks":null,"asOf":{"position":"-7"}})", Code::bad_value, "asOf.position"},
      {R"({"getBooks":null,"asOf":7})", Code::bad_value, "asOf"},
      {R"({"asOf":{"position":"7"}})", Code::unknown_query, ""},
      {R"({"key":"k","issueInvoice":{},"actor":"a"})", Code::unknown_query, "issueInvoice"},
      {R"({"actor":"a","key":"k","commandStatus":null})", Code::unknown_query, "commandStatus"},
  };
  for (const auto& row : table) {
    const auto message = read_query(row.payload);
    ASSERT_FALSE(message) << row.payload;
    EXPECT_EQ(code_name(message.error().code), code_name(row.code)) << row.payload;
    EXPECT_EQ(message.error().field, row.field) << row.payload;
  }
}

std::string sample_capnp() {
  capnp::MallocMessageBuilder builder;
  auto command = builder.initRoot<schema::Command>();
  command.setTenant("acme");
  command.setKey("k");
  auto lines = command.initIssueInvoice().initLines(3);
  for (auto line : lines) line.setName("a line with a name");
  return to_bytes(builder);
}

// Reads all there is, as a decoder would.
std::size_t walk(const Message& message) {
  const auto command = message.root<schema::Command>();
  std::size_t bytes = command.getTenant().size() + command.getKey().size();
  if (!command.isIssueInvoice()) return bytes;
  for (const auto line : command.getIssueInvoice().getLines()) bytes += line.getName().size();
  return bytes;
}

Result<std::size_t> walk_bytes(const std::string& payload) {
  const auto message = read(payload);
  if (!message) return tl::make_unexpected(message.error());
  return guarded<std::size_t>([&] { return walk(*message); });
}

TEST(Capnp, IsReadFromAnyAddress) {
  const std::string bytes = sample_capnp();
  const std::string shifted = "x" + bytes;
  const auto message =
      Message::read(std::string_view(shifted).substr(1), capnp::Schema::from<schema::Command>());
  ASSERT_TRUE(message);
  EXPECT_EQ(walk(*message), 5U + 3U * 18U);
}

TEST(Capnp, CutAtAnyByteNeverDoesMoreThanRefuse) {
  const std::string bytes = sample_capnp();
  for (std::size_t size = 0; size < bytes.size(); ++size) {
    const auto walked = walk_bytes(bytes.substr(0, size));
    if (size % 8 != 0) {
      EXPECT_FALSE(walked) << size;
    }
  }
}

TEST(Capnp, WithAnyByteChangedNeverDoesMoreThanRefuse) {
  const std::string bytes = sample_capnp();
  for (std::size_t at = 0; at < bytes.size(); ++at) {
    for (const unsigned bit : {0U, 3U, 7U}) {
      std::string broken = bytes;
      broken[at] = static_cast<char>(static_cast<unsigned char>(broken[at]) ^ (1U << bit));
      (void)walk_bytes(broken);
    }
  }
}

// A list of 500 million structs of zero size in 24 bytes: reading it must be charged for, not done.
TEST(Capnp, PointerBombIsRefused) {
  std::string bomb("\0\0\0\0\3\0\0\0", 8);             // one segment of 3 words
  bomb += std::string("\0\0\0\0\0\0\1\0", 8);          // root: no data, 1 pointer
  bomb += std::string("\1\0\0\0\x07\0\0\0", 8);        // composite list, 0 words of content
  bomb += std::string("\xFC\xFF\xFF\x7F\0\0\0\0", 8);  // tag: 2^29 - 1 elements of zero size
  const auto message = read(bomb);
  ASSERT_TRUE(message);
  const auto walked = guarded<std::size_t>([&]() -> Result<std::size_t> {
    const auto list = message->root<capnp::AnyPointer>()
                          .getAs<capnp::AnyStruct>()
                          .getPointerSection()[0]
                          .getAs<capnp::List<schema::Line>>();
    std::size_t bytes = 0;
    for (const auto line : list) bytes += line.getName().size();
    return bytes;
  });
  ASSERT_FALSE(walked);
  EXPECT_EQ(walked.error().code, Code::malformed_capnp);
}

TEST(Capnp, OfAnyFormIsTurnedIntoJson) {
  EXPECT_THAT(to_json<schema::Command>(sample_capnp()), HasSubstr(R"("tenant":"acme")"));
}

}  // namespace
}  // namespace latido::wire
