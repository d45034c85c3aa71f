#include "tests/unit/consultas/books.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace latido::consultas {
namespace {

using testing::HasSubstr;
using namespace test;

// account debit/credit for each line: "receivable 119.00/ ".
std::string brief(const std::string& reply) {
  std::string text;
  const std::string start = R"("account":")";
  for (auto at = reply.find(start); at != std::string::npos; at = reply.find(start, at + 1)) {
    const auto line = reply.substr(at, reply.find('}', at) - at);
    text += field(line, "account") + " " + field(line, "debit") + "/" + field(line, "credit") + " ";
  }
  return text;
}

TEST(TrialBalance, HasEveryAccountThatIsNotEmptyOnItsSide) {
  Books books;
  books.issue();
  EXPECT_EQ(brief(books.ask(R"("trialBalance":{})")),
            "receivable 119.00/ revenue /100.00 taxPayable /19.00 ");
  books.pay({.amount = 15'000, .allocations = {{4, 11'900}}});
  EXPECT_EQ(brief(books.ask(R"("trialBalance":{})")),
            "revenue /100.00 taxPayable /19.00 cash 150.00/ customerCredit /31.00 ");
}

TEST(TrialBalance, KeepsCurrenciesApart) {
  Books books;
  books.issue();
  books.issue({.net = 100, .currency = kYen});
  const auto both = books.ask(R"("trialBalance":{})");
  EXPECT_EQ(fields(both, "currency"), "EUR EUR EUR JPY JPY JPY ");
  EXPECT_EQ(brief(books.ask(R"("trialBalance":{"currency":"JPY"})")),
            "receivable 119/ revenue /100 taxPayable /19 ");
  EXPECT_EQ(brief(books.ask(R"("trialBalance":{"currency":"USD"})")), "");
}

TEST(TrialBalance, AsOfThePastIsWhatItWasThenWhateverTheDay) {
  Books books;
  const auto at = [&](int position) {
    return brief(books.ask(R"("asOf":{"position":")" + std::to_string(position) +
                           R"("},"trialBalance":{"currency":"EUR"})"));
  };
  books.issue();                                          // 4, on the first day
  books.issue({.net = 100, .currency = kYen});            // 5
  books.pay({.amount = 100, .allocations = {{4, 100}}});  // 6
  books.next_day();
  books.issue({.net = 100, .currency = kYen});  // 7
  books.next_day();
  books.issue();     // 8
  books.void_it(8);  // 9
  EXPECT_EQ(at(3), "");
  EXPECT_EQ(at(4), "receivable 119.00/ revenue /100.00 taxPayable /19.00 ");
  EXPECT_EQ(at(5), at(4)) << "another currency's event";
  EXPECT_EQ(at(6), "receivable 118.00/ revenue /100.00 taxPayable /19.00 cash 1.00/ ");
  EXPECT_EQ(at(7), at(6)) << "a day without any of this currency's";
  EXPECT_EQ(at(8), "receivable 237.00/ revenue /200.00 taxPayable /38.00 cash 1.00/ ");
  EXPECT_EQ(at(9), at(6));
  EXPECT_EQ(brief(books.ask(R"("trialBalance":{"currency":"EUR"})")), at(9));
}

TEST(LedgerEntries, ComeInTheirOrderWithoutTearingAnEventApart) {
  Books books;
  books.issue();                                                // 4
  books.pay({.amount = 15'000, .allocations = {{4, 11'900}}});  // 5
  const auto all = books.ask(R"("ledgerEntries":{})");
  EXPECT_THAT(all,
              HasSubstr(R"({"position":"4","leg":1,"currency":"EUR","debit":"receivable",)"
                        R"("credit":"revenue","amount":"100.00"})"));
  EXPECT_EQ(fields(all, "position"), "4 4 5 5 ");
  EXPECT_EQ(fields(all, "debit"), "receivable receivable cash cash ");
  EXPECT_EQ(fields(all, "credit"), "revenue taxPayable receivable customerCredit ");
  EXPECT_EQ(fields(all, "amount"), "100.00 19.00 119.00 31.00 ");
  EXPECT_EQ(field(all, "nextPosition"), "0");
  const auto first = books.ask(R"("ledgerEntries":{"limit":1})");
  EXPECT_EQ(fields(first, "position"), "4 4 ");
  EXPECT_EQ(field(first, "nextPosition"), "4");
  EXPECT_EQ(fields(books.ask(R"("ledgerEntries":{"afterPosition":"4"})"), "position"), "5 5 ");
  EXPECT_EQ(fields(books.ask(R"("ledgerEntries":{"afterPosition":"5"})"), "position"), "");
}

TEST(LedgerEntries, OfOneAccountAreThoseOfEitherSide) {
  Books books;
  books.issue();                                                // 4
  books.pay({.amount = 15'000, .allocations = {{4, 11'900}}});  // 5
  EXPECT_EQ(fields(books.ask(R"("ledgerEntries":{"account":"receivable"})"), "amount"),
            "100.00 19.00 119.00 ");
  EXPECT_EQ(fields(books.ask(R"("ledgerEntries":{"account":"customerCredit"})"), "amount"),
            "31.00 ");
  EXPECT_EQ(fields(books.ask(R"("ledgerEntries":{"account":"refunds"})"), "amount"), "");
}

TEST(LedgerEntries, OfARareAccountLookAtABoundedNumber) {
  Books books;
  books.issue_many(3);         // 4 to 6, two transfers each
  books.pay({.amount = 100});  // 7
  const auto tenant = books.reader().find_tenant("acme").value();
  db::LedgerFilter filter{.account = 4, .look_at = 3};
  auto page = books.reader().ledger(tenant, filter);
  EXPECT_TRUE(page.rows.empty());
  EXPECT_EQ(page.next, 5);
  filter.after = page.next;
  page = books.reader().ledger(tenant, filter);
  ASSERT_EQ(page.rows.size(), 1U);
  EXPECT_EQ(page.rows[0].position, 7);
  EXPECT_EQ(page.next, 0);
}

}  // namespace
}  // namespace latido::consultas
