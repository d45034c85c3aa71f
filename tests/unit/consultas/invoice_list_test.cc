#include "tests/unit/consultas/books.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace latido::consultas {
namespace {

using testing::HasSubstr;
using namespace test;

// Ids of all pages, newest first, and how many pages there were.
struct Listed {
  std::string ids;
  int pages = 0;
};

Listed list(Books& books,
            const std::string& filters,
            int limit = 50,
            const std::string& as_of = "") {
  Listed all;
  std::string cursor;
  do {
    const auto reply = books.ask(as_of + R"("listInvoices":{"limit":)" + std::to_string(limit) +
                                 R"(,"cursor":")" + cursor + "\"" + filters + "}");
    EXPECT_EQ(field(reply, "code"), "");
    all.ids += fields(reply, "id");
    ++all.pages;
    cursor = field(reply, "nextCursor");
  } while (!cursor.empty());
  return all;
}

TEST(ListInvoices, WalksPageByPageWithoutLossOrRepetition) {
  Books books;
  for (int i = 0; i < 5; ++i) books.issue({.date = i < 2 ? "2026-11-19" : "2026-11-20"});
  EXPECT_EQ(list(books, "").ids, "inv-8 inv-7 inv-6 inv-5 inv-4 ");
  for (const int limit : {1, 2, 3, 5}) {
    const auto paged = list(books, "", limit);
    EXPECT_EQ(paged.ids, "inv-8 inv-7 inv-6 inv-5 inv-4 ");
    EXPECT_EQ(paged.pages, (5 + limit - 1) / limit) << "no empty last page";
  }
}

TEST(ListInvoices, FiltersByEverythingThatItOffers) {
  Books books;
  books.customer("D");                                                // 4
  books.issue({.net = 100});                                          // 5
  books.issue({.customer = "D", .net = 200, .due = "2026-12-01"});    // 6
  books.issue({.net = 300, .date = "2026-11-21"});                    // 7
  books.issue({.net = 100, .currency = kYen, .date = "2026-11-22"});  // 8
  books.void_it(5);                                                   // 9
  books.pay({.amount = 357, .allocations = {{7, 357}}});              // 10
  books.write_off(8);                                                 // 11
  EXPECT_EQ(list(books, R"(,"status":"void")").ids, "inv-5 ");
  EXPECT_EQ(list(books, R"(,"status":"open")").ids, "inv-6 ");
  EXPECT_EQ(list(books, R"(,"status":"paid")").ids, "inv-7 ");
  EXPECT_EQ(list(books, R"(,"status":"uncollectible")").ids, "inv-8 ");
  EXPECT_EQ(list(books, R"(,"customerId":"D")").ids, "inv-6 ");
  const auto unknown = books.ask(R"("listInvoices":{"customerId":"E"})");
  EXPECT_EQ(field(unknown, "code") + " " + field(unknown, "field"), "NOT_FOUND customerId");
  EXPECT_EQ(list(books, R"(,"issuedFrom":"2026-11-21","issuedTo":"2026-11-21")").ids, "inv-7 ");
  EXPECT_EQ(list(books, R"(,"dueTo":"2026-12-01")").ids, "inv-6 ");
  EXPECT_EQ(list(books, R"(,"dueFrom":"2026-12-02")").ids, "inv-8 inv-7 inv-5 ");
  EXPECT_EQ(list(books, R"(,"currency":"JPY")").ids, "inv-8 ");
  EXPECT_EQ(list(books, R"(,"currency":"EUR","payableFrom":"2.38")").ids, "inv-7 inv-6 ");
  EXPECT_EQ(list(books, R"(,"currency":"EUR","payableTo":"2.38")").ids, "inv-6 inv-5 ");
  EXPECT_EQ(list(books, R"(,"currency":"EUR","payableFrom":"1.20","payableTo":"3.56")").ids,
            "inv-6 ");
}

TEST(ListInvoices, HasNoCreditNotes) {
  Books books;
  books.issue();
  books.credit({.invoice = 4, .net = 100, .applied = 119});
  EXPECT_EQ(list(books, "").ids, "inv-4 ");
}

TEST(ListInvoices, SummarizesWhatTheInvoiceSays) {
  Books books;
  books.issue({.reference = "PO-1"});
  books.pay({.amount = 1'900, .allocations = {{4, 1'900}}});
  books.credit({.invoice = 4, .net = 1'000, .applied = 1'190});
  EXPECT_THAT(books.ask(R"("listInvoices":{})"),
              HasSubstr(R"({"id":"inv-4","number":"A-1","status":"open","customerId":"C",)"
                        R"("issueDate":"2026-11-20","dueDate":"2026-12-20","currency":"EUR",)"
                        R"("payable":"119.00","due":"88.10","reference":"PO-1","paid":"19.00",)"
                        R"("credited":"11.90"})"));
}

TEST(ListInvoices, AsOfThePastListsWhatWasThereAsItStood) {
  Books books;
  books.issue();                                                // 4
  books.issue();                                                // 5
  books.pay({.amount = 11'900, .allocations = {{4, 11'900}}});  // 6
  books.void_it(5);                                             // 7
  books.issue();                                                // 8
  const auto at = [&](int position, const std::string& status) {
    return list(books,
                R"(,"status":")" + status + "\"",
                1,
                R"("asOf":{"position":")" + std::to_string(position) + R"("},)")
        .ids;
  };
  EXPECT_EQ(at(3, ""), "");
  EXPECT_EQ(at(4, ""), "inv-4 ");
  EXPECT_EQ(at(5, "open"), "inv-5 inv-4 ");
  EXPECT_EQ(at(6, "open"), "inv-5 ");
  EXPECT_EQ(at(6, "paid"), "inv-4 ");
  EXPECT_EQ(at(6, "void"), "");
  EXPECT_EQ(at(7, "void"), "inv-5 ");
  EXPECT_EQ(at(8, "open"), "inv-8 ");
  EXPECT_EQ(at(8, ""), "inv-8 inv-5 inv-4 ");
}

TEST(ListInvoices, LooksAtABoundedNumberOfInvoicesAndSaysWhereToGoOn) {
  constexpr int kInvoices = 2'001;  // one more than a page looks at
  Books books;
  books.issue({.net = 700});  // the oldest is the only match
  books.issue_many(kInvoices - 1);
  const std::string wanted = R"("listInvoices":{"currency":"EUR","payableFrom":"8.33")";
  const auto first = books.ask(wanted + "}");
  EXPECT_EQ(field(first, "id"), "");
  const auto cursor = field(first, "nextCursor");
  ASSERT_NE(cursor, "");
  const auto second = books.ask(wanted + R"(,"cursor":")" + cursor + R"("})");
  EXPECT_EQ(fields(second, "id"), "inv-4 ");
  EXPECT_EQ(field(second, "nextCursor"), "");
}

TEST(ListInvoices, TakesACursorForTheSameListOnly) {
  Books books;
  for (int i = 0; i < 3; ++i) books.issue();
  const auto cursor = field(books.ask(R"("listInvoices":{"limit":1})"), "nextCursor");
  ASSERT_NE(cursor, "");
  const auto with = [&](const std::string& filters, const std::string& as_of = "") {
    return field(books.ask(as_of + R"("listInvoices":{"cursor":")" + cursor + "\"" + filters + "}"),
                 "code");
  };
  EXPECT_EQ(with(""), "");
  EXPECT_EQ(with(R"(,"limit":200)"), "") << "pages may differ in length";
  for (const auto* filter : {R"(,"status":"open")",
                             R"(,"customerId":"C")",
                             R"(,"issuedFrom":"2026-01-01")",
                             R"(,"issuedTo":"2027-01-01")",
                             R"(,"dueFrom":"2026-01-01")",
                             R"(,"dueTo":"2027-01-01")",
                             R"(,"currency":"EUR")",
                             R"(,"currency":"EUR","payableFrom":"0")",
                             R"(,"currency":"EUR","payableTo":"9")"}) {
    EXPECT_EQ(with(filter), "BAD_CURSOR") << filter;
  }
  EXPECT_EQ(with("", R"("asOf":{"position":"6"},)"), "BAD_CURSOR");
}

}  // namespace
}  // namespace latido::consultas
