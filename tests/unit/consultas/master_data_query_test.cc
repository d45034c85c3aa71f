#include "tests/unit/consultas/books.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace latido::consultas {
namespace {

using testing::HasSubstr;
using testing::Not;
using namespace test;
using namespace domain;

TEST(GetCustomer, IsAsItIsNow) {
  Books books;
  books.append(CustomerUpdated{{.customer_id = "C", .name = "Renamed"}});
  auto reply = books.ask(R"("getCustomer":{"customerId":"C"})");
  EXPECT_THAT(
      reply,
      HasSubstr(R"("customer":{"customerId":"C","name":"Renamed","version":2,"archived":false})"));
  books.append(CustomerArchived{.customer_id = "C"});
  reply = books.ask(R"("getCustomer":{"customerId":"C"})");
  EXPECT_THAT(reply, HasSubstr(R"("version":3,"archived":true)"));
}

TEST(SeriesStatus, SaysWhatIsLeftAndWhatItIsFor) {
  Books books;
  books.issue();
  auto reply = books.ask(R"("seriesStatus":{"series":"A"})");
  EXPECT_EQ(field(reply, "nextNumber"), "2");
  EXPECT_EQ(field(reply, "remaining"), "99998");
  EXPECT_EQ(field(reply, "lastIssueDate"), "2026-11-20");
  EXPECT_EQ(field(reply, "kind"), "invoice");
  EXPECT_EQ(field(books.ask(R"("seriesStatus":{"series":"CN"})"), "kind"), "creditNote");
  books.append(SeriesClosed{.series = "A"});
  EXPECT_THAT(books.ask(R"("seriesStatus":{"series":"A"})"), HasSubstr(R"("closed":true)"));
}

TEST(GapReport, HasVoidedNumbersAndNothingMissing) {
  Books books;
  for (int i = 0; i < 5; ++i) books.issue();  // 4 to 8
  books.void_it(5);
  books.void_it(8);
  EXPECT_THAT(
      books.ask(R"("gapReport":{"series":"A"})"),
      HasSubstr(
          R"("gaps":{"series":"A","firstNumber":"1","lastNumber":"5","missing":[],"voided":["2","5"],"nextNumber":"0"})"));
  EXPECT_THAT(
      books.ask(R"("gapReport":{"series":"A","fromNumber":"2","limit":2})"),
      HasSubstr(
          R"("firstNumber":"2","lastNumber":"3","missing":[],"voided":["2"],"nextNumber":"4")"));
  EXPECT_THAT(
      books.ask(R"("gapReport":{"series":"CN"})"),
      HasSubstr(R"("firstNumber":"1","lastNumber":"0","missing":[],"voided":[],"nextNumber":"0")"));
  EXPECT_THAT(books.ask(R"("gapReport":{"series":"A","fromNumber":"9223372036854775807"})"),
              HasSubstr(R"("lastNumber":"0","missing":[])"));
}

TEST(Catalogue, GivesProductsPricesAndTaxRates) {
  Books books;
  books.append(ProductCreated{{.product_id = "P", .name = "Paper", .unit_code = "KGM"}});
  books.append(TaxRateDefined{.tax_code = "VAT", .tax = kTax19, .valid_from = day("2026-01-01")});
  books.append(TaxRateDefined{
      .tax_code = "VAT", .tax = {TaxCategory::s, Rate{210'000}}, .valid_from = day("2027-01-01")});
  books.append(PriceCreated{{.price_id = "P1",
                             .product_id = "P",
                             .currency = kEuro,
                             .unit_price = Decimal{1'500'000'000},
                             .base_quantity = Decimal{12 * Decimal::kOne},
                             .tax_code = "VAT"}});
  EXPECT_THAT(
      books.ask(R"("getProduct":{"productId":"P"})"),
      HasSubstr(R"("product":{"productId":"P","name":"Paper","unitCode":"KGM","archived":false})"));
  EXPECT_THAT(
      books.ask(R"("getPrice":{"priceId":"P1"})"),
      HasSubstr(
          R"("price":{"priceId":"P1","productId":"P","currency":"EUR","unitPrice":"1.5","baseQuantity":"12","taxCode":"VAT","archived":false})"));
  EXPECT_THAT(
      books.ask(R"("getTaxRate":{"taxCode":"VAT"})"),
      HasSubstr(
          R"("taxRate":{"taxCode":"VAT","versions":[{"validFrom":"2026-01-01","category":"S","percent":"19"},{"validFrom":"2027-01-01","category":"S","percent":"21"}]})"));
  books.issue({.tax_code = "VAT"});
  books.append(TaxRateRetired{.tax_code = "VAT", .valid_to = day("2027-06-30")});
  books.append(ProductArchived{.product_id = "P"});
  books.append(PriceArchived{.price_id = "P1"});
  const auto rate = books.ask(R"("getTaxRate":{"taxCode":"VAT"})");
  EXPECT_EQ(field(rate, "retiredAfter"), "2027-06-30");
  EXPECT_EQ(field(rate, "lastUsed"), "2026-11-20");
  EXPECT_THAT(books.ask(R"("getProduct":{"productId":"P"})"), HasSubstr(R"("archived":true)"));
  EXPECT_THAT(books.ask(R"("getPrice":{"priceId":"P1"})"), HasSubstr(R"("archived":true)"));
}

TEST(GetBooks, GivesSellerPolicyAndClosedPeriod) {
  Books books;
  EXPECT_THAT(
      books.ask(R"("getBooks":null)"),
      HasSubstr(R"("books":{"policy":{"roundingProfile":"en16931","voidForbidden":false}})"));
  books.append(SellerSet{{.name = "First", .tax_id = {}, .address = {}}});
  books.append(SellerSet{{.name = "Second", .tax_id = "DE7", .address = {.country = "DE"}}});
  books.append(PolicySet{{.rounding_profile = RoundingProfile::per_line, .void_forbidden = true}});
  books.append(PeriodClosed{.through = day("2026-10-31")});
  EXPECT_THAT(
      books.ask(R"("getBooks":null)"),
      HasSubstr(
          R"("books":{"seller":{"name":"Second","taxId":"DE7","address":{"country":"DE"}},"policy":{"roundingProfile":"perLine","voidForbidden":true},"closedThrough":"2026-10-31"})"));
}

}  // namespace
}  // namespace latido::consultas
