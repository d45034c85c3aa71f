#include "tests/unit/consultas/books.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace latido::consultas {
namespace {

using testing::HasSubstr;
using testing::Not;
using namespace test;
using namespace domain;

// Those of the events themselves: some events name another one's.
std::string positions(const std::string& reply) {
  std::string found;
  const std::string end = R"(","event":)";
  for (auto at = reply.find(end); at != std::string::npos; at = reply.find(end, at + 1)) {
    const auto from = reply.rfind('"', at - 1) + 1;
    found += reply.substr(from, at - from) + " ";
  }
  return found;
}

TEST(EventFeed, GivesEveryEventOnceInOrder) {
  Books books;
  books.issue();  // 4
  const auto first = books.ask(R"("eventFeed":{"limit":3})");
  EXPECT_EQ(fields(first, "position"), "1 2 3 ");
  EXPECT_EQ(field(first, "nextPosition"), "3");
  EXPECT_THAT(first, HasSubstr(R"("actor":"ann")"));
  EXPECT_THAT(first, HasSubstr(R"("seriesCreated":{"series":"A")"));
  EXPECT_THAT(first, HasSubstr(R"("customerCreated":{"customerId":"C")"));
  const auto second = books.ask(R"("eventFeed":{"limit":3,"afterPosition":"3"})");
  EXPECT_EQ(fields(second, "position"), "4 ");
  EXPECT_THAT(second, HasSubstr(R"("invoiceIssued")"));
  EXPECT_EQ(field(second, "nextPosition"), "0");
  EXPECT_EQ(fields(books.ask(R"("eventFeed":{"afterPosition":"4"})"), "position"), "");
}

TEST(EventFeed, GivesStoredBytesAndHashesWhereTheyAreAskedFor) {
  Books books;
  const auto reply = books.ask(R"("eventFeed":{"limit":1,"stored":true})");
  EXPECT_THAT(reply, HasSubstr(R"("payload":[)"));
  EXPECT_THAT(reply, HasSubstr(R"("hash":[)"));
  EXPECT_THAT(reply, Not(HasSubstr("seriesCreated")));
}

TEST(EventFeed, IsCutWhereItGetsTooLongButNeverEmpty) {
  Books books;
  const auto tenant = books.reader().find_tenant("acme").value();
  const auto one = books.reader().events(tenant, {.limit = 1}).events.at(0).payload.size();
  const auto two =
      books.reader().events(tenant, {.after = 1, .limit = 1}).events.at(0).payload.size();
  const auto cut = [&](std::size_t bytes) {
    const auto page = books.reader().events(tenant, {.max_bytes = bytes});
    EXPECT_TRUE(page.more);
    return page.events.size();
  };
  EXPECT_EQ(cut(1), 1U);
  EXPECT_EQ(cut(one + two - 1), 1U);
  EXPECT_EQ(cut(one + two), 2U);
}

// A frame of more than 1 MiB would cost the reader its connection to the broker.
TEST(EventFeed, StaysUnderTheBrokersLimitThoughItsEventsAreLong) {
  constexpr std::size_t kBrokerMaxBytes = 1024 * 1024;
  Books books;
  for (int n = 0; n < 12; ++n) {
    books.append(CustomerUpdated{{.customer_id = "C", .name = std::string(60'000, '\x7e')}});
  }
  for (const std::string stored : {"true", "false"}) {
    std::string after = "0";
    std::size_t seen = 0;
    do {
      const auto page = books.ask(R"("eventFeed":{"limit":1000,"stored":)" + stored +
                                  R"(,"afterPosition":")" + after + "\"}");
      ASSERT_LT(page.size(), kBrokerMaxBytes);
      after = field(page, "nextPosition");
      for (auto at = page.find(R"("position":)"); at != std::string::npos;
           at = page.find(R"("position":)", at + 1)) {
        ++seen;
      }
    } while (after != "0");
    EXPECT_EQ(seen, 3U + 12U);  // two series, a customer, and the twelve
  }
}

TEST(AnAnswerThatIsTooLongToSend, IsRefusedInsteadOfSent) {
  Books books;
  books.append(CustomerUpdated{{.customer_id = "C", .name = std::string(1'000'000, 'x')}});
  EXPECT_THAT(books.ask(R"("getCustomer":{"customerId":"C"})"), HasSubstr("TOO_LARGE"));
}

TEST(AuditTrail, HasTheEventThatMadeAThingAndAllThatConcernIt) {
  Books books;
  books.issue();                                                           // 4
  books.issue();                                                           // 5
  books.pay({.amount = 200, .allocations = {{4, 100}, {5, 100}}});         // 6
  books.credit({.invoice = 4, .net = 100, .applied = 119});                // 7
  books.append(PaymentReversed{.payment = 6, .reason = "b"});              // 8
  books.append(CustomerUpdated{{.customer_id = "C", .name = "Renamed"}});  // 9
  books.append(SeriesClosed{.series = "A"});                               // 10
  const auto trail = [&](const std::string& of) {
    return positions(books.ask(R"("auditTrail":{)" + of + "}"));
  };
  EXPECT_EQ(trail(R"("invoiceId":"inv-4")"), "4 6 7 8 ");
  EXPECT_EQ(trail(R"("invoiceId":"inv-5")"), "5 6 8 ");
  EXPECT_EQ(trail(R"("creditNoteId":"cn-7")"), "7 ");
  EXPECT_EQ(trail(R"("customerId":"C")"), "3 9 ");
  EXPECT_EQ(trail(R"("series":"A")"), "1 10 ");
  EXPECT_EQ(trail(R"("series":"CN")"), "2 ");
  EXPECT_EQ(trail(R"("invoiceId":"inv-4","afterPosition":"4")"), "6 7 8 ");
  EXPECT_EQ(trail(R"("invoiceId":"inv-4","afterPosition":"8")"), "");
  const auto page = books.ask(R"("auditTrail":{"invoiceId":"inv-4","limit":2})");
  EXPECT_EQ(positions(page), "4 6 ");
  EXPECT_EQ(field(page, "nextPosition"), "6");
  // The reversal names the payment's position too.
  EXPECT_THAT(books.ask(R"("auditTrail":{"paymentId":"pay-6"})"),
              HasSubstr(R"("paymentReversed":{"position":"6","reason":"b"})"));
}

TEST(AuditTrail, HasDraftsAndTheCatalogue) {
  Books books;
  IssueInvoice content;
  content.customer_id = "C";
  content.currency = kEuro;
  books.append(DraftCreated{content});                                                     // 4
  books.append(DraftChanged{.draft = 4, .content = content});                              // 5
  books.append(ProductCreated{{.product_id = "P", .name = "Paper", .unit_code = "C62"}});  // 6
  books.append(PriceCreated{{.price_id = "P1", .product_id = "P", .currency = kEuro}});    // 7
  books.append(TaxRateDefined{.tax_code = "VAT", .tax = kTax19, .valid_from = day("2026-01-01")});
  books.append(TaxRateDefined{.tax_code = "VAT", .tax = kTax19, .valid_from = day("2027-01-01")});
  books.append(PriceArchived{.price_id = "P1"});  // 10
  const auto trail = [&](const std::string& of) {
    return positions(books.ask(R"("auditTrail":{)" + of + "}"));
  };
  EXPECT_EQ(trail(R"("draftId":"draft-4")"), "4 5 ");
  EXPECT_EQ(trail(R"("productId":"P")"), "6 ");
  EXPECT_EQ(trail(R"("priceId":"P1")"), "7 10 ");
  EXPECT_EQ(trail(R"("taxCode":"VAT")"), "8 9 ");
}

TEST(AuditTrail, HasWhoChangedTheBooksThemselves) {
  Books books;
  const auto trail = [&](const std::string& of = "") {
    return positions(books.ask(R"("auditTrail":{"books":null)" + of + "}"));
  };
  EXPECT_EQ(trail(), "");
  books.append(SellerSet{{.name = "Acme", .tax_id = "DE9", .address = {}}});  // 4
  books.append(
      PolicySet{{.rounding_profile = RoundingProfile::per_line, .void_forbidden = false}});  // 5
  books.append(CustomerUpdated{{.customer_id = "C", .name = "Renamed"}});                    // 6
  books.append(PeriodClosed{.through = day("2026-01-31")});                                  // 7
  EXPECT_EQ(trail(), "4 5 7 ");
  EXPECT_EQ(trail(R"(,"afterPosition":"5")"), "7 ");
  EXPECT_EQ(trail(R"(,"limit":2)"), "4 5 ");
}

}  // namespace
}  // namespace latido::consultas
