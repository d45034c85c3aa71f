// What the books said at some past moment, query by query; what is expected was reckoned by hand.
// tests/unit/services/random_as_of_test.cc asks of random books.
#include "tests/unit/consultas/books.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace latido::consultas {
namespace {

using testing::HasSubstr;
using testing::Not;
using namespace test;
using namespace domain;

std::string at(std::int64_t position, const std::string& body) {
  return R"("asOf":{"position":")" + std::to_string(position) + R"("},)" + body;
}

std::string refusal(const std::string& reply) {
  return field(reply, "code") + " " + field(reply, "field");
}

TEST(AsOf, APaymentStandsAsItStoodThen) {
  Books books;
  const auto invoice = books.issue();  // 4
  const auto id =
      books.pay({.amount = 15'000, .allocations = {{invoice, 10'000}}, .reference = "b"});  // 5
  books.append(PaymentAllocated{.payment = id, .allocations = {{invoice, 1'900}}});         // 6
  books.append(PaymentRefunded{.payment = id, .amount = 1'000});                            // 7
  books.append(AllocationUndone{.payment = id, .allocations = {{invoice, 11'900}}});        // 8
  books.append(PaymentReversed{.payment = id, .reason = "bounced"});                        // 9
  const auto brief = [&](std::int64_t position) {
    const auto reply = books.ask(at(position, R"("getPayment":{"reference":"b"})"));
    return field(reply, "allocated") + " " + field(reply, "refunded") + " " + field(reply, "left");
  };
  EXPECT_EQ(refusal(books.ask(at(4, R"("getPayment":{"paymentId":"pay-5"})"))),
            "NOT_FOUND paymentId");
  EXPECT_EQ(brief(5), "100.00 0.00 50.00");
  EXPECT_EQ(brief(6), "119.00 0.00 31.00");
  EXPECT_EQ(brief(7), "119.00 10.00 21.00");
  EXPECT_EQ(brief(8), "0.00 10.00 140.00");
  EXPECT_EQ(brief(9), "0.00 10.00 0.00");
  EXPECT_THAT(books.ask(at(6, R"("getPayment":{"paymentId":"pay-5"})")),
              HasSubstr(R"("allocations":[{"invoiceId":"inv-4","amount":"119.00"}])"));
  EXPECT_EQ(fields(books.ask(at(4, R"("listPayments":{})")), "id"), "");
  EXPECT_EQ(field(books.ask(at(7, R"("listPayments":{"customerId":"C"})")), "left"), "21.00");
}

// Due on 2026-11-22, then on 2026-12-20; today is 2026-11-23 until next_day().
class AccountAsOf : public testing::Test {
 protected:
  AccountAsOf() {
    books.issue({.net = 10'000, .due = "2026-11-22"});                                  // 4: 119.00
    books.issue({.net = 20'000});                                                       // 5: 238.00
    books.pay({.amount = 15'000, .allocations = {{4, 11'900}}, .date = "2026-10-01"});  // 6
    books.append(CreditApplied{.customer_id = "C", .allocation = {5, 3'000}});          // 7
    books.next_day();
    books.credit({.invoice = 5, .net = 2'000, .applied = 2'380, .date = "2026-11-21"});  // 8
    books.write_off(5);                                                                  // 9
    books.append(BalanceAdjusted{
        .customer_id = "C", .currency = kEuro, .amount = 3'000, .reason = "goodwill"});  // 10
    books.append(PaymentReversed{.payment = 6, .reason = "bounced"});                    // 11
    books.issue({.net = 100, .currency = kYen});                                         // 12
    books.customer("D");                                                                 // 13
    books.issue({.customer = "D", .net = 500});                                          // 14: 5.95
  }

  std::string balance(std::int64_t position) {
    const auto reply = books.ask(at(position, R"("customerBalance":{"customerId":"C"})"));
    return fields(reply, "receivable") + "| " + fields(reply, "overdue") + "| " +
           fields(reply, "credit") + "| " + fields(reply, "balance");
  }
  std::string statement(std::int64_t position) {
    const auto reply = books.ask(at(
        position,
        R"("statement":{"customerId":"C","currency":"EUR","from":"2026-11-15","to":"2026-12-31"})"));
    return field(reply, "opening") + ": " + fields(reply, "amount") + "= " +
           field(reply, "closing");
  }

  Books books;
};

TEST_F(AccountAsOf, TheBalanceIsWhatWasDueAndHadBeenPaidTooMuch) {
  EXPECT_EQ(balance(3), "| | | ");
  EXPECT_EQ(balance(4), "119.00 | 119.00 | 0.00 | 119.00 ");
  EXPECT_EQ(balance(5), "357.00 | 119.00 | 0.00 | 357.00 ");
  EXPECT_EQ(balance(6), "238.00 | 0.00 | 31.00 | 207.00 ");
  EXPECT_EQ(balance(7), "208.00 | 0.00 | 1.00 | 207.00 ");
  EXPECT_EQ(balance(8), "184.20 | 0.00 | 1.00 | 183.20 ");
  EXPECT_EQ(balance(9), "0.00 | 0.00 | 1.00 | -1.00 ");
  EXPECT_EQ(balance(10), "0.00 | 0.00 | 31.00 | -31.00 ");
  EXPECT_EQ(balance(11), "119.00 | 119.00 | 0.00 | 119.00 ");
  EXPECT_EQ(balance(13), "119.00 119 | 119.00 0 | 0.00 0 | 119.00 119 ");
  EXPECT_EQ(refusal(books.ask(at(12, R"("customerBalance":{"customerId":"D"})"))),
            "NOT_FOUND customerId");
}

TEST_F(AccountAsOf, TheStatementHasWhatWasRecordedByThenWhateverItsDate) {
  EXPECT_EQ(statement(5), "0.00: 119.00 238.00 = 357.00");
  EXPECT_EQ(statement(6), "-150.00: 119.00 238.00 = 207.00") << "the payment is of October";
  EXPECT_EQ(statement(8), "-150.00: 119.00 238.00 -23.80 = 183.20");
  EXPECT_EQ(statement(9), "-150.00: 119.00 238.00 -23.80 -184.20 = -1.00");
}

TEST_F(AccountAsOf, AgingIsOfWhatWasDueThen) {
  const auto aging = [&](std::int64_t position, const std::string& body) {
    const auto reply = books.ask(at(position, R"("agingReport":{)" + body + "}"));
    return field(reply, "date") + ": " + fields(reply, "customerId") + fields(reply, "current") +
           fields(reply, "days1to30") + fields(reply, "total");
  };
  EXPECT_EQ(aging(3, ""), "2026-11-23: ");
  EXPECT_EQ(aging(5, ""), "2026-11-23: C 238.00 119.00 357.00 ") << "the day of that event";
  EXPECT_EQ(aging(8, ""), "2026-11-24: C 184.20 0.00 184.20 ");
  EXPECT_EQ(aging(5, R"("date":"2026-11-22")"), "2026-11-22: C 357.00 0.00 357.00 ");
  EXPECT_EQ(aging(9, ""), "2026-11-24: ");
  EXPECT_EQ(aging(14, R"("customerId":"D")"), "2026-11-24: D 5.95 0.00 5.95 ");
}

TEST_F(AccountAsOf, TheLedgerAndTheFeedEndThere) {
  EXPECT_EQ(fields(books.ask(at(6, R"("ledgerEntries":{"afterPosition":"5"})")), "position"),
            "6 6 ");
  EXPECT_EQ(fields(books.ask(at(6, R"("eventFeed":{"afterPosition":"4"})")), "position"), "5 6 ");
  EXPECT_EQ(fields(books.ask(at(7, R"("auditTrail":{"invoiceId":"inv-5"})")), "position"), "5 7 ");
  EXPECT_EQ(field(books.ask(at(4, R"("auditTrail":{"invoiceId":"inv-5"})")), "code"), "NOT_FOUND");
  EXPECT_EQ(refusal(books.ask(at(4, R"("exportDocument":{"id":"inv-5"})"))), "NOT_FOUND id");
}

// It had been refused for ever, as of now too: 20000 open invoices were more than it would look at.
TEST(AsOf, ACustomerWithVeryManyOpenInvoicesHasAPast) {
  constexpr int kMany = 20'001;
  Books books;
  books.issue_many(kMany);  // 1.19 each, positions 4 to 20004
  books.customer("D");      // 20005
  const std::string balance = R"("customerBalance":{"customerId":"C"})";
  const std::string aging = R"("agingReport":{"customerId":"C"})";
  for (const std::int64_t position : {std::int64_t{kMany} + 3, std::int64_t{kMany} + 4}) {
    EXPECT_EQ(field(books.ask(at(position, balance)), "receivable"), "23801.19");
    EXPECT_EQ(field(books.ask(at(position, aging)), "current"), "23801.19");
  }
  EXPECT_EQ(field(books.ask(at(13'000, balance)), "receivable"), "15466.43") << "12997 of them";
}

TEST(AsOf, MasterDataIsThatOfThen) {
  Books books;
  books.append(CustomerUpdated{{.customer_id = "C", .name = "Clara"}});      // 4
  books.append(TaxRateDefined{"T", kTax19, day("2026-01-01")});              // 5
  books.append(TaxRateDefined{"T", kTax19, day("2025-01-01")});              // 6
  books.append(TaxRateRetired{"T", day("2026-12-31")});                      // 7
  books.append(PolicySet{{.rounding_profile = RoundingProfile::per_line}});  // 8
  books.append(PeriodClosed{day("2026-09-30")});                             // 9
  books.append(CustomerArchived{"C"});                                       // 10
  const auto ask = [&](std::int64_t position, const std::string& body) {
    return books.ask(at(position, body));
  };
  const std::string customer = R"("getCustomer":{"customerId":"C"})";
  EXPECT_EQ(refusal(ask(2, customer)), "NOT_FOUND customerId");
  EXPECT_EQ(field(ask(3, customer), "name"), "Customer");  // field() ends at a blank
  EXPECT_THAT(ask(9, customer), HasSubstr(R"("version":2,"archived":false)"));
  EXPECT_THAT(ask(10, customer), HasSubstr(R"("version":3,"archived":true)"));
  const std::string tax = R"("getTaxRate":{"taxCode":"T"})";
  EXPECT_EQ(refusal(ask(4, tax)), "NOT_FOUND taxCode");
  EXPECT_EQ(fields(ask(5, tax), "validFrom"), "2026-01-01 ");
  EXPECT_EQ(fields(ask(6, tax), "validFrom"), "2025-01-01 2026-01-01 ");
  EXPECT_EQ(field(ask(6, tax), "retiredAfter"), "");
  EXPECT_EQ(field(ask(7, tax), "retiredAfter"), "2026-12-31");
  EXPECT_EQ(field(ask(7, R"("getBooks":null)"), "roundingProfile"), "en16931");
  EXPECT_EQ(field(ask(8, R"("getBooks":null)"), "roundingProfile"), "perLine");
  EXPECT_EQ(field(ask(8, R"("getBooks":null)"), "closedThrough"), "");
  EXPECT_EQ(field(ask(9, R"("getBooks":null)"), "closedThrough"), "2026-09-30");
}

TEST(AsOf, ASeriesHadGivenTheNumbersOfThen) {
  Books books;
  books.issue();     // 4: A-1
  books.issue();     // 5: A-2
  books.void_it(4);  // 6
  books.issue();     // 7: A-3
  const auto next = [&](std::int64_t position) {
    const auto reply = books.ask(at(position, R"("seriesStatus":{"series":"A"})"));
    return field(reply, "nextNumber") + " " + field(reply, "lastIssueDate");
  };
  EXPECT_EQ(next(3), "1 ");
  EXPECT_EQ(next(4), "2 2026-11-20");
  EXPECT_EQ(next(6), "3 2026-11-20");
  EXPECT_EQ(next(7), "4 2026-11-20");
  const std::string gaps = R"("gapReport":{"series":"A"})";
  EXPECT_THAT(books.ask(at(5, gaps)), HasSubstr(R"("lastNumber":"2","missing":[],"voided":[])"));
  EXPECT_THAT(books.ask(at(6, gaps)), HasSubstr(R"("lastNumber":"2","missing":[],"voided":["1"])"));
}

TEST(AsOf, DraftsAreThoseThatWereNotYetIssuedOrDeleted) {
  Books books;
  const IssueInvoice content{.series = "A", .customer_id = "C", .currency = kEuro};
  books.append(DraftCreated{content});  // 4
  books.append(DraftCreated{content});  // 5
  auto changed = content;
  changed.note = "changed";
  books.append(DraftChanged{.draft = 4, .content = changed});  // 6
  books.append(DraftDeleted{5});                               // 7
  const auto list = [&](std::int64_t position) {
    return fields(books.ask(at(position, R"("listDrafts":{})")), "id");
  };
  EXPECT_EQ(list(3), "");
  EXPECT_EQ(list(4), "draft-4 ");
  EXPECT_EQ(list(6), "draft-5 draft-4 ");
  EXPECT_EQ(list(7), "draft-4 ");
  const std::string draft = R"("getDraft":{"draftId":"draft-4"})";
  EXPECT_EQ(refusal(books.ask(at(3, draft))), "NOT_FOUND draftId");
  EXPECT_EQ(field(books.ask(at(5, draft)), "note"), "");
  EXPECT_EQ(field(books.ask(at(6, draft)), "note"), "changed");
  EXPECT_EQ(field(books.ask(at(6, R"("getDraft":{"draftId":"draft-5"})")), "status"), "draft");
  EXPECT_EQ(field(books.ask(at(7, R"("getDraft":{"draftId":"draft-5"})")), "status"), "deleted");
}

TEST(AsOf, ACursorOfAnotherMomentIsRefused) {
  Books books;
  for (int i = 0; i < 3; ++i) books.pay({.amount = 100});  // 4, 5, 6
  const auto page = books.ask(at(5, R"("listPayments":{"limit":1})"));
  EXPECT_EQ(fields(page, "id"), "pay-5 ");
  const auto on = R"("listPayments":{"limit":1,"cursor":")" + field(page, "nextCursor") + "\"}";
  EXPECT_EQ(fields(books.ask(at(5, on)), "id"), "pay-4 ");
  EXPECT_EQ(refusal(books.ask(at(6, on))), "BAD_CURSOR cursor");
  EXPECT_EQ(refusal(books.ask(on)), "BAD_CURSOR cursor");
}

}  // namespace
}  // namespace latido::consultas
