#include "consultas/query_service.h"

#include "tests/unit/consultas/books.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace latido::consultas {
namespace {

using testing::HasSubstr;
using testing::Not;
using namespace test;

class QueryServiceTest : public testing::Test {
 protected:
  QueryServiceTest() {
    books.issue({.reference = "PO-1"});                        // 4
    books.pay({.amount = 100, .allocations = {{4, 100}}});     // 5
    books.credit({.invoice = 4, .net = 100, .applied = 119});  // 6
    domain::IssueInvoice content;
    content.customer_id = "C";
    content.currency = kEuro;
    books.append(domain::DraftCreated{content});  // 7
    books.append(domain::ProductCreated{{.product_id = "P", .name = "P", .unit_code = "C62"}});
    books.append(domain::PriceCreated{{.price_id = "P1", .product_id = "P", .currency = kEuro}});
    books.append(domain::TaxRateDefined{
        .tax_code = "VAT", .tax = kTax19, .valid_from = day("2026-01-01")});  // 10
  }
  Books books;
};

TEST_F(QueryServiceTest, SeesAWriteAsSoonAsItIsDone) {
  const auto reply = books.ask(R"("minPosition":"10","getInvoice":{"id":"inv-4"})");
  EXPECT_THAT(reply, HasSubstr(R"("asOfPosition":"10")"));
  EXPECT_EQ(field(reply, "number"), "A-1");
}

TEST_F(QueryServiceTest, SaysNotYetForAPositionThatIsNotThere) {
  for (const auto* envelope : {R"("minPosition":"11",)", R"("asOf":{"position":"11"},)"}) {
    const auto reply = books.ask(envelope + std::string(R"("getInvoice":{"id":"inv-4"})"));
    EXPECT_EQ(field(reply, "code"), "NOT_YET");
    EXPECT_THAT(reply, Not(HasSubstr(R"("retryAfterMs":0)")));
  }
}

TEST_F(QueryServiceTest, VerifiesTheChainInParts) {
  EXPECT_THAT(
      books.ask(R"("verifyChain":{})"),
      HasSubstr(
          R"("intact":true,"firstBadPosition":"0","checked":10,"nextPosition":"0","headPosition":"10")"));
  EXPECT_THAT(books.ask(R"("verifyChain":{"limit":3})"),
              HasSubstr(R"("checked":3,"nextPosition":"4")"));
}

TEST_F(QueryServiceTest, ShowsNothingOfOneTenantToAnother) {
  const char* not_found[] = {
      R"("getInvoice":{"id":"inv-4"})",
      R"("getInvoice":{"number":"A-1"})",
      R"("getInvoice":{"reference":"PO-1"})",
      R"("getCreditNote":{"id":"cn-6"})",
      R"("getCreditNote":{"number":"CN-1"})",
      R"("getDraft":{"draftId":"draft-7"})",
      R"("getPayment":{"paymentId":"pay-5"})",
      R"("getCustomer":{"customerId":"C"})",
      R"("customerBalance":{"customerId":"C"})",
      R"("statement":{"customerId":"C","currency":"EUR","from":"2026-01-01","to":"2026-12-31"})",
      R"("seriesStatus":{"series":"A"})",
      R"("gapReport":{"series":"A"})",
      R"("auditTrail":{"invoiceId":"inv-4"})",
      R"("auditTrail":{"creditNoteId":"cn-6"})",
      R"("auditTrail":{"paymentId":"pay-5"})",
      R"("auditTrail":{"draftId":"draft-7"})",
      R"("auditTrail":{"customerId":"C"})",
      R"("auditTrail":{"series":"A"})",
      R"("auditTrail":{"productId":"P"})",
      R"("auditTrail":{"priceId":"P1"})",
      R"("auditTrail":{"taxCode":"VAT"})",
      R"("getProduct":{"productId":"P"})",
      R"("getPrice":{"priceId":"P1"})",
      R"("getTaxRate":{"taxCode":"VAT"})",
      R"("exportDocument":{"id":"inv-4"})"};
  for (const auto* query : not_found) {
    EXPECT_EQ(field(books.ask(query, "other"), "code"), "NOT_FOUND") << query;
    const auto code = field(books.ask(query), "code");
    EXPECT_TRUE(code.empty() || code == "NOT_EXPORTABLE")
        << query << " of its own tenant: " << code;
  }
  const char* empty[] = {R"("listInvoices":{})",
                         R"("listDrafts":{})",
                         R"("listPayments":{})",
                         R"("agingReport":{})",
                         R"("asOf":{"position":"1"},"listDrafts":{})",
                         R"("asOf":{"position":"1"},"listPayments":{})",
                         R"("asOf":{"position":"1"},"agingReport":{})",
                         R"("taxReport":{"from":"2026-01-01","to":"2026-12-31"})",
                         R"("trialBalance":{})",
                         R"("asOf":{"position":"1"},"trialBalance":{})",
                         R"("asOf":{"position":"1"},"listInvoices":{})",
                         R"("ledgerEntries":{})"};
  for (const auto* query : empty) {
    const auto reply = books.ask(query, "other");
    EXPECT_THAT(reply, HasSubstr("[]")) << query << reply;
    EXPECT_THAT(reply, Not(HasSubstr(R"("id":)"))) << query;
  }
  for (const auto* query : {R"("listInvoices":{"customerId":"C"})",
                            R"("listPayments":{"customerId":"C"})",
                            R"("agingReport":{"customerId":"C"})"}) {
    EXPECT_EQ(field(books.ask(query, "other"), "code"), "NOT_FOUND") << query;
  }
  const auto feed = books.ask(R"("eventFeed":{})", "other");
  EXPECT_EQ(fields(feed, "position"), "1 ");
  EXPECT_THAT(feed, HasSubstr(R"("customerId":"O")"));
}

struct Refused {
  const char* body;
  const char* code;
};

void expect_refused(Books& books, const std::vector<Refused>& table) {
  for (const auto& row : table) {
    const auto reply = books.ask(row.body);
    EXPECT_EQ(field(reply, "code"), row.code) << row.body << reply;
    EXPECT_NE(field(reply, "message"), "") << row.body;
  }
}

TEST_F(QueryServiceTest, RefusesBadInputOfDocumentsWithAStableCode) {
  expect_refused(books,
                 {{R"("getInvoice":{"id":"7"})", "BAD_VALUE"},
                  {R"("getInvoice":{"id":""})", "MISSING_FIELD"},
                  {R"("getInvoice":{"number":""})", "MISSING_FIELD"},
                  {R"("getInvoice":{"reference":""})", "MISSING_FIELD"},
                  {R"("getInvoice":{"reference":"nobody's"})", "NOT_FOUND"},
                  {R"("getInvoice":{"id":"inv-999"})", "NOT_FOUND"},
                  {R"("getInvoice":{"id":"inv-1099511627777"})", "NOT_FOUND"},
                  {R"("getInvoice":{"id":"inv-1"})", "NOT_FOUND"},  // the series' own event
                  {R"("getInvoice":{"number":"A-01"})", "NOT_FOUND"},
                  {R"("getCreditNote":{"id":"inv-6"})", "BAD_VALUE"},
                  {R"("getCreditNote":{"number":""})", "MISSING_FIELD"},
                  {R"("getDraft":{"draftId":"inv-7"})", "BAD_VALUE"},
                  {R"("getDraft":{"draftId":"draft-4"})", "NOT_FOUND"},
                  {R"("listDrafts":{"limit":0})", "BAD_VALUE"},
                  {R"("listDrafts":{"cursor":"1.a"})", "BAD_CURSOR"},
                  {R"("listInvoices":{"cursor":"made-up"})", "BAD_CURSOR"},
                  {R"("listInvoices":{"cursor":"20777.3.0123456789abcdef"})", "BAD_CURSOR"},
                  {R"("listInvoices":{"status":"overdue"})", "BAD_VALUE"},
                  {R"("listInvoices":{"status":"issued"})", "BAD_VALUE"},
                  {R"("listInvoices":{"limit":0})", "BAD_VALUE"},
                  {R"("listInvoices":{"limit":201})", "BAD_VALUE"},
                  {R"("listInvoices":{"issuedFrom":"yesterday"})", "BAD_VALUE"},
                  {R"("listInvoices":{"issuedTo":"2026-02-30"})", "BAD_VALUE"},
                  {R"("listInvoices":{"dueFrom":"x"})", "BAD_VALUE"},
                  {R"("listInvoices":{"dueTo":"x"})", "BAD_VALUE"},
                  {R"("listInvoices":{"payableFrom":"1"})", "MISSING_FIELD"},
                  {R"("listInvoices":{"payableTo":"1"})", "MISSING_FIELD"},
                  {R"("listInvoices":{"currency":"EUR","payableTo":"x"})", "BAD_VALUE"},
                  {R"("listInvoices":{"currency":"XXX"})", "UNKNOWN_CURRENCY"},
                  {R"("asOf":{"position":"0"},"listInvoices":{})", "BAD_VALUE"},
                  {R"("asOf":{"position":"18446744073709551615"},"listInvoices":{})", "NOT_YET"},
                  {R"("unset":null)", "UNKNOWN_QUERY"},
                  {R"("getInvoices":{})", "UNKNOWN_QUERY"}});
  EXPECT_EQ(field(books.ask(R"("listInvoices":{})", "nobody"), "code"), "NOT_FOUND");
}

TEST_F(QueryServiceTest, RefusesBadInputOfAccountsAndReportsWithAStableCode) {
  expect_refused(
      books,
      {{R"("getPayment":{"paymentId":"5"})", "BAD_VALUE"},
       {R"("getPayment":{"paymentId":"pay-4"})", "NOT_FOUND"},
       {R"("listPayments":{"limit":201})", "BAD_VALUE"},
       {R"("listPayments":{"cursor":"9."})", "BAD_CURSOR"},
       {R"("customerBalance":{})", "MISSING_FIELD"},
       {R"("statement":{"customerId":"C","currency":"EUR","from":"2026-01-01"})", "MISSING_FIELD"},
       {R"("statement":{"customerId":"C","currency":"EUR","to":"2026-01-01"})", "MISSING_FIELD"},
       {R"("statement":{"customerId":"C","from":"2026-01-01","to":"2026-01-01"})", "MISSING_FIELD"},
       {R"("statement":{"customerId":"C","currency":"EUR","from":"2026-01-02","to":"2026-01-01"})",
        "BAD_VALUE"},
       {R"("statement":{"customerId":"X","currency":"EUR","from":"2026-01-01","to":"2026-01-01"})",
        "NOT_FOUND"},
       {R"("agingReport":{"date":"x"})", "BAD_VALUE"},
       {R"("agingReport":{"limit":0})", "BAD_VALUE"},
       {R"("agingReport":{"cursor":"x"})", "BAD_CURSOR"},
       {R"("taxReport":{"to":"2026-01-01"})", "MISSING_FIELD"},
       {R"("taxReport":{"from":"2026-01-02","to":"2026-01-01"})", "BAD_VALUE"},
       {R"("taxReport":{"from":"2026-01-01","to":"2026-01-01","cursor":"x"})", "BAD_CURSOR"},
       {R"("trialBalance":{"currency":"EURO"})", "UNKNOWN_CURRENCY"},
       {R"("ledgerEntries":{"account":"petty cash"})", "BAD_VALUE"},
       {R"("ledgerEntries":{"limit":0})", "BAD_VALUE"},
       {R"("ledgerEntries":{"limit":1001})", "BAD_VALUE"},
       {R"("ledgerEntries":{"afterPosition":"18446744073709551615"})", "BAD_VALUE"}});
}

TEST_F(QueryServiceTest, RefusesBadInputOfBooksAndEventsWithAStableCode) {
  expect_refused(
      books,
      {{R"("verifyChain":{"fromPosition":"0"})", "BAD_VALUE"},
       {R"("verifyChain":{"fromPosition":"18446744073709551615"})", "BAD_VALUE"},
       {R"("verifyChain":{"limit":10001})", "BAD_VALUE"},
       {R"("verifyChain":{"fromPosition":"12"})", "NOT_FOUND"},  // it has 10 events
       {R"("seriesStatus":{"series":"Z"})", "NOT_FOUND"},
       {R"("gapReport":{"series":"Z"})", "NOT_FOUND"},
       {R"("gapReport":{"series":"A","limit":0})", "BAD_VALUE"},
       {R"("gapReport":{"series":"A","limit":10001})", "BAD_VALUE"},
       {R"("gapReport":{"series":"A","fromNumber":"18446744073709551615"})", "BAD_VALUE"},
       {R"("auditTrail":{})", "MISSING_FIELD"},
       {R"("auditTrail":{"invoiceId":"cn-6"})", "BAD_VALUE"},
       {R"("auditTrail":{"invoiceId":"inv-6"})", "NOT_FOUND"},  // a credit note's
       {R"("auditTrail":{"creditNoteId":"cn-4"})", "NOT_FOUND"},
       {R"("auditTrail":{"customerId":""})", "MISSING_FIELD"},
       {R"("auditTrail":{"invoiceId":"inv-4","limit":201})", "BAD_VALUE"},
       {R"("eventFeed":{"limit":0})", "BAD_VALUE"},
       {R"("eventFeed":{"limit":1001})", "BAD_VALUE"},
       {R"("eventFeed":{"afterPosition":"18446744073709551615"})", "BAD_VALUE"},
       {R"("getProduct":{"productId":""})", "MISSING_FIELD"},
       {R"("getPrice":{"priceId":"X"})", "NOT_FOUND"},
       {R"("getTaxRate":{"taxCode":"not a code"})", "BAD_VALUE"}});
}

TEST_F(QueryServiceTest, RefusesToTellThePastWhereItMeansNothingAndSaysWhy) {
  const auto reply = books.ask(R"("asOf":{"position":"4"},"verifyChain":{})");
  EXPECT_EQ(field(reply, "code"), "BAD_VALUE");
  EXPECT_EQ(field(reply, "field"), "asOf");
  EXPECT_THAT(reply, HasSubstr("stored events, which never change"));
}

}  // namespace
}  // namespace latido::consultas
