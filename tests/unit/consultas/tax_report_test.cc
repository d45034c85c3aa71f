#include "tests/unit/consultas/books.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace latido::consultas {
namespace {

using testing::HasSubstr;
using namespace test;

class TaxReport : public testing::Test {
 protected:
  TaxReport() {
    books.issue({.net = 10'000, .date = "2026-10-31"});                                  // 4
    books.issue({.net = 20'000, .date = "2026-11-01"});                                  // 5
    books.issue({.net = 10'000, .date = "2026-11-01"});                                  // 6
    books.issue({.net = 500, .currency = kYen, .date = "2026-11-20"});                   // 7
    books.issue({.net = 70'000, .date = "2026-11-30"});                                  // 8
    books.issue({.net = 10'000, .date = "2026-12-01"});                                  // 9
    books.credit({.invoice = 5, .net = 1'000, .applied = 1'190, .date = "2026-11-30"});  // 10
    books.pay({.amount = 11'900, .allocations = {{6, 11'900}}});
    books.void_it(8);
    books.write_off(5);
  }
  Books books;
};

TEST_F(TaxReport, AddsUpAllThatWasIssuedInThePeriodAndIsNotVoid) {
  EXPECT_THAT(
      books.ask(R"("taxReport":{"from":"2026-11-01","to":"2026-11-30"})"),
      HasSubstr(
          R"("rows":[{"currency":"EUR","category":"S","percent":"19","invoicedBase":"300.00","invoicedTax":"57.00",)"
          R"("creditedBase":"10.00","creditedTax":"1.90","base":"290.00","tax":"55.10","documents":3},)"
          R"({"currency":"JPY","category":"S","percent":"19","invoicedBase":"500","invoicedTax":"95",)"
          R"("creditedBase":"0","creditedTax":"0","base":"500","tax":"95","documents":1}])"));
  EXPECT_EQ(fields(books.ask(R"("taxReport":{"from":"2026-11-02","to":"2026-11-19"})"), "base"),
            "");
}

TEST_F(TaxReport, InPartsAddsUpToTheSame) {
  const auto tenant = books.reader().find_tenant("acme").value();
  for (const std::size_t limit : {1U, 2U, 3U, 4U, 5U}) {
    db::TaxFilter filter{.from = day("2026-11-01"),
                         .to = day("2026-11-30"),
                         .as_of = books.reader().head_position(tenant),
                         .limit = limit};
    Minor euro_base = 0;
    std::uint32_t documents = 0;
    std::size_t parts = 0;
    do {
      const auto part = books.reader().taxes(tenant, filter);
      for (const auto& row : part.rows) {
        documents += row.documents;
        if (row.currency == kEuro) euro_base += row.invoiced_base - row.credited_base;
      }
      filter.after = part.next;
      ++parts;
    } while (filter.after);
    EXPECT_EQ(documents, 4U);
    EXPECT_EQ(euro_base, 29'000);
    EXPECT_EQ(parts, (5 + limit - 1) / limit) << "the void one is looked at too";
  }
}

// Between two parts an invoice that was still to come was voided, and a credit note issued: the sum
// was of no moment at all.
TEST_F(TaxReport, InPartsIsOfTheMomentOfTheFirstPart) {
  const auto tenant = books.reader().find_tenant("acme").value();
  db::TaxFilter filter{.from = day("2026-11-01"),
                       .to = day("2026-11-30"),
                       .as_of = books.reader().head_position(tenant),
                       .limit = 2};
  auto part = books.reader().taxes(tenant, filter);
  Minor euro_base = 0;
  std::uint32_t documents = 0;
  for (bool first = true;; first = false) {
    for (const auto& row : part.rows) {
      documents += row.documents;
      if (row.currency == kEuro) euro_base += row.invoiced_base - row.credited_base;
    }
    if (!part.next) break;
    if (first) {
      books.void_it(7);
      books.credit({.invoice = 6, .net = 1'000, .applied = 0, .date = "2026-11-30"});
    }
    filter.after = part.next;
    part = books.reader().taxes(tenant, filter);
  }
  EXPECT_EQ(documents, 4U);
  EXPECT_EQ(euro_base, 29'000);
}

}  // namespace
}  // namespace latido::consultas
