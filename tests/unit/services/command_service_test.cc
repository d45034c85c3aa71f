#include "comandos/command_service.h"

#include "tests/unit/services/support.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace latido::comandos {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;
using testing::Not;
using namespace latido::test;

class CommandServiceTest : public testing::Test, protected Writer {};

TEST_F(CommandServiceTest, IssuesTheNextNumberWithTotalsRoundedHalfUp) {
  set_up_books();
  const auto reply = ask(service_, command("1", kIssue));
  EXPECT_THAT(
      reply,
      HasSubstr(
          R"("id":"inv-3","number":"A-1","status":"open","currency":"EUR","due":"3.57")"));  // 3.00
                                                                                             // + 19
                                                                                             // %
  EXPECT_THAT(ask(service_, command("2", kIssue)), HasSubstr(R"("number":"A-2")"));
}

// The age of the last commit in a beat goes by it.
TEST_F(CommandServiceTest, CommitsNothingForRequestsThatCannotBeRead) {
  set_up_books();
  const auto commits = store_.commits();
  ask(service_, "garbage");
  EXPECT_EQ(store_.commits(), commits);
  ask(service_, command("1", kIssue));
  EXPECT_EQ(store_.commits(), commits + 1);
}

TEST_F(CommandServiceTest, RepeatsTheStoredReplyByteForByte) {
  set_up_books();
  const auto first = ask(service_, command("1", kIssue));
  EXPECT_EQ(ask(service_, command("1", kIssue)), first);
  EXPECT_THAT(ask(service_, command("2", kIssue)), HasSubstr(R"("number":"A-2")"));
  EXPECT_EQ(ask(service_, command("1", kIssue)), first);
}

TEST_F(CommandServiceTest, TellsInTheHeaderThatAReplyIsARepetition) {
  const std::string line = "LTD1 attempt=1 trace=x";
  const auto first = service_.turn({{"t", {line, command("s", kSeries)}}}, kNow);
  const auto again = service_.turn({{"t", {line, command("s", kSeries)}}}, kNow);
  EXPECT_EQ(first.at(0).body.at(0), "LTD1 attempt=1 trace=x replayed=0");
  EXPECT_EQ(again.at(0).body.at(0), "LTD1 attempt=1 trace=x replayed=1");
}

TEST_F(CommandServiceTest, RepeatsARefusalForABusinessReasonEvenWhenItsReasonIsGone) {
  ask(service_, command("s", kSeries));
  const auto refused = ask(service_, command("1", kIssue));
  EXPECT_THAT(refused, HasSubstr("UNKNOWN_CUSTOMER"));
  ask(service_, command("c", kCustomer));
  EXPECT_EQ(ask(service_, command("1", kIssue)), refused);
  EXPECT_THAT(ask(service_, command("2", kIssue)), HasSubstr(R"("number":"A-1")"));
}

// A business refusal is for ever; one that is not kept must not look like one.
TEST_F(CommandServiceTest, SaysUnknownTenantWhereNothingIsKeptUnderTheKey) {
  EXPECT_THAT(ask(service_, command("1", kIssue)), HasSubstr("UNKNOWN_TENANT"));
  set_up_books();
  EXPECT_THAT(ask(service_, command("1", kIssue)), HasSubstr(R"("number":"A-1")"));
}

TEST_F(CommandServiceTest, NamesWhatIsWrongWithTheRequestItselfAlsoWithoutBooks) {
  const auto refused = ask(service_, command("1", R"("closePeriod":{"through":"9999-12-31"})"));
  EXPECT_THAT(refused, HasSubstr(R"("code":"BAD_VALUE")"));
  EXPECT_THAT(refused, HasSubstr(R"("field":"through")"));
}

TEST_F(CommandServiceTest, RefusesAKeyThatWasUsedForAnotherRequest) {
  set_up_books();
  EXPECT_THAT(ask(service_, command("s", kCustomer)), HasSubstr("IDEMPOTENCY_MISMATCH"));
  EXPECT_THAT(ask(service_, command("s", kSeries)), HasSubstr(R"("done")"));
}

TEST_F(CommandServiceTest, DoesTheSameKeyTwiceInOneBatchOnce) {
  set_up_books();
  const auto answers = service_.turn({request(command("1", kIssue), "a"),
                                      request(command("1", kIssue), "b"),
                                      request(command("2", kIssue), "c")},
                                     kNow);
  ASSERT_EQ(answers.size(), 3U);
  EXPECT_EQ(answers[0].token, "a");
  EXPECT_EQ(answers[1].token, "b");
  EXPECT_EQ(answers[0].body, answers[1].body);
  EXPECT_THAT(answers[2].body.back(), HasSubstr(R"("number":"A-2")"));
}

TEST_F(CommandServiceTest, AnswersEachOfABatchAndWritesNothingForTheBadOnes) {
  set_up_books();
  const auto answers = service_.turn({request("not json", "a"),
                                      request(command("1", kIssue), "b"),
                                      request(command("2", R"("issueInvoic":{})"), "c"),
                                      {"d", {"LTD1 deadline=1", command("3", kIssue)}},
                                      {"e", {}}},
                                     kNow);
  ASSERT_EQ(answers.size(), 5U);
  EXPECT_THAT(answers[0].body.back(), HasSubstr("MALFORMED_JSON"));
  EXPECT_THAT(answers[1].body.back(), HasSubstr(R"("number":"A-1")"));
  EXPECT_THAT(answers[2].body.back(), HasSubstr("UNKNOWN_COMMAND"));
  EXPECT_THAT(answers[3].body.back(), HasSubstr("EXPIRED"));
  EXPECT_THAT(answers[4].body.back(), HasSubstr("MALFORMED_REQUEST"));
  EXPECT_THAT(ask(service_, command("4", kIssue)), HasSubstr(R"("number":"A-2")"));
}

TEST_F(CommandServiceTest, DoesNotKeepAnExpiredRequestUnderItsKey) {
  set_up_books();
  const auto late = service_.turn({{"t", {"LTD1 deadline=1", command("1", kIssue)}}}, kNow);
  EXPECT_THAT(late.at(0).body.back(), HasSubstr("EXPIRED"));
  EXPECT_THAT(ask(service_, command("1", R"("commandStatus":null)")), HasSubstr(R"("unknown")"));
  EXPECT_THAT(ask(service_, command("1", kIssue)), HasSubstr(R"("number":"A-1")"));
}

TEST_F(CommandServiceTest, ToALateQuestionAboutAUsedKeySaysThatItIsLateAndNotThatTheKeyIsAnothers) {
  set_up_books();
  ask(service_, command("1", kIssue));
  const auto status = command("1", R"("commandStatus":null)");
  const auto late = service_.turn({{"t", {"LTD1 deadline=1", status}}}, kNow);
  EXPECT_THAT(late.at(0).body.back(), HasSubstr("EXPIRED"));
}

TEST_F(CommandServiceTest, TellsWhatBecameOfAKey) {
  set_up_books();
  ask(service_, command("1", kIssue));
  EXPECT_THAT(ask(service_, command("1", R"("commandStatus":null)")),
              HasSubstr(R"("known":{"asOfPosition":"3","done")"));
  EXPECT_THAT(ask(service_, command("9", R"("commandStatus":null)")), HasSubstr(R"("unknown")"));
  EXPECT_THAT(ask(service_, command("1", R"("commandStatus":null)", "other")),
              HasSubstr(R"("unknown")"));
}

TEST_F(CommandServiceTest, KeepsTenantsApart) {
  set_up_books();
  ask(service_, command("1", kIssue));
  ask(service_, command("c", kCustomer, "other"));
  EXPECT_THAT(ask(service_, command("1", kIssue, "other")), HasSubstr("UNKNOWN_SERIES"));
  EXPECT_THAT(
      ask(service_, command("v", R"("voidInvoice":{"invoiceId":"inv-3","reason":"r"})", "other")),
      HasSubstr("UNKNOWN_INVOICE"));
  ask(service_, command("s", kSeries, "other"));
  ask(service_, command("c", kCustomer, "other"));
  EXPECT_THAT(ask(service_, command("2", kIssue, "other")), HasSubstr(R"("number":"A-1")"));
}

TEST_F(CommandServiceTest, TakesPaymentsUntilNothingIsDueAndKeepsWhatIsOverAsCredit) {
  set_up_books();
  ask(service_, command("1", kIssue));
  const auto pay = [](const std::string& amount) {
    return R"("recordPayment":{"invoiceId":"inv-3","amount":")" + amount + R"(","currency":"EUR"})";
  };
  EXPECT_THAT(ask(service_, command("p1", pay("3.00"))),
              HasSubstr(R"("status":"open","currency":"EUR","due":"0.57")"));
  EXPECT_THAT(ask(service_, command("v", R"("voidInvoice":{"invoiceId":"inv-3","reason":"r"})")),
              HasSubstr("HAS_PAYMENTS"));
  const auto over = ask(service_, command("p2", pay("0.60")));  // 0.03 more than is due
  EXPECT_THAT(over, HasSubstr(R"("status":"paid","currency":"EUR","due":"0.00")"));
  EXPECT_THAT(over, HasSubstr(R"("credit":"0.03")"));
  EXPECT_THAT(ask(service_, command("p3", pay("0.01"))), HasSubstr("NOT_OPEN"));
}

TEST_F(CommandServiceTest, PreviewsWhatItWouldIssueAndWritesNothing) {
  set_up_books();
  const std::string preview = R"("preview)" + kIssue.substr(std::string(R"("issue)").size());
  const auto before = store_.head_position(*store_.find_tenant("acme"));
  const auto shown = ask(service_, command("p", preview));
  EXPECT_THAT(shown, HasSubstr(R"("number":"A-1")"));
  EXPECT_THAT(shown, HasSubstr(R"("payable":"3.57")"));
  EXPECT_EQ(store_.head_position(*store_.find_tenant("acme")), before);
  // Not even the key is used up.
  EXPECT_THAT(ask(service_, command("p", kIssue)), HasSubstr(R"("id":"inv-3","number":"A-1")"));
  EXPECT_THAT(ask(service_, command("q", preview)), HasSubstr(R"("number":"A-2")"));
}

TEST_F(CommandServiceTest, PreviewsARefusalAsIssuingWouldRefuse) {
  ask(service_, command("c", kCustomer));
  const std::string preview = R"("preview)" + kIssue.substr(std::string(R"("issue)").size());
  EXPECT_THAT(ask(service_, command("p", preview)), HasSubstr("UNKNOWN_SERIES"));
  ask(service_, command("s", kSeries));
  EXPECT_THAT(ask(service_, command("p", preview)), HasSubstr(R"("number":"A-1")"));
}

TEST_F(CommandServiceTest, RecordsEventsInTheOrderOfTheirTimesThoughTheClockGoesBack) {
  service_.turn({request(command("s", kSeries))}, kNow);
  service_.turn({request(command("c", kCustomer))}, kNow - 60'000);
  const auto recorded_at = store_.begin(kNow - 60'000);
  store_.rollback();
  EXPECT_EQ(recorded_at, kNow);
}

TEST_F(CommandServiceTest, SurvivesAReopenedStoreWithItsReplies) {
  set_up_books();
  const auto first = ask(service_, command("1", kIssue));
  db::WriteStore successor({.path = folder_.store()});
  CommandService again(successor);
  EXPECT_EQ(ask(again, command("1", kIssue)), first);
  EXPECT_THROW(ask(service_, command("2", kIssue)), db::Fenced);
}

}  // namespace
}  // namespace latido::comandos
