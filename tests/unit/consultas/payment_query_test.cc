#include "tests/unit/consultas/books.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace latido::consultas {
namespace {

using testing::HasSubstr;
using testing::Not;
using namespace test;

TEST(GetPayment, SaysWhereTheMoneyIs) {
  Books books;
  books.issue();
  books.issue();
  const auto id =
      books.pay({.amount = 20'000, .allocations = {{4, 11'900}, {5, 100}}, .reference = "bank-1"});
  books.append(domain::PaymentAllocated{.payment = id, .allocations = {{5, 900}}});
  books.append(domain::AllocationUndone{.payment = id, .allocations = {{4, 1'900}}});
  books.append(domain::PaymentRefunded{.payment = id, .amount = 500});
  EXPECT_THAT(
      books.ask(R"("getPayment":{"paymentId":"pay-6"})"),
      HasSubstr(R"("payment":{"id":"pay-6","customerId":"C","currency":"EUR","amount":"200.00",)"
                R"("allocated":"110.00","refunded":"5.00","left":"85.00","reversed":false,)"
                R"("receivedDate":"2026-11-21","reference":"bank-1","method":"transfer",)"
                R"("allocations":[{"invoiceId":"inv-4","amount":"100.00"},)"
                R"({"invoiceId":"inv-5","amount":"10.00"}]})"));
}

TEST(GetPayment, FindsItByItsReference) {
  Books books;
  books.pay({.amount = 100, .reference = "bank-1"});  // 4
  books.pay({.amount = 100, .reference = "bank-2"});  // 5
  books.pay({.amount = 100});                         // 6
  EXPECT_EQ(books.ask(R"("getPayment":{"reference":"bank-1"})"),
            books.ask(R"("getPayment":{"paymentId":"pay-4"})"));
  EXPECT_EQ(field(books.ask(R"("getPayment":{"reference":"bank-2"})"), "id"), "pay-5");
}

TEST(GetPayment, WantsOneOfIdAndReference) {
  Books books;
  books.pay({.amount = 100, .reference = "bank-1"});
  const auto both = books.ask(R"("getPayment":{"paymentId":"pay-4","reference":"bank-1"})");
  EXPECT_EQ(field(both, "code") + " " + field(both, "field"), "BAD_VALUE reference");
  const auto neither = books.ask(R"("getPayment":{})");
  EXPECT_EQ(field(neither, "code") + " " + field(neither, "field"), "MISSING_FIELD paymentId");
  const auto unknown = books.ask(R"("getPayment":{"reference":"bank-9"})");
  EXPECT_EQ(field(unknown, "code") + " " + field(unknown, "field"), "NOT_FOUND reference");
  const auto longer = books.ask(R"("getPayment":{"reference":")" + std::string(129, 'x') + R"("})");
  EXPECT_EQ(field(longer, "code") + " " + field(longer, "field"), "TOO_LONG reference");
}

TEST(GetPayment, OfAReversedOneHasNothingLeft) {
  Books books;
  books.issue();
  books.pay({.amount = 20'000, .allocations = {{4, 11'900}}});
  books.append(domain::PaymentReversed{.payment = 5, .reason = "bounced"});
  const auto reply = books.ask(R"("getPayment":{"paymentId":"pay-5"})");
  EXPECT_THAT(reply, HasSubstr(R"("reversed":true)"));
  EXPECT_EQ(field(reply, "left"), "0.00");
  EXPECT_EQ(field(reply, "allocated"), "0.00");
}

TEST(ListPayments, WalksTheLastRecordedFirstOfAllCustomersOrOfOne) {
  Books books;
  books.customer("D");  // 4
  for (const auto* who : {"C", "D", "C", "C", "D"}) books.pay({.amount = 100, .customer = who});
  const auto list = [&](const std::string& who, int limit) {
    std::string ids;
    std::string cursor;
    do {
      const auto reply = books.ask(R"("listPayments":{"customerId":")" + who + R"(","limit":)" +
                                   std::to_string(limit) + R"(,"cursor":")" + cursor + R"("})");
      ids += fields(reply, "id");
      cursor = field(reply, "nextCursor");
    } while (!cursor.empty());
    return ids;
  };
  for (const int limit : {1, 2, 3, 5, 200}) {
    EXPECT_EQ(list("", limit), "pay-9 pay-8 pay-7 pay-6 pay-5 ");
    EXPECT_EQ(list("C", limit), "pay-8 pay-7 pay-5 ");
    EXPECT_EQ(list("D", limit), "pay-9 pay-6 ");
  }
  const auto unknown = books.ask(R"("listPayments":{"customerId":"E"})");
  EXPECT_EQ(field(unknown, "code") + " " + field(unknown, "field"), "NOT_FOUND customerId");
  EXPECT_THAT(books.ask(R"("listPayments":{})"), Not(HasSubstr("allocations")));
}

}  // namespace
}  // namespace latido::consultas
