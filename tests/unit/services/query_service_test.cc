#include "consultas/query_service.h"

#include "tests/unit/services/support.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace latido::consultas {
namespace {

using testing::HasSubstr;
using testing::Not;
using namespace latido::test;

class QueryServiceTest : public testing::Test {
 protected:
  QueryServiceTest() {
    ask(writer_, command("s", kSeries));
    ask(writer_, command("c", kCustomer));
    for (int i = 0; i < 5; ++i) ask(writer_, command("i" + std::to_string(i), kIssue));
  }

  std::string query(const std::string& body, const std::string& tenant = "acme") {
    return service_.answer(request(R"({"tenant":")" + tenant + R"(",)" + body + "}"), kNow).back();
  }

  TempFolder folder_;
  db::WriteStore store_{{.path = folder_.store()}};
  comandos::CommandService writer_{store_};
  db::ReadStore reader_{folder_.store()};
  QueryService service_{reader_};
};

TEST_F(QueryServiceTest, GivesAnInvoiceByIdAndByNumberAlike) {
  const auto by_id = query(R"("getInvoice":{"id":"inv-3"})");
  EXPECT_THAT(by_id, HasSubstr(R"("number":"A-1")"));
  EXPECT_THAT(
      by_id,
      HasSubstr(R"("taxes":[{"category":"S","percent":"19","base":"3.00","amount":"0.57"}])"));
  EXPECT_EQ(query(R"("getInvoice":{"number":"A-1"})"), by_id);
}

TEST_F(QueryServiceTest, WalksAListPageByPageWithoutLossOrRepetition) {
  std::string cursor;
  std::string numbers;
  for (int page = 0; page < 3; ++page) {
    const auto reply = query(R"("listInvoices":{"limit":2,"cursor":")" + cursor + R"("})");
    for (int n = 1; n <= 5; ++n) {
      if (reply.find("\"A-" + std::to_string(n) + "\"") != std::string::npos)
        numbers += std::to_string(n);
    }
    const auto at = reply.find("nextCursor\":\"");
    if (at == std::string::npos) {
      EXPECT_EQ(page, 2);
      break;
    }
    cursor = reply.substr(at + 13, reply.find('"', at + 13) - at - 13);
  }
  EXPECT_EQ(numbers, "45231");  // newest first, two a page; in each page the loop above finds the
                                // lower number first
}

TEST_F(QueryServiceTest, FiltersByStatusCustomerAndDate) {
  ask(writer_, command("v", R"("voidInvoice":{"invoiceId":"inv-4","reason":"r"})"));
  EXPECT_THAT(query(R"("listInvoices":{"status":"void"})"), HasSubstr("inv-4"));
  EXPECT_THAT(query(R"("listInvoices":{"status":"open"})"), Not(HasSubstr("inv-4")));
  EXPECT_THAT(query(R"("listInvoices":{"customerId":"C"})"), HasSubstr("inv-4"));
  EXPECT_THAT(query(R"("listInvoices":{"customerId":"D"})"), Not(HasSubstr("inv-")));
  EXPECT_THAT(query(R"("listInvoices":{"issuedFrom":"2026-11-20","issuedTo":"2026-11-20"})"),
              HasSubstr("inv-3"));
  EXPECT_THAT(query(R"("listInvoices":{"issuedFrom":"2026-11-21"})"), Not(HasSubstr("inv-")));
}

TEST_F(QueryServiceTest, SeesAWriteAsSoonAsItIsAnswered) {
  ask(writer_,
      command("p", R"("recordPayment":{"invoiceId":"inv-3","amount":"3.57","currency":"EUR"})"));
  const auto reply = query(R"("minPosition":"8","getInvoice":{"id":"inv-3"})");
  EXPECT_THAT(reply, HasSubstr(R"("asOfPosition":"8")"));
  EXPECT_THAT(reply, HasSubstr(R"("status":"paid")"));
}

TEST_F(QueryServiceTest, SaysNotYetForAPositionThatIsNotThere) {
  const auto reply = query(R"("minPosition":"8","getInvoice":{"id":"inv-3"})");
  EXPECT_THAT(reply, HasSubstr("NOT_YET"));
  EXPECT_THAT(reply, Not(HasSubstr(R"("retryAfterMs":0)")));
}

TEST_F(QueryServiceTest, VerifiesTheChainInParts) {
  EXPECT_THAT(
      query(R"("verifyChain":{})"),
      HasSubstr(
          R"("intact":true,"firstBadPosition":"0","checked":7,"nextPosition":"0","headPosition":"7")"));
  EXPECT_THAT(query(R"("verifyChain":{"limit":3})"),
              HasSubstr(R"("checked":3,"nextPosition":"4")"));
}

TEST_F(QueryServiceTest, GivesSeriesAndCustomer) {
  EXPECT_THAT(query(R"("seriesStatus":{"series":"A"})"), HasSubstr(R"("nextNumber":"6")"));
  EXPECT_THAT(query(R"("getCustomer":{"customerId":"C"})"), HasSubstr(R"("name":"Clara")"));
}

TEST_F(QueryServiceTest, ShowsNothingOfOneTenantToAnother) {
  ask(writer_, command("s", kSeries, "other"));
  for (const auto* body : {R"("getInvoice":{"id":"inv-3"})",
                           R"("getInvoice":{"number":"A-1"})",
                           R"("getCustomer":{"customerId":"C"})"}) {
    EXPECT_THAT(query(body, "other"), HasSubstr("NOT_FOUND"));
  }
  EXPECT_THAT(query(R"("listInvoices":{})", "other"), Not(HasSubstr("inv-")));
}

struct Refused {
  const char* body;
  const char* code;
};

TEST_F(QueryServiceTest, RefusesBadInputWithAStableCode) {
  const Refused table[] = {
      {R"("getInvoice":{"id":"7"})", "BAD_VALUE"},
      {R"("getInvoice":{"id":""})", "MISSING_FIELD"},
      {R"("getInvoice":{"id":"inv-999"})", "NOT_FOUND"},
      {R"("getInvoice":{"id":"inv-1"})", "NOT_FOUND"},  // the series' own event
      {R"("getInvoice":{"number":"A-01"})", "NOT_FOUND"},
      {R"("listInvoices":{"cursor":"made-up"})", "BAD_CURSOR"},
      {R"("listInvoices":{"cursor":"20777.3.0123456789abcdef"})", "BAD_CURSOR"},
      {R"("listInvoices":{"status":"overdue"})", "BAD_VALUE"},
      {R"("listInvoices":{"limit":0})", "BAD_VALUE"},
      {R"("listInvoices":{"limit":201})", "BAD_VALUE"},
      {R"("listInvoices":{"issuedFrom":"yesterday"})", "BAD_VALUE"},
      {R"("verifyChain":{"fromPosition":"0"})", "BAD_VALUE"},
      {R"("verifyChain":{"fromPosition":"18446744073709551615"})", "BAD_VALUE"},
      {R"("verifyChain":{"limit":10001})", "BAD_VALUE"},
      {R"("verifyChain":{"fromPosition":"9"})", "NOT_FOUND"},  // the chain has 7 events
      {R"("seriesStatus":{"series":"Z"})", "NOT_FOUND"},
      {R"("unset":null)", "UNKNOWN_QUERY"},
      {R"("getInvoices":{})", "UNKNOWN_QUERY"},
  };
  for (const auto& row : table) {
    EXPECT_THAT(query(row.body), HasSubstr(std::string(R"("code":")") + row.code + '"'))
        << row.body;
  }
  EXPECT_THAT(query(R"("listInvoices":{})", "nobody"), HasSubstr("NOT_FOUND"));
}

}  // namespace
}  // namespace latido::consultas
