// Lists of a time that is not over yet ("until tonight"), asked page by page while more is
// recorded: each new event moves the position that the time stands for.
#include "consultas/queries/cursor.h"
#include "tests/unit/consultas/books.h"

#include <gtest/gtest.h>

namespace latido::consultas {
namespace {

using namespace test;
using namespace domain;

constexpr std::int64_t kDayMs = 86'400'000;

class PagesUntilTonight : public testing::Test {
 protected:
  std::string page(const std::string& list, const std::string& cursor = {}) {
    return books.ask(until(kNow + kDayMs - 1, list, cursor));
  }
  static std::string until(std::int64_t unix_ms,
                           const std::string& list,
                           const std::string& cursor = {}) {
    return R"("asOf":{"unixMs":")" + std::to_string(unix_ms) + R"("},)" + on(list, cursor);
  }
  // `list` with its last brace still open.
  static std::string on(const std::string& list, const std::string& cursor) {
    return list + R"(,"cursor":")" + cursor + "\"}";
  }
  // Every field `name` from the second page on; the refusal where there is one.
  std::string rest(const std::string& list, const std::string& first, const std::string& name) {
    std::string found;
    for (auto cursor = field(first, "nextCursor"); !cursor.empty();) {
      const auto reply = page(list, cursor);
      if (!field(reply, "code").empty()) return field(reply, "code");
      EXPECT_EQ(field(reply, "asOfPosition"), field(first, "asOfPosition"));
      found += fields(reply, name);
      cursor = field(reply, "nextCursor");
    }
    return found;
  }

  Books books;
};

TEST_F(PagesUntilTonight, OfInvoicesGoOnWhileMoreAreIssuedAndPaid) {
  for (int i = 0; i < 3; ++i) books.issue();  // 4, 5, 6
  const std::string list = R"("listInvoices":{"limit":1,"status":"open")";
  const auto first = page(list);
  EXPECT_EQ(fields(first, "id"), "inv-6 ");
  EXPECT_EQ(field(first, "asOfPosition"), "6");
  books.issue();                                                // 7
  books.pay({.amount = 11'900, .allocations = {{5, 11'900}}});  // 8: no longer open
  EXPECT_EQ(rest(list, first, "id"), "inv-5 inv-4 ");
}

TEST_F(PagesUntilTonight, OfPaymentsGoOnWhileMoreAreRecordedAndRefunded) {
  for (int i = 0; i < 3; ++i) books.pay({.amount = 10'000});  // 4, 5, 6
  const std::string list = R"("listPayments":{"limit":1)";
  const auto first = page(list);
  EXPECT_EQ(fields(first, "id"), "pay-6 ");
  books.pay({.amount = 10'000});                                 // 7
  books.append(PaymentRefunded{.payment = 4, .amount = 2'500});  // 8
  EXPECT_EQ(rest(list, first, "id"), "pay-5 pay-4 ");
  EXPECT_EQ(rest(list, first, "left"), "100.00 100.00 ");
}

TEST_F(PagesUntilTonight, OfAnAgingGoOnWhileMoreFallsDueAndIsPaid) {
  books.issue();                                        // 4: C owes 119.00
  books.customer("D");                                  // 5
  const auto invoice = books.issue({.customer = "D"});  // 6: 119.00
  books.customer("E");                                  // 7
  books.issue({.customer = "E", .net = 500});           // 8: 5.95
  const std::string list = R"("agingReport":{"limit":1)";
  const auto first = page(list);
  EXPECT_EQ(fields(first, "customerId"), "C ");
  books.pay({.amount = 11'900, .allocations = {{invoice, 11'900}}, .customer = "D"});
  books.issue({.customer = "E"});
  books.customer("F");
  books.issue({.customer = "F"});
  EXPECT_EQ(rest(list, first, "customerId"), "D E ");
  EXPECT_EQ(rest(list, first, "total"), "119.00 5.95 ");
}

TEST_F(PagesUntilTonight, OfDraftsGoOnWhileSomeAreDeleted) {
  const IssueInvoice content{.series = "A", .customer_id = "C", .currency = kEuro};
  for (int i = 0; i < 3; ++i) books.append(DraftCreated{content});  // 4, 5, 6
  const std::string list = R"("listDrafts":{"limit":1)";
  const auto first = page(list);
  EXPECT_EQ(fields(first, "id"), "draft-6 ");
  books.append(DraftDeleted{5});
  EXPECT_EQ(rest(list, first, "id"), "draft-5 draft-4 ");
}

TEST_F(PagesUntilTonight, OfAStatementGoOnWhileMoreIsPaid) {
  for (int i = 0; i < 3; ++i) books.issue();
  const std::string list =
      R"("statement":{"customerId":"C","currency":"EUR","from":"2026-11-15","to":"2026-12-31","limit":1)";
  const auto first = page(list);
  EXPECT_EQ(fields(first, "balance"), "119.00 ");
  books.pay({.amount = 5'000});
  EXPECT_EQ(rest(list, first, "balance"), "238.00 357.00 ");
}

// A part looks at more documents than a test can issue: the cursor of one that ended with the
// first.
TEST_F(PagesUntilTonight, OfATaxReportGoOnWhileMoreIsIssuedAndVoided) {
  for (int i = 0; i < 3; ++i) books.issue();  // 4, 5, 6
  const auto asked = "unixMs " + std::to_string(kNow + kDayMs - 1);
  const auto days =
      std::to_string(day("2026-11-01").days) + "/" + std::to_string(day("2026-11-30").days);
  const CursorOf parts{.query = "taxReport",
                       .tenant = "acme",
                       .filters = days,
                       .asked = asked,
                       .moment = {.position = 6, .day = day("2026-11-23")}};
  const auto cursor = encode_cursor(parts, {day("2026-11-20").days, 4});
  books.void_it(5);
  books.issue();
  const auto part = page(R"("taxReport":{"from":"2026-11-01","to":"2026-11-30")", cursor);
  EXPECT_EQ(field(part, "asOfPosition"), "6");
  EXPECT_EQ(field(part, "base"), "200.00") << "of the second and the third";
}

// Without `date` ages are counted to today, or to the day then: the second page is asked tomorrow.
TEST_F(PagesUntilTonight, OfAnAgingCountToTheFirstOnesDayAfterMidnight) {
  books.issue({.due = "2026-11-23"});
  books.customer("D");
  books.issue({.customer = "D", .due = "2026-11-23"});
  const std::string list = R"("agingReport":{"limit":1)";
  const auto next_week = kNow + 7 * kDayMs;
  for (const bool as_of : {true, false}) {
    const auto ask = [&](const std::string& cursor, std::int64_t now) {
      return books.ask(as_of ? until(next_week, list, cursor) : on(list, cursor), "acme", now);
    };
    const auto first = ask("", kNow);
    EXPECT_EQ(field(first, "date") + " " + field(first, "current"), "2026-11-23 119.00");
    const auto second = ask(field(first, "nextCursor"), kNow + kDayMs);
    EXPECT_EQ(field(second, "date") + " " + field(second, "current"), "2026-11-23 119.00") << as_of;
  }
}

TEST_F(PagesUntilTonight, AreRefusedToAnotherTimeThoughItStandsForTheSamePosition) {
  for (int i = 0; i < 2; ++i) books.pay({.amount = 100});  // 4, 5
  const std::string list = R"("listPayments":{"limit":1)";
  const auto cursor = field(page(list), "nextCursor");
  ASSERT_NE(cursor, "");
  EXPECT_EQ(field(page(list, cursor), "code"), "");
  EXPECT_EQ(field(books.ask(until(kNow + kDayMs, list, cursor)), "code"), "BAD_CURSOR");
  EXPECT_EQ(field(books.ask(on(list, cursor)), "code"), "BAD_CURSOR") << "as they stand";
}

}  // namespace
}  // namespace latido::consultas
