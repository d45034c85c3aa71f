#include "tests/unit/consultas/books.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace latido::consultas {
namespace {

using testing::HasSubstr;
using testing::Not;
using namespace test;
using namespace domain;

Line line(std::int64_t quantity, std::int64_t cents) {
  Line line;
  line.name = "Paper";
  line.quantity = Decimal{quantity * Decimal::kOne};
  line.unit_code = "C62";
  line.unit_price = Decimal{cents * 10'000'000};
  line.tax = kTax19;
  return line;
}

IssueInvoice content(std::vector<Line> lines) {
  IssueInvoice content;
  content.series = "A";
  content.customer_id = "C";
  content.currency = kEuro;
  content.terms_days = 10;
  content.lines = std::move(lines);
  content.note = "soon";
  return content;
}

TEST(GetDraft, HasTheTotalsThatItWouldHaveToday) {
  Books books;
  books.append(DraftCreated{content({line(2, 150)})});  // 4
  const auto reply = books.ask(R"("getDraft":{"draftId":"draft-4"})");
  EXPECT_EQ(field(reply, "id"), "draft-4");
  EXPECT_EQ(field(reply, "status"), "draft");
  EXPECT_THAT(reply, HasSubstr(R"("version":1)"));
  EXPECT_EQ(field(reply, "lineTotal"), "3.00");
  EXPECT_EQ(field(reply, "taxTotal"), "0.57");
  EXPECT_EQ(field(reply, "payable"), "3.57");
  EXPECT_EQ(field(reply, "issueDate"), "2026-11-23");
  EXPECT_EQ(field(reply, "dueDate"), "2026-12-03");
  EXPECT_EQ(field(reply, "note"), "soon");
  EXPECT_EQ(field(reply, "number"), "");
}

TEST(GetDraft, HasNoTotalsWhileItCanNotBeIssued) {
  Books books;
  books.append(DraftCreated{content({})});  // 4
  auto unknown_price = line(1, 0);
  unknown_price.price_id = "not-there";
  books.append(DraftCreated{content({unknown_price})});  // 5
  for (const auto* id : {"draft-4", "draft-5"}) {
    const auto reply = books.ask(std::string(R"("getDraft":{"draftId":")") + id + R"("})");
    EXPECT_EQ(field(reply, "status"), "draft");
    EXPECT_EQ(field(reply, "customerId"), "C");
    EXPECT_THAT(reply, Not(HasSubstr("totals")));
  }
}

TEST(GetDraft, TakesPricesAndTaxesFromTheCatalogue) {
  Books books;
  books.append(ProductCreated{{.product_id = "P", .name = "Paper", .unit_code = "C62"}});
  books.append(TaxRateDefined{.tax_code = "VAT", .tax = kTax19, .valid_from = day("2026-01-01")});
  books.append(PriceCreated{{.price_id = "P1",
                             .product_id = "P",
                             .currency = kEuro,
                             .unit_price = Decimal{4 * Decimal::kOne},
                             .tax_code = "VAT"}});
  Line priced;
  priced.quantity = Decimal{3 * Decimal::kOne};
  priced.price_id = "P1";
  books.append(DraftCreated{content({priced})});  // 7
  const auto reply = books.ask(R"("getDraft":{"draftId":"draft-7"})");
  EXPECT_EQ(field(reply, "payable"), "14.28") << "3 x 4.00 and 19 %";
  EXPECT_THAT(reply, HasSubstr(R"("unitPrice":"4")"));
}

TEST(GetDraft, ShowsItsLastContentAndState) {
  Books books;
  books.append(DraftCreated{content({line(2, 150)})});                         // 4
  books.append(DraftChanged{.draft = 4, .content = content({line(1, 100)})});  // 5
  auto reply = books.ask(R"("getDraft":{"draftId":"draft-4"})");
  EXPECT_EQ(field(reply, "payable"), "1.19");
  EXPECT_THAT(reply, HasSubstr(R"("version":2)"));
  books.append(DraftDeleted{.draft = 4});  // 6
  reply = books.ask(R"("getDraft":{"draftId":"draft-4"})");
  EXPECT_EQ(field(reply, "status"), "deleted");
}

TEST(ListDrafts, WalksThoseThatAreStillDraftsNewestFirst) {
  Books books;
  for (int i = 0; i < 5; ++i) books.append(DraftCreated{content({line(1, 100)})});  // 4 to 8
  books.append(DraftDeleted{.draft = 6});
  books.append(DraftChanged{.draft = 8, .content = content({line(1, 100)})});
  for (const int limit : {1, 2, 3, 200}) {
    std::string ids;
    std::string cursor;
    do {
      const auto reply = books.ask(R"("listDrafts":{"limit":)" + std::to_string(limit) +
                                   R"(,"cursor":")" + cursor + R"("})");
      ids += fields(reply, "id");
      cursor = field(reply, "nextCursor");
    } while (!cursor.empty());
    EXPECT_EQ(ids, "draft-8 draft-7 draft-5 draft-4 ");
  }
  EXPECT_THAT(books.ask(R"("listDrafts":{"limit":1})"),
              HasSubstr(R"([{"id":"draft-8","customerId":"C","version":2}])"));
}

}  // namespace
}  // namespace latido::consultas
