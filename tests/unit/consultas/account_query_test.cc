#include "tests/unit/consultas/books.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace latido::consultas {
namespace {

using testing::HasSubstr;
using testing::Not;
using namespace test;
using namespace domain;

TEST(CustomerBalance, IsWhatIsDueLessTheCreditInEachCurrency) {
  Books books;                                                // today is 2026-11-23
  books.issue({.net = 10'000, .due = "2026-11-22"});          // 4: 119.00, overdue
  books.issue({.net = 2'000, .due = "2026-11-23"});           // 5: 23.80, due today
  books.issue({.net = 100, .currency = kYen});                // 6: 119 yen
  books.pay({.amount = 5'000, .allocations = {{4, 1'900}}});  // 19.00, and 31.00 of credit
  EXPECT_THAT(
      books.ask(R"("customerBalance":{"customerId":"C"})"),
      HasSubstr(
          R"("balances":[{"currency":"EUR","receivable":"123.80","overdue":"100.00","credit":"31.00","balance":"92.80"},)"
          R"({"currency":"JPY","receivable":"119","overdue":"0","credit":"0","balance":"119"}])"));
}

TEST(CustomerBalance, OfACustomerThatOwesNothingIsEmpty) {
  Books books;
  books.issue();
  books.pay({.amount = 11'900, .allocations = {{4, 11'900}}});
  EXPECT_THAT(books.ask(R"("customerBalance":{"customerId":"C"})"), HasSubstr(R"("balances":[])"));
  EXPECT_EQ(field(books.ask(R"("customerBalance":{"customerId":"D"})"), "code"), "NOT_FOUND");
}

class StatementTest : public testing::Test {
 protected:
  StatementTest() {
    books.issue({.date = "2026-11-10"});                                                 // 4
    books.pay({.amount = 15'000, .allocations = {{4, 11'900}}, .date = "2026-11-12"});   // 5
    books.issue({.net = 20'000, .date = "2026-11-15"});                                  // 6
    books.credit({.invoice = 6, .net = 2'000, .applied = 2'380, .date = "2026-11-16"});  // 7
    books.append(BalanceAdjusted{
        .customer_id = "C", .currency = kEuro, .amount = 500, .reason = "goodwill"});  // 8
    books.append(PaymentRefunded{.payment = 5, .amount = 1'000});                      // 9
    books.write_off(6);                                                                // 10
    books.append(CreditApplied{.customer_id = "C", .allocation = {6, 2'000}});         // 11
    books.append(InvoiceRecovered{.invoice = 6, .reason = "found"});                   // 12
    books.issue({.net = 100, .currency = kYen, .date = "2026-11-16"});                 // 13
  }

  std::string statement(const std::string& from, const std::string& to) {
    return books.ask(R"("statement":{"customerId":"C","currency":"EUR","from":")" + from +
                     R"(","to":")" + to + R"("})");
  }

  Books books;
};

TEST_F(StatementTest, RunsFromTheOpeningToTheClosingBalance) {
  const auto reply = statement("2026-11-01", "2026-11-30");
  EXPECT_EQ(field(reply, "opening"), "0.00");
  EXPECT_EQ(fields(reply, "kind"),
            "invoice payment invoice creditNote adjustment refund writeOff allocation recovery ");
  EXPECT_EQ(fields(reply, "date"),
            "2026-11-10 2026-11-12 2026-11-15 2026-11-16 2026-11-23 2026-11-23 2026-11-23 "
            "2026-11-23 2026-11-23 ");
  EXPECT_EQ(fields(reply, "amount"),
            "119.00 -150.00 238.00 -23.80 -5.00 10.00 -214.20 20.00 194.20 ");
  EXPECT_EQ(fields(reply, "balance"),
            "119.00 -31.00 207.00 183.20 178.20 188.20 -26.00 -6.00 188.20 ");
  EXPECT_EQ(fields(reply, "id"), "inv-4 pay-5 inv-6 cn-7 pay-5 inv-6 inv-6 inv-6 ");
  EXPECT_EQ(fields(reply, "number"), "A-1 A-2 CN-1 ");
  EXPECT_EQ(field(reply, "closing"), "188.20");
  EXPECT_EQ(field(books.ask(R"("customerBalance":{"customerId":"C"})"), "balance"), "188.20");
}

TEST_F(StatementTest, OfSomeDaysOpensWithWhatWasOwedBefore) {
  const auto reply = statement("2026-11-12", "2026-11-15");
  EXPECT_EQ(field(reply, "opening"), "119.00");
  EXPECT_EQ(fields(reply, "kind"), "payment invoice ");
  EXPECT_EQ(fields(reply, "balance"), "-31.00 207.00 ");
  EXPECT_EQ(field(reply, "closing"), "207.00");
  const auto quiet = statement("2026-11-17", "2026-11-18");
  EXPECT_EQ(field(quiet, "opening"), "183.20");
  EXPECT_EQ(fields(quiet, "kind"), "");
  EXPECT_EQ(field(quiet, "closing"), "183.20");
}

TEST_F(StatementTest, HasVoidsAndReversals) {
  books.issue({.date = "2026-11-16"});                          // 14
  books.void_it(14);                                            // 15
  books.pay({.amount = 700, .allocations = {{6, 200}}});        // 16
  books.append(PaymentReversed{.payment = 16, .reason = "b"});  // 17
  const auto reply = statement("2026-11-20", "2026-11-30");
  EXPECT_THAT(reply, HasSubstr(R"("kind":"void","id":"inv-14","amount":"-119.00")"));
  EXPECT_THAT(reply, HasSubstr(R"("kind":"payment","id":"pay-16","amount":"-7.00")"));
  EXPECT_THAT(reply, HasSubstr(R"("kind":"reversal","id":"pay-16","amount":"7.00")"));
  EXPECT_EQ(field(reply, "closing"), "188.20");
}

// The pages of a statement: what each opens with, its ids and what it closes with.
std::string pages_of(Books& books, const std::string& body) {
  std::string all;
  std::string cursor;
  do {
    const auto reply =
        books.ask(R"("statement":{"customerId":"C",)" + body + R"(,"cursor":")" + cursor + "\"}");
    all += field(reply, "opening") + ": " + fields(reply, "id") + "= " + field(reply, "closing") +
           field(reply, "code") + "\n";
    cursor = field(reply, "nextCursor");
  } while (!cursor.empty());
  return all;
}

TEST_F(StatementTest, GoesOnFromPageToPageWithTheBalanceOfThePageBefore) {
  const std::string body = R"("currency":"EUR","from":"2026-11-10","to":"2026-11-16","limit":)";
  EXPECT_EQ(pages_of(books, body + "3"),
            "0.00: inv-4 pay-5 inv-6 = 207.00\n207.00: cn-7 = 183.20\n");
  EXPECT_EQ(pages_of(books, body + "4"),
            "0.00: inv-4 pay-5 inv-6 cn-7 = 183.20\n183.20: = 183.20\n")
      << "the invoice in yen was looked at";
  EXPECT_EQ(pages_of(books, body + "5"), "0.00: inv-4 pay-5 inv-6 cn-7 = 183.20\n");
  EXPECT_EQ(pages_of(books, body + "1001"), ": = BAD_VALUE\n");
}

TEST_F(StatementTest, IsOfOneMomentOverAllItsPages) {
  const auto page = [&](const std::string& cursor) {
    return books.ask(
        R"("statement":{"customerId":"C","currency":"EUR","from":"2026-11-12","to":"2026-11-30","limit":2,"cursor":")" +
        cursor + "\"}");
  };
  const auto first = page("");
  EXPECT_EQ(fields(first, "id"), "pay-5 inv-6 ");
  books.pay({.amount = 100, .date = "2026-11-11"});  // 14: before the period, recorded meanwhile
  books.pay({.amount = 100, .date = "2026-11-16"});  // 15: in it
  const auto second = page(field(first, "nextCursor"));
  EXPECT_EQ(field(second, "opening"), "207.00");
  EXPECT_EQ(fields(second, "id"), "cn-7 ") << "and the invoice in yen, looked at";
  EXPECT_EQ(field(second, "asOfPosition"), "13");
  EXPECT_EQ(field(page(""), "opening"), "118.00");
}

TEST_F(StatementTest, OfAnOldMonthOfABusyCustomerIsAsEasyAsAnyOther) {
  books.issue_many(6'000);  // all on 2026-11-20
  EXPECT_EQ(field(statement("2026-11-01", "2026-11-15"), "closing"), "207.00");
  const auto later = statement("2026-12-01", "2026-12-31");
  EXPECT_EQ(field(later, "opening"), "7328.20") << "188.20 and 6000 x 1.19";
  EXPECT_EQ(field(later, "closing"), "7328.20");
}

TEST(AgingReport, CountsDaysFromTheDueDate) {
  Books books;
  const char* due[] = {"2026-12-31",   // current: not late on the day
                       "2026-12-30",   // 1
                       "2026-12-01",   // 30
                       "2026-11-30",   // 31
                       "2026-11-01",   // 60
                       "2026-10-31",   // 61
                       "2026-10-02",   // 90
                       "2026-10-01"};  // 91
  Minor net = 0;
  for (const auto* day : due) books.issue({.net = net += 100, .date = "2026-09-01", .due = day});
  EXPECT_THAT(
      books.ask(R"("agingReport":{"date":"2026-12-31"})"),
      HasSubstr(
          R"("aging":{"date":"2026-12-31","rows":[{"customerId":"C","currency":"EUR","current":"1.19",)"
          R"("days1to30":"5.95","days31to60":"10.71","days61to90":"15.47","over90":"9.52","total":"42.84"}]})"));
  EXPECT_EQ(field(books.ask(R"("agingReport":{})"), "date"), "2026-11-23") << "today";
}

TEST(AgingReport, WalksCustomersPageByPageAndKeepsTheirCurrenciesTogether) {
  Books books;
  books.customer("D");  // 4: owes nothing
  books.customer("E");  // 5
  books.issue();
  books.issue({.customer = "E"});
  books.issue({.customer = "E", .net = 100, .currency = kYen});
  const auto page = [&](const std::string& more) {
    return books.ask(R"("agingReport":{"limit":1)" + more + "}");
  };
  const auto first = page("");
  EXPECT_EQ(fields(first, "customerId"), "C ");
  const auto cursor = field(first, "nextCursor");
  const auto second = page(R"(,"cursor":")" + cursor + "\"");
  EXPECT_EQ(fields(second, "customerId"), "E E ");
  EXPECT_EQ(fields(second, "currency"), "EUR JPY ");
  EXPECT_EQ(field(second, "nextCursor"), "");
  EXPECT_EQ(field(page(R"(,"customerId":"E","cursor":")" + cursor + "\""), "code"), "BAD_CURSOR");
  EXPECT_EQ(fields(page(R"(,"customerId":"E")"), "customerId"), "E E ");
  EXPECT_EQ(fields(page(R"(,"customerId":"D")"), "customerId"), "");
  const auto unknown = page(R"(,"customerId":"X")");
  EXPECT_EQ(field(unknown, "code") + " " + field(unknown, "field"), "NOT_FOUND customerId");
}

}  // namespace
}  // namespace latido::consultas
